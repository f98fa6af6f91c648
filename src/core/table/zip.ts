/**
 * The directory of a ZIP archive, read before anything is unpacked. Libraries scan an archive from its beginning and take what comes;
 * here only what the directory names is taken, no more of it than it says, and its checksum is held against what comes out.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import { refuse } from '../refusal.ts'
import { sheetBounds } from './bounds.ts'

export interface Entry {
  name: string
  method: number
  crc: number
  packed: number
  unpacked: number
  /** Where its local header begins. */
  at: number
}

export const isZip = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04

export const broken = () => refuse('sheet-broken', 422, 'The spreadsheet is damaged or cut off.', { mend: 'Save it again as XLSX, or as CSV.' })

export function entriesOf(file: Buffer): Map<string, Entry> {
  const end = endOf(file)
  const count = file.readUInt16LE(end + 10)
  const start = file.readUInt32LE(end + 16)
  if (count === 0xffff || start === 0xffffffff || start > end) throw broken()
  if (count > sheetBounds.entries) throw tooLarge()
  const entries = new Map<string, Entry>()
  for (let at = start, number = 0; number < count; number++) {
    if (at + 46 > end || file.readUInt32LE(at) !== 0x02014b50) throw broken()
    const [nameLength, extraLength, noteLength] = [file.readUInt16LE(at + 28), file.readUInt16LE(at + 30), file.readUInt16LE(at + 32)]
    if (at + 46 + nameLength > end) throw broken()
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    // Two of one name: one program reads the first, the next one the second.
    if (entries.has(name)) throw broken()
    if (file.readUInt16LE(at + 8) & 1) throw refuse('sheet-locked', 422, 'The spreadsheet is protected by a password.', { mend: 'Save it without one.' })
    entries.set(name, {
      name, method: file.readUInt16LE(at + 10), crc: file.readUInt32LE(at + 16), packed: file.readUInt32LE(at + 20), unpacked: file.readUInt32LE(at + 24),
      at: file.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + extraLength + noteLength
  }
  return entries
}

function endOf(file: Buffer): number {
  for (let at = file.length - 22; at >= 0 && at >= file.length - 22 - 0xffff; at--) {
    if (file.readUInt32LE(at) === 0x06054b50 && at + 22 + file.readUInt16LE(at + 20) === file.length) return at
  }
  throw broken()
}

/** The bytes of an entry: as many as the directory says, or none. */
export function unpack(file: Buffer, entry: Entry): Buffer {
  if (entry.at + 30 > file.length || file.readUInt32LE(entry.at) !== 0x04034b50) throw broken()
  const from = entry.at + 30 + file.readUInt16LE(entry.at + 26) + file.readUInt16LE(entry.at + 28)
  const packed = file.subarray(from, from + entry.packed)
  if (packed.length !== entry.packed || entry.unpacked > sheetBounds.unpacked) throw broken()
  const bytes = entry.method === 0 ? packed : entry.method === 8 ? inflated(packed, entry.unpacked) : undefined
  if (bytes?.length !== entry.unpacked || crc32(bytes) !== entry.crc) throw broken()
  return bytes
}

function inflated(packed: Buffer, most: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) })
  } catch {
    throw broken()
  }
}

export const tooLarge = () =>
  refuse('sheet-too-large', 413, `The spreadsheet is too large to be read at once: at most ${sheetBounds.bytes / 1024 ** 2} MB, ${sheetBounds.rows} rows and ${sheetBounds.columns} columns.`, { mend: 'Save it as CSV, which may have any size.' })

/** An archive of exactly these files, not packed. */
export function stored(files: { name: string; bytes: Buffer }[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes } of files) {
    const label = Buffer.from(name)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt32LE(crc32(bytes), 14)
    head.writeUInt32LE(bytes.length, 18)
    head.writeUInt32LE(bytes.length, 22)
    head.writeUInt16LE(label.length, 26)
    const line = Buffer.alloc(46)
    line.writeUInt32LE(0x02014b50, 0)
    line.writeUInt16LE(20, 4)
    head.copy(line, 6, 4, 30)
    line.writeUInt32LE(at, 42)
    directory.push(line, label)
    parts.push(head, label, bytes)
    at += 30 + label.length + bytes.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.reduce((sum, one) => sum + one.length, 0), 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...directory, end])
}
