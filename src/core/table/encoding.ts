/**
 * Which encoding a file has, and texts out of its bytes. UTF-8 and Windows-1252 agree on ASCII, so both are split as
 * bytes and only a record's own bytes are decoded; UTF-16 is turned into UTF-8 as it streams and turned back for the
 * original.
 */
import { isAscii, isUtf8 } from 'node:buffer'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1256'] as const
export type Encoding = (typeof encodings)[number]

export interface Script {
  /** As far as it is known: a file that is plain ASCII at its head may prove to be Windows-1252 further down. */
  readonly encoding: Encoding
  /** The file in an encoding in which ASCII bytes are themselves, without byte order mark. */
  bytes: (chunks: AsyncIterable<Buffer>) => AsyncIterable<Buffer>
  text: (record: Buffer) => string
  /** The bytes of a record as they stand in the file. */
  original: (record: Buffer) => Buffer
}

export function scriptOf(head: Buffer, asked?: Encoding): Script {
  const encoding = asked ?? detect(head)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return wide(encoding)
  return narrow(encoding)
}

/** undefined: nothing but ASCII so far. */
function detect(head: Buffer): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  const zeros = [0, 0]
  const blanks = [0, 0]
  const wideBlanks = [0, 0]
  let high = false
  for (let i = 0; i < head.length; i++) {
    const byte = head[i]!
    if (byte === 0) zeros[i & 1]!++
    else if (byte > 0x7f) high = true
    else if (byte === 0x20 || byte === 0x0a || byte === 0x0d) {
      blanks[i & 1]!++
      if (head[i ^ 1] === 0) wideBlanks[i & 1]!++
    }
  }
  // Without a mark: in any script delimiters, spaces and line ends are ASCII, so one half of the bytes has the zeros, and a blank
  // its zero beside it. A stray NUL in a small file of another encoding is only a stray NUL.
  const units = head.length / 2
  const wideAt = (low: 0 | 1): boolean => {
    const [most, few] = [zeros[1 - low]!, zeros[low]!]
    return most > units * 0.01 && most > few * 10 && wideBlanks[low]! * 2 >= blanks[low]!
  }
  if (wideAt(0)) return 'utf-16le'
  if (wideAt(1)) return 'utf-16be'
  if (!high) return undefined
  return mostlyUtf8(head) ? 'utf-8' : singleByte(head)
}

/**
 * Which of the two encodings with one byte a letter that our four languages had before Unicode. In Arabic nearly all
 * letters are above ASCII; in Spanish and French text hardly one in ten is.
 */
function singleByte(bytes: Buffer): Encoding {
  let high = 0
  let latin = 0
  for (const byte of bytes) {
    if (byte >= 0xc0) high++
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) latin++
  }
  return high > latin ? 'windows-1256' : 'windows-1252'
}

/**
 * A few broken bytes do not make a UTF-8 file into something else; hardly any text in Windows-1252 looks like UTF-8.
 */
function mostlyUtf8(head: Buffer): boolean {
  if (isUtf8(head)) return true
  let good = 0
  let bad = 0
  for (let i = 0; i < head.length;) {
    const byte = head[i]!
    const length =
      byte < 0x80
        ? 1
        : byte >= 0xc2 && byte < 0xe0
          ? 2
          : byte >= 0xe0 && byte < 0xf0
            ? 3
            : byte >= 0xf0 && byte < 0xf5
              ? 4
              : 0
    if (length === 1) i++
    else if (length > 1 && i + length > head.length) break
    else if (length > 1 && isUtf8(head.subarray(i, i + length))) {
      good++
      i += length
    } else {
      bad++
      i++
    }
  }
  return good > bad * 10 || (good > 0 && bad === 0)
}

function narrow(known: Encoding | undefined): Script {
  const decoders = { 'windows-1252': new TextDecoder('windows-1252'), 'windows-1256': new TextDecoder('windows-1256') }
  let encoding = known
  return {
    get encoding() {
      return encoding ?? 'utf-8'
    },
    bytes: withoutMark,
    text(record) {
      if (encoding === 'utf-8') return record.toString('utf8')
      if (!encoding) {
        if (isAscii(record)) return record.toString('latin1')
        encoding = isUtf8(record) ? 'utf-8' : singleByte(record)
      }
      return encoding === 'windows-1252' || encoding === 'windows-1256'
        ? decoders[encoding].decode(record)
        : record.toString('utf8')
    },
    original: (record) => Buffer.from(record),
  }
}

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let start = true
  for await (const chunk of chunks) {
    const marked = start && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf
    start = false
    yield marked ? chunk.subarray(3) : chunk
  }
}

function wide(encoding: 'utf-16le' | 'utf-16be'): Script {
  return {
    encoding,
    async *bytes(chunks) {
      // TextDecoder takes the mark away and keeps half a unit or half a pair for the next chunk.
      const decoder = new TextDecoder(encoding)
      for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }))
      const rest = decoder.decode()
      if (rest) yield Buffer.from(rest)
    },
    text: (record) => record.toString('utf8'),
    original(record) {
      const bytes = Buffer.from(record.toString('utf8'), 'utf16le')
      return encoding === 'utf-16le' ? bytes : bytes.swap16()
    },
  }
}
