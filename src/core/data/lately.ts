/**
 * What was met lately, in two generations instead of a strict order: when the young one is full it becomes the old one, and what is asked for
 * again moves over. Holds up to twice `most`.
 */
export class Lately<Key, Value> {
  #young = new Map<Key, Value>()
  #old = new Map<Key, Value>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  get(key: Key): Value | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  /** As `get`, and leaves it where it is. */
  peek(key: Key): Value | undefined {
    return this.#young.get(key) ?? this.#old.get(key)
  }

  set(key: Key, value: Value): void {
    if (this.#young.size >= this.#most) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
  }

  clear(): void {
    this.#young.clear()
    this.#old.clear()
  }

  forget(isGone: (key: Key) => boolean): void {
    for (const map of [this.#young, this.#old]) for (const key of map.keys()) if (isGone(key)) map.delete(key)
  }
}
