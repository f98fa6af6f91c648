/**
 * Tables: CSV of any origin, and the report export of Ushahidi, which is one with fixed columns. Turns a row into an
 * item as the API takes it.
 */
import { plain } from '#core/csv.ts'
import { cellsOf, isHxl } from '#core/table/index.ts'
import type { Reject } from '../contract.ts'
import { degrees, isNothing, languageOf, linksIn, tagsIn, yesOrNo } from './cell-values.ts'
import { columnsOf, type Columns, type Target } from './columns.ts'
import { dateColumn, type DateColumn, type DayOrder } from './dates.ts'
import { idIn, timeInXId } from './identity.ts'

export interface Mapping {
  /** Field to the name of its column. */
  fields: Partial<Record<Target, string>>
  delimiter: string
  /** Columns that are not read; they are kept in the original of each post. */
  unused: string[]
  /** Guesses that were not made, since the cells speak against them; each a sentence. */
  doubts?: string[]
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
  /** The rows are those of a workbook. */
  sheet?: boolean
}

const ushahidiColumns: Record<string, string> = {
  externalId: '#',
  title: 'INCIDENT TITLE',
  text: 'DESCRIPTION',
  postedAt: 'INCIDENT DATE',
  'place.name': 'LOCATION',
  'place.lat': 'LATITUDE',
  'place.lon': 'LONGITUDE',
}

/** Reads a table whose header and first rows are known. */
export function tableOf(rows: string[], options: TableOptions): Table {
  const header = cellsOf(rows[0] ?? '', options.delimiter).map((name) => name.trim())
  const hxl = isHxl(cellsOf(rows[1] ?? '', options.delimiter))
  // Only our own export is known to have defused its cells and to mean every character.
  const named = header.includes('externalId') && header.includes('channel') && header.includes('text')
  const ours = (hxl || options.sheet === true) && named
  // In a workbook every text is a text: nothing was defused.
  const restore = ours && !options.sheet ? plain : (cell: string) => cell
  const sample = rows.slice(hxl ? 2 : 1).map((row) => cellsOf(row, options.delimiter))
  const { columns, doubts } = columnsOf(
    header,
    sample,
    options.ushahidi ? { ...ushahidiMap(header), ...options.map } : options.map,
  )
  const dates = dateColumn(
    columns.postedAt === undefined
      ? []
      : sample.map((row) => row[columns.postedAt!] ?? '').filter((cell) => !isNothing(cell)),
    options.dayOrder,
  )
  const timeFromId =
    columns.postedAt === undefined &&
    columns.externalId !== undefined &&
    fromX(header, columns, sample, options.channel)
  const fields = Object.fromEntries(Object.entries(columns).map(([target, place]) => [target, header[place]]))
  const used = new Set(Object.values(columns))
  const steps = stepsOf(columns, dates, ours)
  return {
    mapping: {
      fields,
      delimiter: options.delimiter,
      unused: header.filter((name, place) => name && !used.has(place)),
      ...(doubts.length ? { doubts } : {}),
      ...(dates.order ? { dates: `${dates.order} (${dates.because})` } : {}),
      ...(timeFromId ? { timeFromId } : {}),
    },
    skip: hxl ? 1 : 0,
    item(row, last) {
      const cells = cellsOf(row, options.delimiter)
      const wrong = countOf(cells, header.length, columns, last)
      if (wrong) return wrong
      if (cells.every((cell) => cell === '')) return undefined
      const text = (target: 'title' | 'text') =>
        columns[target] === undefined ? undefined : restore(cells[columns[target]] ?? '')
      const item: Item = { text: withTitle(text('title'), text('text')) }
      for (const { place, put } of steps) {
        const cell = cells[place]
        // Our own export means what it says; in other files "n/a" and blanks around a cell mean nothing.
        if (!cell || (!ours && isNothing(cell))) continue
        const reject = put(item, ours ? restore(cell) : cell.trim())
        if (reject) return { reject }
      }
      if (timeFromId && item.externalId) item.postedAt = timeInXId(item.externalId as string)?.toISOString()
      return item
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

/**
 * The ids of X carry the time, but so do the ids of others in another way: only where the file says that they are X's.
 */
function fromX(header: string[], columns: Columns, sample: string[][], channel: string | undefined): boolean {
  const named = channel === 'x' || header.some((name) => /tweet|twitter|tuit/i.test(name))
  const ids = sample.map((row) => idIn(row[columns.externalId!] ?? ''))
  return named && ids.length > 0 && ids.filter((id) => timeInXId(id)).length >= ids.length * 0.9
}

/** Too few cells are the mark of a row that was cut off, too many that of a delimiter without quotes around it. */
function countOf(cells: string[], wanted: number, columns: Columns, last: boolean): { reject: Reject } | undefined {
  if (cells.length === wanted) return undefined
  if (cells.length > wanted && cells.slice(wanted).every((cell) => cell.trim() === '')) return undefined
  if (cells.length < wanted && last)
    return {
      reject: {
        code: 'cut-off',
        detail: `the file ends in the middle of this row: ${count(cells.length)} of ${wanted}`,
      },
    }
  if (cells.length < wanted && cells.length > 1 && cells.length > Math.max(columns.text ?? 0, columns.externalId ?? 0))
    return undefined
  return {
    reject: {
      code: 'cells',
      detail: `the row has ${count(cells.length)}, the header has ${wanted}; is a quote missing?`,
    },
  }
}

const count = (cells: number) => (cells === 1 ? '1 cell' : `${cells} cells`)

type Item = Record<string, unknown>
type Put = (item: Item, value: string) => Reject | undefined

/** One step for each column that holds something, so that a row pays only for the columns the file has. */
function stepsOf(columns: Columns, dates: DateColumn, ours: boolean): { place: number; put: Put }[] {
  return (Object.entries(columns) as [Target, number][])
    .filter(([target]) => target !== 'text' && target !== 'title')
    .map(([target, place]) => ({ place, put: stepOf(target, dates, ours) }))
}

function stepOf(target: Target, dates: DateColumn, ours: boolean): Put {
  const [outer, inner] = target.split('.') as [string, string | undefined]
  const set =
    (read: (value: string) => unknown): Put =>
    (item, value) =>
      void (item[target] = read(value))
  if (inner) return (item, value) => putInside(item, target, outer, inner, value)
  switch (target) {
    case 'externalId':
      return set(ours ? (value) => value : idIn)
    case 'postedAt':
      return (item, value) => putDate(item, value, dates)
    case 'channel':
    case 'knows':
      return set((value) => value.toLowerCase())
    case 'language':
      return set(languageOf)
    case 'links':
      return set(linksIn)
    case 'hashtags':
    case 'mentions':
      return set(tagsIn)
    default:
      return set((value) => value)
  }
}

function putDate(item: Item, value: string, dates: DateColumn): Reject | undefined {
  const posted = dates.read(value)
  if (!posted)
    return {
      code: 'not-a-date',
      detail: `postedAt is not a date: "${value.slice(0, 40)}"${dates.order ? ` (dates are read ${dates.order})` : ''}`,
    }
  item.postedAt = posted.toISOString()
  return undefined
}

function putInside(item: Item, target: Target, outer: string, inner: string, value: string): Reject | undefined {
  const read = outer === 'consent' ? yesOrNo(value) : inner === 'lat' || inner === 'lon' ? degrees(value) : value
  if (read === undefined)
    return {
      code: 'wrong-type',
      detail: `${target} is "${value.slice(0, 40)}"; it has to be ${outer === 'consent' ? 'yes or no' : 'a number of degrees'}`,
    }
  ;((item[outer] ??= {}) as Item)[inner] = read
  return undefined
}

/** Reports have a title that is often the beginning of the description: it is said once. */
function withTitle(title: string | undefined, text: string | undefined): string | undefined {
  if (title === undefined || !title.trim()) return text
  if (text === undefined || !text.trim()) return title
  return text.trim().startsWith(title.trim()) ? text : `${title.trim()}\n${text}`
}
