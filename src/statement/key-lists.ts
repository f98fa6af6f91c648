import { Lately } from '#core/index.ts'

/** Shorter lists are read again: most keys are those of one text and never met a second time. */
const worthKeeping = 4
/** Of each generation: some 5 MB. */
const most = 10_000

/**
 * Lists of turns of phrase that many texts share, which every batch asks for again: the texts under one key, the oldest first. What this
 * process folds is added to them, and when anybody else has folded, all of them go.
 */
export class KeyLists {
  readonly #lists = new Lately<bigint, number[]>(most)

  get(key: bigint): number[] | undefined {
    return this.#lists.get(key)
  }

  keep(key: bigint, numbers: number[]): void {
    if (numbers.length >= worthKeeping) this.#lists.set(key, numbers)
  }

  /** Adds what a batch writes. Texts that were taken away are rare: then all is read again. */
  extend(representatives: { number: number; keys: bigint[] }[], retired: number[]): void {
    if (retired.length > 0) this.#lists.clear()
    for (const { number, keys } of representatives) for (const key of keys) this.#lists.peek(key)?.push(number)
  }
}
