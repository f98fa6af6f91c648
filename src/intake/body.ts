import { refuse } from '#core/index.ts'
import { withoutQuoted } from '#channel/email/index.ts'
import { readArrival, type Arrival } from '#channel/index.ts'

export const limits = { bytes: 16 * 1024 * 1024, items: 10_000 }

export interface ReadItems {
  arrivals: Arrival[]
  rejected: { index: number; code: string; detail: string }[]
}

/** Reads a body no further than its limit, whatever its Content-Length says. */
export async function boundedBody(request: Request): Promise<Buffer> {
  const tooLarge = () =>
    refuse('too-large', 413, `A request holds at most ${limits.bytes / 1_048_576} MB and ${limits.items.toLocaleString('en')} posts.`, { mend: 'Send it in parts.' })
  if (Number(request.headers.get('content-length') ?? 0) > limits.bytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > limits.bytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/** One object, an array, or one object a line. Every item keeps the bytes it came as. */
export function readItems(body: Buffer, type: string): ReadItems {
  const pieces = (/ndjson|jsonl|json-?lines/i.test(type) ? linesOf : elementsOf)(withoutMark(body))
  if (pieces.length > limits.items) {
    throw refuse('too-large', 413, `A request holds at most ${limits.items.toLocaleString('en')} posts; this one has ${pieces.length.toLocaleString('en')}.`, { mend: 'Send it in parts.' })
  }
  const read: ReadItems = { arrivals: [], rejected: [] }
  pieces.forEach((original, index) => {
    const found = readPiece(original)
    if ('arrival' in found) return read.arrivals.push(found.arrival)
    read.rejected.push({ index, ...found.reject })
  })
  return read
}

/** Editors and spreadsheets put a byte order mark before what they save; it is no part of the JSON. */
function withoutMark(body: Buffer): Buffer {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body
}

function readPiece(original: Buffer): ReturnType<typeof readArrival> {
  let item: unknown
  try {
    item = JSON.parse(original.toString())
  } catch {
    return { reject: { code: 'not-json', detail: 'This line is not valid JSON.' } }
  }
  return ownWords(readArrival(item, original))
}

/** Whoever replies by mail sends what they reply to along: the original keeps it, what they say is theirs. */
function ownWords(read: ReturnType<typeof readArrival>): ReturnType<typeof readArrival> {
  if ('arrival' in read && read.arrival.channel === 'email' && read.arrival.replyTo) read.arrival.text = withoutQuoted(read.arrival.text)
  return read
}

function linesOf(body: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let start = 0; start < body.length; ) {
    const found = body.indexOf(10, start)
    const end = found === -1 ? body.length : found
    let last = end
    while (last > start && body[last - 1]! <= 32) last -= 1
    if (last > start) lines.push(body.subarray(start, last))
    start = end + 1
  }
  return lines
}

/** The bytes of each element of a JSON array; of the one object otherwise. */
function elementsOf(body: Buffer): Buffer[] {
  try {
    JSON.parse(body.toString())
  } catch {
    throw refuse('invalid', 400, 'The body is not valid JSON.', { mend: 'Send one object, an array, or NDJSON with Content-Type application/x-ndjson.' })
  }
  let at = 0
  while (body[at]! <= 32) at += 1
  if (body[at] !== 91) return [body]
  const elements: Buffer[] = []
  let depth = 0
  let start = at + 1
  for (; at < body.length; at++) {
    const byte = body[at]!
    if (byte === 34) at = endOfString(body, at)
    else if (byte === 91 || byte === 123) depth += 1
    else if (byte === 93 || byte === 125) depth -= 1
    if ((byte === 44 && depth === 1) || depth === 0) {
      const element = trimmed(body.subarray(start, at))
      if (element.length > 0) elements.push(element)
      start = at + 1
    }
    if (depth === 0) break
  }
  return elements
}

function endOfString(body: Buffer, at: number): number {
  for (let i = at + 1; ; i++) {
    if (body[i] === 92) i += 1
    else if (body[i] === 34) return i
  }
}

function trimmed(bytes: Buffer): Buffer {
  let start = 0
  let end = bytes.length
  while (start < end && bytes[start]! <= 32) start += 1
  while (end > start && bytes[end - 1]! <= 32) end -= 1
  return bytes.subarray(start, end)
}
