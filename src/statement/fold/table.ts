/**
 * Signed 64-bit numbers, each with a list of numbers: what a Map of arrays would hold, in a sixth of its memory. Open
 * addressing over the two halves of a key; the values are linked lists in one array.
 */
export class Table {
  private high = new Int32Array(1024)
  private low = new Int32Array(1024)
  /** Index into `values` plus one; 0 where the slot is empty. */
  private last = new Int32Array(1024)
  private count = 0
  private values = new Int32Array(1024)
  private before = new Int32Array(1024)
  private used = 0

  /** The values of a key in the order in which they were added. */
  get(key: bigint): number[] {
    whole[0] = key
    const values: number[] = []
    for (let at = this.last[this.slot(halves[1]!, halves[0]!)]!; at !== 0; at = this.before[at - 1]!) values.push(this.values[at - 1]!)
    return values.length > 1 ? values.reverse() : values
  }

  /** The value that was added last, or -1. */
  latest(key: bigint): number {
    whole[0] = key
    const at = this.last[this.slot(halves[1]!, halves[0]!)]!
    return at === 0 ? -1 : this.values[at - 1]!
  }

  add(key: bigint, value: number): void {
    if (this.count * 3 > this.last.length * 2) this.growSlots()
    if (this.used === this.values.length) this.growValues()
    whole[0] = key
    const slot = this.slot(halves[1]!, halves[0]!)
    if (this.last[slot] === 0) {
      this.count += 1
      this.high[slot] = halves[1]!
      this.low[slot] = halves[0]!
    }
    this.values[this.used] = value
    this.before[this.used] = this.last[slot]!
    this.used += 1
    this.last[slot] = this.used
  }

  /** Takes one value away from a key. */
  remove(key: bigint, value: number): void {
    whole[0] = key
    const slot = this.slot(halves[1]!, halves[0]!)
    let after = 0
    for (let at = this.last[slot]!; at !== 0; at = this.before[at - 1]!) {
      if (this.values[at - 1] !== value) {
        after = at
        continue
      }
      const before = this.before[at - 1]!
      if (after !== 0) this.before[after - 1] = before
      // A slot stays taken, so that the search for keys behind it goes on: it keeps a value that no one asks for.
      else if (before !== 0) this.last[slot] = before
      else this.values[at - 1] = NOBODY
      return
    }
  }

  private slot(high: number, low: number): number {
    const mask = this.last.length - 1
    let slot = (low ^ Math.imul(high, 0x9e3779b1)) & mask
    while (this.last[slot] !== 0 && (this.high[slot] !== high || this.low[slot] !== low)) slot = (slot + 1) & mask
    return slot
  }

  private growSlots(): void {
    const { high, low, last } = this
    this.high = new Int32Array(high.length * 2)
    this.low = new Int32Array(low.length * 2)
    this.last = new Int32Array(last.length * 2)
    for (let i = 0; i < last.length; i += 1) {
      if (last[i] === 0) continue
      const slot = this.slot(high[i]!, low[i]!)
      this.high[slot] = high[i]!
      this.low[slot] = low[i]!
      this.last[slot] = last[i]!
    }
  }

  private growValues(): void {
    this.values = longer(this.values)
    this.before = longer(this.before)
  }
}

/** What `remove` leaves where a key has no value any more. */
export const NOBODY = -1

const whole = new BigInt64Array(1)
const halves = new Int32Array(whole.buffer)

export function longer(array: Int32Array<ArrayBuffer>, least = array.length * 2): Int32Array<ArrayBuffer> {
  const next = new Int32Array(Math.max(least, array.length * 2))
  next.set(array)
  return next
}
