/** The texts under one key, the oldest first, each with its statement as it was written. */
export interface KeyList {
  numbers: number[]
  statements: number[]
}

/** Shorter lists are read again: most keys are those of one text and never met a second time. */
const worthKeeping = 4
/** Of each generation: some 5 MB. */
const most = 10_000

/**
 * Lists of turns of phrase that many texts share, which every batch asks for again. What this process folds is added to them, and when
 * anybody else has folded, all of them go.
 */
export class KeyLists {
  #young = new Map<bigint, KeyList>()
  #old = new Map<bigint, KeyList>()

  get(key: bigint): KeyList | undefined {
    const young = this.#young.get(key)
    if (young) return young
    const old = this.#old.get(key)
    if (old) this.#set(key, old)
    return old
  }

  keep(key: bigint, list: KeyList): void {
    if (list.numbers.length >= worthKeeping) this.#set(key, list)
  }

  /** Adds what a batch has written. Texts that were taken away are rare: then all is read again. */
  extend(representatives: { number: number; statement: number; keys: bigint[] }[], retired: number[]): void {
    if (retired.length > 0) {
      this.#young.clear()
      this.#old.clear()
    }
    for (const { number, statement, keys } of representatives) {
      for (const key of keys) {
        const list = this.#young.get(key) ?? this.#old.get(key)
        list?.numbers.push(number)
        list?.statements.push(statement)
      }
    }
  }

  #set(key: bigint, list: KeyList): void {
    if (this.#young.size >= most) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, list)
  }
}
