/** Tables: CSV of any origin, and the report export of Ushahidi, which is one with fixed columns. Turns a row into an item as the API takes it. */
import { plain } from '#core/csv.ts'
import type { Reject } from '../contract.ts'
import { cellsOf } from './cells.ts'
import { columnsOf, type Columns, type Target } from './columns.ts'
import { dateColumn, type DateColumn, type DayOrder } from './dates.ts'
import { idIn, timeInXId } from './identity.ts'

export interface Mapping {
  /** Field to the name of its column. */
  fields: Partial<Record<Target, string>>
  delimiter: string
  /** Columns that are not read; they are kept in the original of each post. */
  unused: string[]
  /** How the dates are read, and why. */
  dates?: string
  /** The times come out of the ids. */
  timeFromId?: boolean
}

export interface Table {
  mapping: Mapping
  /** The rows to leave out after the header: a row of HXL tags. */
  skip: number
  item: (row: string, last: boolean) => Record<string, unknown> | { reject: Reject } | undefined
}

export interface TableOptions {
  delimiter: string
  map?: Record<string, string>
  dayOrder?: DayOrder
  channel?: string
  ushahidi?: boolean
}

const ushahidiColumns: Record<string, string> = {
  externalId: '#', title: 'INCIDENT TITLE', text: 'DESCRIPTION', postedAt: 'INCIDENT DATE', 'place.name': 'LOCATION', 'place.lat': 'LATITUDE', 'place.lon': 'LONGITUDE',
}

/** Reads a table whose header and first rows are known. */
export function tableOf(rows: string[], options: TableOptions): Table {
  const header = cellsOf(rows[0] ?? '', options.delimiter).map((name) => name.trim())
  const hxl = isHxl(cellsOf(rows[1] ?? '', options.delimiter))
  const sample = rows.slice(hxl ? 2 : 1).map((row) => cellsOf(row, options.delimiter))
  const columns = columnsOf(header, sample, options.ushahidi ? { ...ushahidiMap(header), ...options.map } : options.map)
  const dates = dateColumn(columns.postedAt === undefined ? [] : sample.map((row) => row[columns.postedAt!] ?? '').filter((cell) => !isNothing(cell)), options.dayOrder)
  const timeFromId = columns.postedAt === undefined && columns.externalId !== undefined && fromX(header, columns, sample, options.channel)
  const fields = Object.fromEntries(Object.entries(columns).map(([target, place]) => [target, header[place]]))
  const used = new Set(Object.values(columns))
  return {
    mapping: {
      fields,
      delimiter: options.delimiter,
      unused: header.filter((name, place) => name && !used.has(place)),
      ...(dates.order ? { dates: `${dates.order} (${dates.because})` } : {}),
      ...(timeFromId ? { timeFromId } : {}),
    },
    skip: hxl ? 1 : 0,
    item(row, last) {
      const cells = cellsOf(row, options.delimiter)
      const wrong = countOf(cells, header.length, columns, last)
      if (wrong) return wrong
      if (cells.every((cell) => cell === '')) return undefined
      return itemOf(cells, columns, dates, timeFromId, hxl)
    },
  }
}

function ushahidiMap(header: string[]): Record<string, string> {
  const names = new Map(header.map((name) => [name.toUpperCase(), name]))
  const map: Record<string, string> = {}
  for (const [target, name] of Object.entries(ushahidiColumns)) {
    const found = names.get(name) ?? (target === 'externalId' ? (names.get('SERIAL') ?? names.get('ID')) : undefined)
    if (found) map[target] = found
  }
  return map
}

function isHxl(cells: string[]): boolean {
  const tags = cells.map((cell) => cell.trim()).filter(Boolean)
  return tags.length > 0 && tags.every((tag) => /^#[a-z][a-z0-9_]*(\s*[+][a-z][a-z0-9_]*)*$/i.test(tag))
}

/** The ids of X carry the time, but so do the ids of others in another way: only where the file says that they are X's. */
function fromX(header: string[], columns: Columns, sample: string[][], channel: string | undefined): boolean {
  const named = channel === 'x' || header.some((name) => /tweet|twitter|tuit/i.test(name))
  const ids = sample.map((row) => idIn(row[columns.externalId!] ?? ''))
  return named && ids.length > 0 && ids.filter((id) => timeInXId(id)).length >= ids.length * 0.9
}

/** Too few cells are the mark of a row that was cut off, too many that of a delimiter without quotes around it. */
function countOf(cells: string[], wanted: number, columns: Columns, last: boolean): { reject: Reject } | undefined {
  if (cells.length === wanted) return undefined
  if (cells.length > wanted && cells.slice(wanted).every((cell) => cell.trim() === '')) return undefined
  if (cells.length < wanted && last) return { reject: { code: 'cut-off', detail: `the file ends in the middle of this row: ${count(cells.length)} of ${wanted}` } }
  if (cells.length < wanted && cells.length > 1 && cells.length > Math.max(columns.text ?? 0, columns.externalId ?? 0)) return undefined
  return { reject: { code: 'cells', detail: `the row has ${count(cells.length)}, the header has ${wanted}; is a quote missing?` } }
}

const count = (cells: number) => (cells === 1 ? '1 cell' : `${cells} cells`)

function itemOf(cells: string[], columns: Columns, dates: DateColumn, timeFromId: boolean, defused: boolean): Record<string, unknown> | { reject: Reject } {
  const cell = (target: Target): string | undefined => {
    const place = columns[target]
    if (place === undefined) return undefined
    const value = cells[place] ?? ''
    return defused ? plain(value) : value
  }
  const bit = (target: Target): string | undefined => {
    const value = cell(target)?.trim()
    return value === undefined || isNothing(value) ? undefined : value
  }
  const item: Record<string, unknown> = { text: withTitle(cell('title'), cell('text')) }
  const id = bit('externalId')
  if (id) item.externalId = defused ? id : idIn(id)
  const date = bit('postedAt')
  if (date) {
    const posted = dates.read(date)
    if (!posted) return { reject: { code: 'not-a-date', detail: `postedAt is not a date: "${date.slice(0, 40)}"${dates.order ? ` (dates are read ${dates.order})` : ''}` } }
    item.postedAt = posted.toISOString()
  } else if (timeFromId && item.externalId) item.postedAt = timeInXId(item.externalId as string)?.toISOString()
  for (const target of ['channel', 'repostOf', 'quoteOf', 'replyTo'] as const) if (columns[target] !== undefined) item[target] = target === 'channel' ? bit(target)?.toLowerCase() : bit(target)
  for (const target of ['links', 'hashtags', 'mentions'] as const) if (columns[target] !== undefined) item[target] = listOf(target, bit(target))
  if (columns.language !== undefined) item.language = languageOf(bit('language'))
  if (columns.knows !== undefined) item.knows = knowsOf(bit('knows'))
  for (const target of nested) {
    const value = columns[target] === undefined ? undefined : bit(target)
    if (value === undefined) continue
    const [outer, inner] = target.split('.') as [string, string]
    const read = outer === 'consent' ? yesOrNo(value) : inner === 'lat' || inner === 'lon' ? degrees(value) : value
    if (read === undefined) return { reject: { code: 'wrong-type', detail: `${target} is "${value.slice(0, 40)}"; it has to be ${outer === 'consent' ? 'yes or no' : 'a number of degrees'}` } }
    ;((item[outer] ??= {}) as Record<string, unknown>)[inner] = read
  }
  return item
}

const nested = ['author.name', 'author.handle', 'author.network', 'place.name', 'place.lat', 'place.lon', 'contact.email', 'contact.phone', 'contact.handle', 'consent.quote', 'consent.name', 'consent.passOn', 'consent.write'] as const

/** Reports have a title that is often the beginning of the description: it is said once. */
function withTitle(title: string | undefined, text: string | undefined): string | undefined {
  if (title === undefined || !title.trim()) return text
  if (text === undefined || !text.trim()) return title
  return text.trim().startsWith(title.trim()) ? text : `${title.trim()}\n${text}`
}

/** What people write into a cell to say that there is nothing. */
function isNothing(cell: string): boolean {
  return cell.trim() === '' || /^(n\/?a|null|none|nan|undefined|-+|—)$/i.test(cell.trim())
}

function listOf(target: 'links' | 'hashtags' | 'mentions', cell: string | undefined): string[] | undefined {
  const entries = cell?.split(/[\s,;|]+/).filter(Boolean)
  if (!entries?.length) return undefined
  return target === 'links' ? cell!.split(/\s+/).filter((entry) => /^https?:\/\/\S/i.test(entry)).slice(0, 100) : entries.map((entry) => entry.replace(/^[#@]/, '')).filter(Boolean).slice(0, 100)
}

const languages: Record<string, string> = { english: 'en', spanish: 'es', french: 'fr', arabic: 'ar', ingles: 'en', espanol: 'es', frances: 'fr', arabe: 'ar', anglais: 'en', espagnol: 'es', francais: 'fr' }

/** A code, or the name of one of our four languages; anything else is left to detection. */
function languageOf(cell: string | undefined): string | undefined {
  if (!cell) return undefined
  const name = cell.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return languages[name] ?? (/^[a-z]{2,3}([-_][a-z0-9]{1,8})*$/i.test(cell) && name !== 'und' ? cell : undefined)
}

function knowsOf(cell: string | undefined): string | undefined {
  return cell?.toLowerCase()
}

function degrees(cell: string): number | undefined {
  const text = cell.replace(/^([+-]?\d{1,3}),(\d+)$/, '$1.$2').replace(/°$/, '')
  return /^[+-]?\d{1,3}(\.\d*)?(e-?\d{1,2})?$/i.test(text) ? Number(text) : undefined
}

function yesOrNo(cell: string): boolean | undefined {
  if (/^(yes|y|true|1|s[ií]|oui|vrai|verdadero|نعم)$/i.test(cell)) return true
  if (/^(no|n|false|0|non|faux|falso|لا)$/i.test(cell)) return false
  return undefined
}
