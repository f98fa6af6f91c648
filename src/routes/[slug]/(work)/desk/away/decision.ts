import type { DecisionData } from '#ui/offline/desk-way.ts'
import type { Draft } from '../drafts.svelte.ts'
import { typedOf, type Precision, type Typed } from '../typed.ts'
import type { Copy } from './copy.ts'

/** Buttons of the form of deeds that need no connection; everything else has to wait for one. */
export const keepable = ['done', 'confirm', 'discard', 'incident', 'question', 'release', 'alarm'] as const
export type Keepable = (typeof keepable)[number]

export type Decided = { wrong: 'words-short' | 'place-wrong' } | { decisions: DecisionData[] }

/** What ends the work on a statement; an alarm does not. */
export const ends = ({ decision }: Pick<DecisionData, 'decision'>) => decision !== 'alarm' && decision !== 'work'

/** What a form of deeds says, as it is kept until it can be sent. `by`: display name of who decides. */
export function decisionsFrom(button: Keepable, form: FormData, copy: Copy, by: string): Decided {
  const typed = typedOf(form)
  const word = (name: string) => String(form.get(name) ?? '').trim() || undefined
  const base = { statement: copy.id, version: copy.version, fields: {}, before: copy.decisions, by, said: [...copy.text].slice(0, 120).join('') }
  if (button === 'alarm') return { decisions: [{ ...base, decision: 'alarm' }] }
  const fields = { done: {}, confirm: {}, release: {}, discard: { reason: word('reason') }, incident: { incident: word('incident') ?? 'new', title: word('title') }, question: { question: word('question') ?? 'new', wording: word('wording') } }[button]
  const words = 'title' in fields ? fields.title : 'wording' in fields ? fields.wording : undefined
  if (words !== undefined && words.length < 3) return { wrong: 'words-short' }
  const work = workOf(typed, copy)
  if (work.place?.lat !== undefined && !(Math.abs(work.place.lat) <= 90 && Math.abs(work.place.lon ?? 0) <= 180)) return { wrong: 'place-wrong' }
  const saved = Object.keys(work).length > 0 ? { work } : {}
  if (button !== 'release') return { decisions: [{ ...base, ...saved, decision: button, fields: filled(fields) }] }
  return { decisions: [...(saved.work ? [{ ...base, ...saved, decision: 'work' }] : []), { ...base, decision: 'release' }] }
}

/** What the form says otherwise than the statement, and the note. */
function workOf({ area, place, lat, lon, precision, note }: Typed, copy: Copy): NonNullable<DecisionData['work']> {
  const { place: was } = copy
  const same = was && was.name === place && was.lat === (lat ?? null) && was.lon === (lon ?? null) && was.precision === precision
  return {
    ...(area !== undefined && (area || null) !== copy.issueArea ? { issueArea: area || null } : {}),
    ...(place && !same ? { place: { name: place, ...(lat !== undefined && lon !== undefined ? { lat, lon } : {}), precision } } : {}),
    ...(note ? { note } : {}),
  }
}

/** The fields as they stood when it was decided: whoever changes their mind, or was refused, finds what they typed. */
export function draftOf({ work, fields }: DecisionData, otherwise: { area: string; precision: Precision }): Draft {
  const { place } = work ?? {}
  const text = (name: string) => (typeof fields[name] === 'string' ? (fields[name] as string) : '')
  return {
    area: work?.issueArea === undefined ? otherwise.area : (work.issueArea ?? ''), place: place?.name ?? '', lat: place?.lat, lon: place?.lon,
    precision: (place?.precision as Precision | undefined) ?? otherwise.precision, note: work?.note ?? '', title: text('title'), wording: text('wording'),
  }
}

function filled(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
