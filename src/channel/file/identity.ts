/**
 * The external id of a record: the one it carries, made usable; without one, what the record says and how often it has
 * said so before.
 */
import { hash } from 'node:crypto'

/** An id from a cell: stray quotes and spaces around it taken away ("'297136703436840960'", ' "12" '). */
export function idIn(cell: string): string {
  return cell.replace(/^[\s"'`‘’“”]+|[\s"'`‘’“”]+$/g, '')
}

const twitterEpoch = 1_288_834_974_657n

/** The time that an id of X carries since November 2010 (41 bits of milliseconds before 22 others). */
export function timeInXId(id: string): Date | undefined {
  if (!/^\d{14,19}$/.test(id)) return undefined
  const millis = Number((BigInt(id) >> 22n) + twitterEpoch)
  return millis > Date.UTC(2010, 10, 4) && millis < Date.UTC(2080, 0) ? new Date(millis) : undefined
}

const size = 1 << 23
const mask = size - 1

/**
 * Gives records without an id one that a second run gives them again: SHA-256 of the record, and from the second
 * identical record on its number, since two people may well write the same line on paper. Reading a file again must
 * give the same ids, and a file of any size may only take a bounded memory, so occurrences are counted in a fixed
 * table (a count-min sketch, 16 MB when used, three places per record). Beyond about a million different records a
 * first occurrence may be numbered higher than 1; the numbers of equal records still rise and stay the same from run
 * to run.
 */
export class Occurrences {
  #counts: Uint16Array | undefined
  /** For records that fill a place of the table. */
  #many = new Map<string, number>()

  idOf(record: Uint8Array): string {
    const digest = hash('sha256', record, 'hex')
    const number = this.#count(digest)
    return number === 1 ? `sha256:${digest}` : `sha256:${digest}:${number}`
  }

  #count(digest: string): number {
    const counts = (this.#counts ??= new Uint16Array(size))
    const places = [0, 8, 16].map((from) => Number.parseInt(digest.slice(from, from + 8), 16) & mask)
    const number = Math.min(...places.map((place) => counts[place]!)) + 1
    if (number > 65_535) {
      const more = (this.#many.get(digest) ?? 65_535) + 1
      this.#many.set(digest, more)
      return more
    }
    for (const place of places) if (counts[place]! < number) counts[place] = number
    return number
  }
}
