/** For the tests of this folder: bytes in an encoding, cut into awkward chunks, and what a file came to. */
import type { FileRecord } from './finish.ts'
import { openFile, type OpenOptions } from './open.ts'
import type { Arrival, Reject } from '../contract.ts'

export const encodings = [
  'utf-8',
  'utf-8 with mark',
  'utf-16le',
  'utf-16le with mark',
  'utf-16be',
  'utf-16be with mark',
  'windows-1252',
] as const
export type TestEncoding = (typeof encodings)[number]

export function encode(text: string, encoding: TestEncoding): Buffer {
  const marked = encoding.endsWith(' with mark') ? `\ufeff${text}` : text
  if (encoding.startsWith('utf-16le')) return Buffer.from(marked, 'utf16le')
  if (encoding.startsWith('utf-16be')) return Buffer.from(marked, 'utf16le').swap16()
  if (encoding === 'windows-1252')
    return Buffer.from([...text].map((char) => windows.get(char) ?? char.codePointAt(0)!))
  return Buffer.from(marked)
}

const windows = new Map<string, number>()
for (const [char, byte] of [
  ['€', 0x80],
  ['‘', 0x91],
  ['’', 0x92],
  ['“', 0x93],
  ['”', 0x94],
  ['–', 0x96],
  ['—', 0x97],
  ['…', 0x85],
  ['œ', 0x9c],
] as const)
  windows.set(char, byte)

export async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export interface Outcome {
  format: string
  encoding: string
  mapping?: Awaited<ReturnType<typeof openFile>>['mapping']
  arrivals: Arrival[]
  /** [line, code] */
  rejects: [number, Reject['code']][]
  lines: number[]
  all: FileRecord[]
}

export async function outcome(file: Buffer | string, options: OpenOptions & { chunk?: number } = {}): Promise<Outcome> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file
  const opened = await openFile(cut(bytes, options.chunk ?? 65_536), options)
  const all = await Array.fromAsync(opened.records)
  return {
    format: opened.format,
    encoding: opened.encoding,
    mapping: opened.mapping,
    arrivals: all.flatMap((record) => record.arrival ?? []),
    rejects: all.flatMap((record) =>
      record.reject ? [[record.line, record.reject.code] as [number, Reject['code']]] : [],
    ),
    lines: all.map((record) => record.line),
    all,
  }
}
