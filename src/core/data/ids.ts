import { randomBytes } from 'node:crypto'

/** A UUID version 7 (RFC 9562): 48 bits of time, then random bits. Sorts by time, so new rows land together in the index. */
export function uuid7(at: Date = new Date()): string {
  return format(bytes7(at))
}

/**
 * Ids for one batch of up to 65,536 rows: they share 112 bits and end in the place within the batch, so that a batch is one
 * contiguous range of the primary key and keeps its order without a further column.
 */
export function batchOfIds(count: number, at: Date = new Date()): string[] {
  if (count > 65_536) throw new RangeError('a batch holds at most 65,536 ids')
  const bytes = bytes7(at)
  const ids = new Array<string>(count)
  const prefix = format(bytes).slice(0, 32)
  for (let place = 0; place < count; place++) ids[place] = prefix + place.toString(16).padStart(4, '0')
  return ids
}

/** Ids of one process and one millisecond count up in the twelve bits after the time (RFC 9562, 6.2), so that what was made together keeps its order. */
let last = -1
let counter = 0

function bytes7(at: Date): Buffer {
  const bytes = randomBytes(16)
  const now = at.getTime()
  if (now === last && counter < 0xfff) counter += 1
  else [last, counter] = [now, bytes.readUInt16BE(6) & 0x3ff]
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes
}

function format(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** True for the text form of any UUID: what comes from an address is checked before it reaches SQL. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && shape.test(text)
}
