/** Which column of a table holds what: asked for, else known by its name in four languages. */
import { refuse } from '../refusal.ts'

/** Without case, accents, vowel signs and punctuation. */
export function bare(name: string): string {
  return name
    .replace(/([\p{Ll}])(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** `text=Message,postedAt=Date` as pairs; a column may be named by its header or by its number from 1. */
export function readMap(text: string): Record<string, string> {
  const map: Record<string, string> = {}
  for (const pair of text.split(',')) {
    const at = pair.indexOf('=')
    if (at < 1 || at === pair.length - 1)
      throw refuse('map-wrong', 422, `"${pair.trim()}" in the column map is not of the form field=Column.`, {
        mend: 'Write it like text=Message,postedAt=Date.',
      })
    map[pair.slice(0, at).trim()] = pair.slice(at + 1).trim()
  }
  return map
}

/** The place of a column that somebody names, from 0. */
export function placeOf(name: string, header: string[]): number {
  const exact = header.indexOf(name)
  if (exact >= 0) return exact
  const loose = header.findIndex((candidate) => bare(candidate) === bare(name))
  if (loose >= 0) return loose
  const number = Number(name)
  if (Number.isInteger(number) && number >= 1 && number <= header.length) return number - 1
  throw refuse('map-wrong', 422, `The column map names the column "${name}", which the file does not have.`, {
    mend: `Its columns are: ${namesOf(header)}.`,
  })
}

/** The names of the columns for somebody who has to choose among them. */
export function namesOf(header: string[]): string {
  const shown = header.slice(0, 30).map((name) => `"${name.length > 40 ? `${name.slice(0, 40)}…` : name}"`)
  return shown.join(', ') + (header.length > 30 ? ` and ${header.length - 30} more` : '')
}

/**
 * The column of each field, from 0. `known`: names of each field's column, separated by |, the likeliest first, compared without case,
 * accents and punctuation; `map` wins over them. A field whose column is not there is left out.
 */
export function columnsFor<F extends string>(header: string[], known: Record<F, string>, map: Record<string, string> = {}): Partial<Record<F, number>> {
  const columns: Partial<Record<F, number>> = {}
  const fields = Object.keys(known) as F[]
  for (const [field, name] of Object.entries(map)) {
    if (!fields.includes(field as F)) throw refuse('map-wrong', 422, `The column map names the field "${field}", which does not exist.`, { mend: `Fields are: ${fields.join(', ')}.` })
    columns[field as F] = placeOf(name, header)
  }
  const taken = new Set<number>(Object.values(columns) as number[])
  const names = header.map(bare)
  // All first choices before any second one: "Name (Arabic)" must not take what "Name" is there for.
  const guesses = fields.flatMap((field) => known[field].split('|').map((name, rank) => ({ field, name: bare(name), rank }))).sort((a, b) => a.rank - b.rank)
  for (const { field, name } of guesses) {
    if (columns[field] !== undefined) continue
    const place = names.findIndex((candidate, at) => candidate === name && !taken.has(at))
    if (place < 0) continue
    columns[field] = place
    taken.add(place)
  }
  return columns
}
