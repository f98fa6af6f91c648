/**
 * The records of JSON documents out of a stream of bytes: the entries of a top-level list, or of a list under one of
 * the known keys (`data`, `statuses`, ...), or a document that is a record itself. Documents may follow one another.
 * Only one record is held at a time, so a document of any size needs no more memory than its longest record.
 *
 * A record that breaks the form (a line break inside a string, brackets that do not match) is rejected with its line,
 * and reading goes on at the next line that begins with a brace.
 */
import type { Reject } from '../contract.ts'
import { recordBytes, tooLong, type Piece } from '#core/table/index.ts'

/** A piece with any reason why it was not taken. */
export type Torn = Omit<Piece, 'reject'> & { reject?: Reject }

export interface Element extends Torn {
  /**
   * The list it stood in: '' for a top-level list, `data`, `includes.users`; '.' when the document itself is the
   * record; 'end' after a document.
   */
  path: string
}

const lists = new Set([
  '',
  'data',
  'statuses',
  'posts',
  'tweets',
  'items',
  'orderedItems',
  'includes.users',
  'includes.tweets',
  'includes.media',
  'includes.places',
])
const deepest = 500

const [quote, backslash, comma, colon, openList, closeList, openObject, closeObject, lf] = [...'"\\,:[]{}\n'].map((c) =>
  c.charCodeAt(0),
) as [number, number, number, number, number, number, number, number, number]

export class ElementSplitter {
  readonly #limit: number
  #rest: Buffer = Buffer.alloc(0)
  #at = 0
  #line = 1
  /** Open brackets, outermost first; keys of the objects down to the third level. */
  #open: number[] = []
  #keys: (string | undefined)[] = []
  #key: string | undefined
  /** Depth and path of the list whose entries are records, when inside one. */
  #list: { path: string; depth: number } | undefined
  #record = { start: -1, line: 0, long: false }
  #document = { start: -1, line: 0, long: false, hasList: false }
  #inString = false
  #seeking = false
  /** Before the first bracket stands something like `window.YTD.tweets.part0 =`. */
  #prefix: boolean
  #out: Element[] = []

  constructor(limit: number = recordBytes, hasPrefix = false) {
    this.#limit = limit
    this.#prefix = hasPrefix
  }

  push(chunk: Buffer): Element[] {
    this.#rest = this.#rest.length ? Buffer.concat([this.#rest, chunk]) : chunk
    return this.#take(false)
  }

  end(): Element[] {
    const out = this.#take(true)
    if (this.#open.length || this.#record.start >= 0) {
      const from = this.#record.start >= 0 ? this.#record : this.#document
      const bytes = from.start >= 0 ? this.#rest.subarray(from.start, from.start + 1000) : Buffer.alloc(0)
      out.push({ path: this.#list?.path ?? '.', line: from.start >= 0 ? from.line : this.#line, bytes, reject: cutOff })
      out.push({ path: 'end', line: this.#line, bytes: Buffer.alloc(0) })
    }
    return out
  }

  #take(last: boolean): Element[] {
    this.#out = []
    const bytes = this.#rest
    let at = this.#at
    while (at < bytes.length) {
      if (this.#seeking) {
        at = this.#seek(bytes, at)
        if (this.#seeking) break
        continue
      }
      if (this.#inString) {
        const end = stringEnd(bytes, at)
        this.#bound(Math.abs(end))
        if (end < 0) at = this.#fail(-end, notJson)
        else if (end >= bytes.length || bytes[end] === backslash) {
          at = end
          break
        } else at = end + 1
        this.#inString = false
        continue
      }
      const byte = bytes[at]!
      if (this.#prefix) {
        if (byte === openList || byte === openObject) this.#prefix = false
        else {
          if (byte === lf) this.#line++
          at++
          continue
        }
      }
      if (byte === quote) {
        const isKey = this.#open.length <= 3 && this.#open.at(-1) === openObject
        if (isKey && !last && bytes.length - at < 100 && bytes.indexOf(quote, at + 1) < 0) break
        if (isKey)
          this.#key = bytes.toString('utf8', at + 1, Math.max(at + 1, Math.min(bytes.indexOf(quote, at + 1), at + 100)))
        this.#begin(at)
        this.#inString = true
        at++
        continue
      }
      if (byte === lf) this.#line++
      else if (byte === openList || byte === openObject) {
        if (this.#open.length >= deepest) {
          at = this.#fail(at, tooDeep)
          continue
        }
        this.#enter(byte, at)
      } else if (byte === closeList || byte === closeObject) {
        if (this.#open.at(-1) !== (byte === closeList ? openList : openObject)) {
          at = this.#fail(at, notJson)
          continue
        }
        this.#leave(byte, at)
      } else if (byte === comma) this.#separate(at)
      else if (byte !== colon && byte > 0x20) this.#begin(at)
      at++
      this.#bound(at)
    }
    this.#keep(at)
    return this.#out
  }

  /** A value begins: when it stands directly in the list of records, it is one. */
  #begin(at: number): void {
    if (this.#list && this.#open.length === this.#list.depth && this.#record.start < 0 && !this.#record.long) {
      this.#record = { start: at, line: this.#line, long: false }
    }
  }

  #enter(byte: number, at: number): void {
    this.#begin(at)
    if (this.#open.length === 0) this.#document = { start: at, line: this.#line, long: false, hasList: false }
    this.#keys[this.#open.length] = this.#key
    this.#key = undefined
    this.#open.push(byte)
    if (byte !== openList || this.#list || this.#open.length > 3) return
    const path = this.#keys.slice(1, this.#open.length).join('.')
    if (!lists.has(path)) return
    this.#list = { path, depth: this.#open.length }
    this.#document.hasList = true
    this.#document.start = -1
  }

  #leave(byte: number, at: number): void {
    if (this.#list && this.#open.length === this.#list.depth && byte === closeList) {
      this.#finish(at)
      this.#list = undefined
    }
    this.#open.pop()
    if (this.#list && this.#open.length === this.#list.depth) this.#finish(at + 1)
    if (this.#open.length > 0) return
    const document = this.#document
    if (!document.hasList) {
      if (document.long)
        this.#out.push({ path: '.', line: document.line, bytes: Buffer.alloc(0), reject: tooLong(this.#limit) })
      else this.#out.push({ path: '.', line: document.line, bytes: this.#rest.subarray(document.start, at + 1) })
    }
    this.#out.push({ path: 'end', line: this.#line, bytes: Buffer.alloc(0) })
    this.#document = { start: -1, line: 0, long: false, hasList: false }
  }

  #separate(at: number): void {
    if (this.#list && this.#open.length === this.#list.depth) this.#finish(at)
  }

  #finish(end: number): void {
    const { start, line, long } = this.#record
    const path = this.#list!.path
    this.#record = { start: -1, line: 0, long: false }
    if (long) this.#out.push({ path, line, bytes: Buffer.alloc(0), reject: tooLong(this.#limit) })
    else if (start >= 0) this.#out.push({ path, line, bytes: this.#rest.subarray(start, end) })
  }

  /** Lets go of what has grown over the bound; it is rejected when its end comes. */
  #bound(at: number): void {
    if (this.#record.start >= 0 && at - this.#record.start > this.#limit)
      this.#record = { start: -1, line: this.#record.line, long: true }
    if (this.#document.start >= 0 && at - this.#document.start > this.#limit)
      this.#document = { ...this.#document, start: -1, long: true }
  }

  #fail(at: number, reject: Reject): number {
    const from = this.#record.start >= 0 ? this.#record : this.#document
    const bytes =
      from.start >= 0 ? this.#rest.subarray(from.start, Math.min(at, from.start + this.#limit)) : Buffer.alloc(0)
    this.#out.push({ path: this.#list?.path ?? '.', line: from.start >= 0 ? from.line : this.#line, bytes, reject })
    this.#record = { start: -1, line: 0, long: false }
    if (this.#list) this.#open.length = this.#list.depth
    else {
      this.#open.length = 0
      this.#document = { start: -1, line: 0, long: false, hasList: false }
    }
    this.#seeking = true
    return at
  }

  /** Goes on at the next line whose first character opens an object. */
  #seek(bytes: Buffer, from: number): number {
    for (let at = from; ;) {
      const end = bytes.indexOf(lf, at)
      if (end < 0) return bytes.length
      let first = end + 1
      while (
        first < bytes.length &&
        (bytes[first] === 0x20 || bytes[first] === 0x09 || bytes[first] === 0x0d || bytes[first] === comma)
      )
        first++
      if (first >= bytes.length) return end
      this.#line++
      if (bytes[first] === openObject) {
        this.#seeking = false
        return first
      }
      at = first
    }
  }

  #keep(at: number): void {
    this.#bound(at)
    const starts = [this.#record.start, this.#document.start].filter((start) => start >= 0)
    const from = Math.min(at, ...starts)
    this.#rest = this.#rest.subarray(from)
    this.#at = at - from
    if (this.#record.start >= 0) this.#record.start -= from
    if (this.#document.start >= 0) this.#document.start -= from
  }
}

/**
 * Where the string ends: its quote; the end of the bytes, or a last backslash, when it goes on; minus the place of a
 * line break, which no string may hold.
 */
function stringEnd(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === quote) return at
    if (byte === lf) return -at
    if (byte === backslash && ++at >= bytes.length) return at - 1
  }
  return bytes.length
}

const cutOff: Reject = { code: 'cut-off', detail: 'the file ends in the middle of this record' }
const notJson: Reject = {
  code: 'not-json',
  detail: 'this is not JSON: a string holds a line break, or the brackets do not match',
}
const tooDeep: Reject = { code: 'not-json', detail: `brackets are nested more than ${deepest} deep` }
