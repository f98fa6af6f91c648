/** Shorter lists are read again: most keys are those of one text and never met a second time. */
const worthKeeping = 4
/** Of each generation: some 5 MB. */
const most = 10_000

/**
 * Lists of turns of phrase that many texts share, which every batch asks for again: the texts under one key, the oldest first. What this
 * process folds is added to them, and when anybody else has folded, all of them go.
 */
export class KeyLists {
  #young = new Map<bigint, number[]>()
  #old = new Map<bigint, number[]>()

  get(key: bigint): number[] | undefined {
    const young = this.#young.get(key)
    if (young) return young
    const old = this.#old.get(key)
    if (old) this.#set(key, old)
    return old
  }

  keep(key: bigint, numbers: number[]): void {
    if (numbers.length >= worthKeeping) this.#set(key, numbers)
  }

  /** Adds what a batch writes. Texts that were taken away are rare: then all is read again. */
  extend(representatives: { number: number; keys: bigint[] }[], retired: number[]): void {
    if (retired.length > 0) {
      this.#young.clear()
      this.#old.clear()
    }
    for (const { number, keys } of representatives) {
      for (const key of keys) (this.#young.get(key) ?? this.#old.get(key))?.push(number)
    }
  }

  #set(key: bigint, numbers: number[]): void {
    if (this.#young.size >= most) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, numbers)
  }
}
