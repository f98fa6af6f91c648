import { campaign } from './campaign.ts'
import { areas, crumbs, incidentKinds, noise, notes, quoteAdditions } from './grammar/index.ts'
import type { IncidentKind } from './grammar/index.ts'
import { placeNamedIn } from './places.ts'

/** What a person at the desk sees of a statement: nothing else decides. */
export interface Seen {
  text: string
  language?: string | null
  channels?: string[]
  places?: { name: string, lat: number, lon: number }[]
}

export type Reason = 'off-topic' | 'spam' | 'abuse' | 'not-actionable' | 'already-known' | 'test'
export type Precision = 'exact' | '1km' | 'district' | 'hidden'

export type Decision =
  /** Statements with the same theme join the same question. */
  | { kind: 'question', issueArea: string, theme: string, wording: string }
  /** Statements with the same theme tell of the same kind of thing at the same place. */
  | { kind: 'incident', issueArea: string, theme: string, title: string, place: { name: string, lat: number, lon: number, precision: Precision } }
  | { kind: 'discard', issueArea?: string, reason: Reason }
  | { kind: 'done', issueArea: string }

/**
 * What the scripted people of the cast decide about a statement, from its words alone; undefined where they would
 * leave it to somebody who knows more.
 */
export function decide(seen: Seen): Decision | undefined {
  const text = folded(seen.text)
  return crumbOf(text) ?? incidentOf(seen, text) ?? questionOf(seen, text) ?? noiseOf(text) ?? noteOf(text)
}

function crumbOf(text: string): Decision | undefined {
  const words = bare(text)
  if (words === 'test' || words === 'prueba') return { kind: 'discard', reason: 'test' }
  if (words === '' || crumbForms.some((form) => form.test(words))) return { kind: 'discard', reason: 'not-actionable' }
  return additionForms.some((form) => form.test(words)) ? { kind: 'discard', reason: 'already-known' } : undefined
}

// An incident is told, not asked.
function incidentOf(seen: Seen, text: string): Decision | undefined {
  if (/[?؟]/.test(text)) return undefined
  const kind = longest(incidentSigns, text)
  if (!kind) return undefined
  const language = spanish(seen) ? 'es' : 'en'
  const named = placeNamedIn(seen.text)
  const where = named ?? seen.places?.[0]
  if (!where) return undefined
  const name = named?.names[language] ?? where.name
  return {
    kind: 'incident', issueArea: kind.area, theme: `${kind.key} ${where.name}`, title: `${kind.title[language]}, ${name}`,
    place: { name, lat: where.lat, lon: where.lon, precision: kind.precision },
  }
}

function questionOf(seen: Seen, text: string): Decision | undefined {
  const place = placeNamedIn(seen.text)
  // A town called after a bridge asks for none.
  const told = place ? Object.values(place.names).reduce((left, name) => left.replaceAll(folded(name), '·'), text) : text
  const theme = asking(told).map((part) => longest(themeSigns, part)).find((found) => found !== undefined)
  return theme && {
    kind: 'question', issueArea: theme.area, theme: theme.key, wording: theme.wording[spanish(seen) ? 'es' : 'en'],
  }
}

/**
 * Where to look for what is asked about, best first: the question, the sentences before it, the one after. What is told
 * further away is somebody's story.
 */
function asking(text: string): string[] {
  const sentences = text.split(/(?<=[.?!؟])\s+/)
  const asks = sentences.findLastIndex((sentence) => /[?؟]/.test(sentence))
  if (asks < 0) return []
  return [asks, asks - 1, asks - 2, asks + 1].map((at) => sentences[at]).filter((sentence) => sentence !== undefined)
}

function noiseOf(text: string): Decision | undefined {
  const kind = longest(noiseSigns, text)
  return kind && { kind: 'discard', reason: kind.reason }
}

function noteOf(text: string): Decision | undefined {
  const words = bare(text)
  const area = noteForms.find(([form]) => form.test(words))?.[1] ?? suggested(text)
  return area === undefined ? undefined : { kind: 'done', issueArea: area }
}

/** The issue area whose words a short text uses most, if one is ahead of the others. */
function suggested(text: string): string | undefined {
  if (text.length > 90) return undefined
  const counts = areaWords.map(({ key, words }) => ({ key, count: words.filter((word) => begins(text, word)).length }))
  counts.sort((a, b) => b.count - a.count)
  return counts[0]!.count > counts[1]!.count ? counts[0]!.key : undefined
}

/** Lower case, without accents, vowel signs and the variants of Arabic letters: the form in which signs are compared. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/ـ/g, '').replace(/[’‘]/g, '\'')
    .replace(/[أإآٱ]/g, 'ا').replace(/ى/g, 'ي').replace(/ة/g, 'ه').toLowerCase()
}

function bare(text: string): string {
  return text.replace(/^rt @\w+:/, '').replace(/#[\p{L}\p{N}_]+|@[\w.]+|https?:\S+/gu, ' ').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

interface Sign<T> { sign: string, of: T }

/** What the longest sign found in the text stands for. */
function longest<T>(signs: Sign<T>[], text: string): T | undefined {
  return signs.find(({ sign }) => begins(text, sign))?.of
}

// At the beginning of a word; Arabic words carry their "and", "the" and "for" in front.
function begins(text: string, sign: string): boolean {
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
    if (at === 0 || !/\p{L}/u.test(text[at - 1]!) || /[\u0600-\u06ff]/.test(sign)) return true
  }
  return false
}

function signsOf<T>(list: { signs: string[], of: T }[]): Sign<T>[] {
  return list.flatMap(({ signs, of }) => signs.map((sign) => ({ sign: folded(sign), of }))).sort((a, b) => b.sign.length - a.sign.length)
}

function spanish(seen: Seen): boolean {
  return seen.language === 'es' || (!seen.language && /[¿¡ñ]|\b(el|los|las|una|desde|con)\b/i.test(seen.text))
}

const themeSigns = signsOf(areas.flatMap((area) => area.themes.map((theme) => ({ signs: theme.signs, of: { ...theme, area: area.key } }))))
const incidentSigns: Sign<IncidentKind>[] = signsOf(incidentKinds.map((kind) => ({ signs: kind.signs, of: kind })))
const noiseSigns = signsOf(noise.map((kind) => ({ signs: kind.signs, of: kind })))
const areaWords = campaign.issueAreas.map((area) => ({ key: area.key, words: Object.values(area.words).flat().map(folded) }))
const crumbForms = Object.values(crumbs).flat().map(formOf)
const additionForms = Object.values(quoteAdditions).flat().map(formOf)
const noteForms = Object.entries(notes).flatMap(([area, list]) =>
  Object.values(list).flat().map((text): [RegExp, string] => [formOf(text), area]))

/** A text with anything in its slots. */
function formOf(text: string): RegExp {
  const parts = text.split(/\{\w+\}/).map((part) => bare(folded(part)))
  return new RegExp(`^${parts.join(' ?.{2,40} ?')}$`, 'u')
}
