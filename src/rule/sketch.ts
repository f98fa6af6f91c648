const bits = 20
const places = 1 << bits

/**
 * How often something was seen lately, about: a table of bytes instead of a list of everything. It may say too much where two things
 * fall together, never too little while they are remembered; so it only picks out what is then counted exactly. Two generations: when
 * the young one is half full it becomes the old one, so that memory stays the same (2 MB) at any rate.
 */
export class Sketch {
  #young = new Uint8Array(places)
  #old = new Uint8Array(places)
  #seen = 0

  /** Sees it once more; how often it was seen before. */
  see(hash: number): number {
    const place = (hash >>> (32 - bits)) ^ (hash & (places - 1))
    const at = place & (places - 1)
    const before = this.#young[at]! + this.#old[at]!
    if (this.#young[at]! < 255) this.#young[at]! += 1
    if (++this.#seen > places / 2) this.#turn()
    return before
  }

  #turn(): void {
    const emptied = this.#old.fill(0)
    this.#old = this.#young
    this.#young = emptied
    this.#seen = 0
  }
}
