import { addressOf } from './authors.ts'
import type { Incoming } from './incoming.ts'

/** What parts the names of a batch; stands in no id (the contract of the channels takes control characters out). */
const separator = '\x1f'

/**
 * The items of a batch, wherever they lie. Their names and addresses are needed first and for all of them; the rest of an item for a moment
 * only, so that it need not be kept.
 */
export interface Items {
  readonly count: number
  readonly names: Names
  item(place: number): Incoming
}

/** Column by column, joined: a joined text costs a fifth of an array, on its way to a thread and to PostgreSQL. */
export interface Names {
  channels: string
  externalIds: string
  /** Of their authors; nothing where nobody can say who wrote it. */
  addresses: string
}

export function itemsOf(items: readonly Incoming[]): Items {
  return { count: items.length, names: namesOf(items), item: (place) => items[place]! }
}

function namesOf(items: readonly Incoming[]): Names {
  return {
    channels: items.map((item) => item.channel).join(separator),
    externalIds: items.map((item) => item.externalId).join(separator),
    // Handles come from outside: what would part them is taken out.
    addresses: items.map((item) => addressOf(item)?.replaceAll(separator, '') ?? '').join(separator),
  }
}

export function partsOf(joined: string, count: number): string[] {
  return count === 0 ? [] : joined.split(separator)
}

/** A batch in one piece of memory, which goes over to another thread without being copied. */
export interface Packed {
  names: Names
  bytes: ArrayBuffer
  /** Of each item: where it begins, where its original begins; at last where all ends. */
  starts: Uint32Array
}

/** Objects that live as long as a batch are copied twice by the collector, here and in the other thread; a piece of memory is not. */
export function pack(items: readonly Incoming[]): Packed {
  const said = items.map((item) => JSON.stringify({ ...item, original: undefined, postedAt: item.postedAt?.getTime() }))
  const starts = new Uint32Array(items.length * 2 + 1)
  let at = 0
  items.forEach((item, place) => {
    starts[place * 2] = at
    starts[place * 2 + 1] = at += Buffer.byteLength(said[place]!)
    at += item.original.length
  })
  starts[items.length * 2] = at
  const bytes = Buffer.from(new ArrayBuffer(at))
  items.forEach((item, place) => {
    bytes.write(said[place]!, starts[place * 2]!)
    bytes.set(item.original, starts[place * 2 + 1]!)
  })
  return { names: namesOf(items), bytes: bytes.buffer, starts }
}

export function unpack({ names, bytes, starts }: Packed): Items {
  const all = Buffer.from(bytes)
  return {
    count: (starts.length - 1) / 2,
    names,
    item(place) {
      const [from, original, to] = [starts[place * 2]!, starts[place * 2 + 1]!, starts[place * 2 + 2]!]
      const item = JSON.parse(all.toString('utf8', from, original)) as Incoming & { postedAt?: number | Date }
      if (item.postedAt !== undefined) item.postedAt = new Date(item.postedAt)
      item.original = all.subarray(original, to)
      return item
    },
  }
}
