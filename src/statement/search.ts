import { refuse } from '#core/index.ts'
import { searchForm } from './fold/index.ts'
import { tagWord } from './search-words.ts'
import { states, type State } from './state.ts'

/** A search as somebody typed it, taken apart; names are not looked up yet. Several values of one kind: any of them. */
export interface Search {
  /** For `statement_text.search`, as tsquery text; holds letters, digits and its own operators only. */
  words?: string
  /** Some of the words are to stand side by side. */
  sideBySide?: true
  from: Author[]
  notFrom: Author[]
  channel: string[]
  notChannel: string[]
  language: string[]
  area: string[]
  state: State[]
  heldBy: string[]
  since?: Date
  until?: Date
  near?: { place?: string; lat?: number; lon?: number; km: number }
  box?: Box
}

/** The four letters that stand for an author in lists, or a handle. */
export type Author = { pseudonym: string } | { handle: string }

export interface Box {
  south: number
  west: number
  north: number
  east: number
}

/** What can stand before a colon, in the order in which the help sheet tells it. */
export const searchKeys = ['from', 'channel', 'language', 'area', 'since', 'until', 'near', 'within', 'box', 'is', 'held-by'] as const
type Key = (typeof searchKeys)[number]

const part = new RegExp(`-?(?:${searchKeys.join('|')}):(?:"[^"]*"?|\\S*)|-?"[^"]*"?|\\S+`, 'giu')
const keyed = new RegExp(`^(-?)(${searchKeys.join('|')}):(.*)$`, 'isu')

/**
 * Takes a search apart: words that must all occur, "side by side", -without, the last word may be unfinished, #tag, from:@handle or
 * from:K7QX, channel:sms, language:ar, area:water, since:2026-03-01, until:2026-03-09, near:Oldford within:5km, near:10.5,20.5,
 * box:south,west,north,east, is:waiting, held-by:me. Refuses with `search-wrong` and the part that cannot be understood.
 */
export function parseSearch(typed: string): Search {
  const search: Search = { from: [], notFrom: [], channel: [], notChannel: [], language: [], area: [], state: [], heldBy: [] }
  if (typed === '') return search
  const words: string[] = []
  const parts = typed.slice(0, 500).match(part) ?? []
  parts.forEach((one, place) => {
    const [, not, key, value] = keyed.exec(one) ?? []
    if (key !== undefined) take(search, key.toLowerCase() as Key, value!.replaceAll('"', '').trim(), not === '-', one)
    else words.push(...termOf(one, place === parts.length - 1))
  })
  if (words.length > 0) search.words = words.join(' & ')
  if (words.some((term) => !term.startsWith('!') && term.includes('<->'))) search.sideBySide = true
  return search
}

function take(search: Search, key: Key, value: string, not: boolean, part: string): void {
  if (value === '') return
  if (not && key !== 'from' && key !== 'channel') throw wrong(part, 'only words, "phrases", #tags, from: and channel: can be left out')
  if (key === 'from') (not ? search.notFrom : search.from).push(authorOf(value))
  else if (key === 'channel') (not ? search.notChannel : search.channel).push(value.toLowerCase())
  else if (key === 'language') search.language.push(value.toLowerCase())
  else if (key === 'area') search.area.push(value)
  else if (key === 'held-by') search.heldBy.push(value)
  else if (key === 'is') search.state.push(stateOf(value, part))
  else if (key === 'since') search.since = dayOf(value, part)
  else if (key === 'until') search.until = new Date(dayOf(value, part).getTime() + (value.length === 10 ? 86_400_000 : 0))
  else if (key === 'near') search.near = { km: search.near?.km ?? 5, ...pointOf(value) }
  else if (key === 'within') search.near = { ...search.near, km: kilometresOf(value, part) }
  else search.box = boxOf(value, part)
}

/** One part of the words as a term of a tsquery. */
function termOf(part: string, last: boolean): string[] {
  const not = part.startsWith('-') && part.length > 1
  const bare = not ? part.slice(1) : part
  const tag = /^[#＃]/.test(bare) ? tagWord(bare.slice(1)) : undefined
  const phrase = bare.includes('"')
  const words = tag ? [tag] : (searchForm(bare.replaceAll('"', ' ')).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])
  if (words.length === 0) return []
  const unfinished = last && !phrase && !not
  const term = words.map((word, at) => `'${word}'${unfinished && at === words.length - 1 ? ':*' : ''}`).join(' <-> ')
  return [not ? `!(${term})` : `(${term})`]
}

/** Letters and digits of `pseudonym` in post/authors.ts; capitals, so that a handle of four letters is not taken for one. */
function authorOf(value: string): Author {
  return /^[0-9A-HJKMNP-TV-Z]{4}$/.test(value) ? { pseudonym: value } : { handle: value.replace(/^@/, '').toLowerCase() }
}

function stateOf(value: string, part: string): State {
  const state = states.find((one) => one === value.toLowerCase())
  if (!state) throw wrong(part, `it is one of ${states.join(', ')}`)
  return state
}

function dayOf(value: string, part: string): Date {
  const date = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/.test(value) ? new Date(value) : undefined
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value.slice(0, 10)) throw wrong(part, 'write a day as 2026-03-09')
  return date
}

function pointOf(value: string): { place: string } | { lat: number; lon: number } {
  const [lat, lon, more] = value.split(',').map(Number)
  return more === undefined && inWorld(lat, lon) ? { lat: lat!, lon: lon! } : { place: value }
}

function kilometresOf(value: string, part: string): number {
  const [, number, unit] = /^(\d+(?:[.,]\d+)?)\s*(km|m)?$/i.exec(value) ?? []
  const km = Number(number?.replace(',', '.')) * (unit?.toLowerCase() === 'm' ? 0.001 : 1)
  if (!(km > 0 && km <= 2_000)) throw wrong(part, 'write a distance of up to 2,000 km as 5km or 800m')
  return km
}

function boxOf(value: string, part: string): Box {
  const [south, west, north, east, more] = value.split(',').map(Number)
  if (more !== undefined || !inWorld(south, west) || !inWorld(north, east) || south! > north!) throw wrong(part, 'write it as south,west,north,east in degrees')
  return { south: south!, west: west!, north: north!, east: east! }
}

function inWorld(lat: number | undefined, lon: number | undefined): boolean {
  return lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180
}

export function wrong(part: string, mend: string) {
  return refuse('search-wrong', 400, `"${part.slice(0, 60)}" cannot be searched for: ${mend}.`, { extra: { part: part.slice(0, 60) } })
}
