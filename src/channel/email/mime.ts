/**
 * As much of a mail as we need, out of its bytes (RFC 5322, 2045-2047): its head and its own words. Whatever is wrong with it gives less, never
 * an error; every loop is bounded, since anybody can send anything.
 */
import { textOf } from '../file/html.ts'

export interface Part {
  /** Lower-case names; of a field that stands twice the first. */
  head: Map<string, string>
  body: Buffer
}

const longestHead = 65_536
const deepest = 6
const mostParts = 60

export function partOf(bytes: Buffer): Part {
  const end = /\r?\n\r?\n/.exec(bytes.subarray(0, longestHead).toString('latin1'))
  const head = new Map<string, string>()
  const lines = bytes.subarray(0, end ? end.index : Math.min(bytes.length, longestHead)).toString('latin1').replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && !head.has(name)) head.set(name, line.slice(colon + 1).trim())
  }
  return { head, body: end ? bytes.subarray(end.index + end[0].length) : Buffer.alloc(0) }
}

/** A field of the head in letters: `=?utf-8?Q?...?=`, or UTF-8 as it is. */
export function fieldOf({ head }: Part, name: string): string {
  const raw = Buffer.from(head.get(name) ?? '', 'latin1')
  const text = decoded(raw, 'utf-8')
  return text
    .replace(/(=\?[^?\s]+\?[bq]\?[^?\s]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi, (_, charset: string, how: string, word: string) =>
      decoded(/b/i.test(how) ? Buffer.from(word, 'base64') : quotedPrintable(word.replaceAll('_', ' ')), charset))
}

/** What the mail says in words: its plain text, or its HTML as text. */
export function wordsOf(mail: Part): string {
  let left = mostParts
  return search(mail, 0) ?? ''

  function search(part: Part, depth: number): string | undefined {
    if (depth > deepest || left-- <= 0 || /^attachment/i.test(part.head.get('content-disposition') ?? '')) return undefined
    const type = part.head.get('content-type') ?? 'text/plain'
    if (/^multipart\//i.test(type)) {
      const found = partsOf(part, type).slice(0, mostParts).map((one) => ({ plain: /^text\/plain/i.test(one.head.get('content-type') ?? 'text/plain'), text: search(one, depth + 1) }))
      return (found.find(({ plain, text }) => plain && text) ?? found.find(({ text }) => text))?.text
    }
    if (!/^text\//i.test(type)) return undefined
    const text = decoded(bytesOf(part), parameter(type, 'charset') ?? 'utf-8')
    return /^text\/html/i.test(type) ? textOf(text) : text.replace(/\r\n?/g, '\n')
  }
}

function partsOf({ body }: Part, type: string): Part[] {
  const boundary = parameter(type, 'boundary')
  if (!boundary) return []
  const mark = `--${boundary}`
  const found: Part[] = []
  let start = -1
  for (let at = body.indexOf(mark); at >= 0 && found.length < mostParts; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== 10) continue
    if (start >= 0) found.push(partOf(body.subarray(start, Math.max(start, at - (body[at - 2] === 13 ? 2 : 1)))))
    const line = body.indexOf(10, at)
    if (body.subarray(at + mark.length, at + mark.length + 2).toString() === '--' || line < 0) return found
    start = line + 1
  }
  if (start >= 0) found.push(partOf(body.subarray(start)))
  return found
}

function parameter(field: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]{1,200})"|([^;\\s]{1,200}))`, 'i').exec(field.slice(0, 2_000))
  return found?.[1] ?? found?.[2]
}

function bytesOf({ head, body }: Part): Buffer {
  const how = (head.get('content-transfer-encoding') ?? '').toLowerCase()
  if (how === 'base64') return Buffer.from(body.toString('latin1'), 'base64')
  return how === 'quoted-printable' ? quotedPrintable(body.toString('latin1')) : body
}

function quotedPrintable(text: string): Buffer {
  return Buffer.from(text.replace(/=[ \t]*\r?\n/g, '').replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1')
}

function decoded(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset.trim()).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
