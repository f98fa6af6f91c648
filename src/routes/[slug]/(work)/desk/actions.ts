import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import type { Campaign } from '#campaign/index.ts'
import { isRefusal, isUuid, refuse, type Actor, type House } from '#core/index.ts'
import { claimNext, claimOne, claimReviews, confirms, decide, heldBy, keepClaim, noStatement, oneStatement, placeFrom, releaseClaim, workOn, type Work } from '#desk/index.ts'
import { raiseAlarm } from '#alarm/index.ts'
import { judge, linkToFirst, unlink } from '#source/index.ts'
import { lookAtContact } from '#talk/index.ts'
import { allow } from '#person/index.ts'
import { hands } from '#post/index.ts'
import { refuseAlike } from '#question/index.ts'
import { refused } from '#ui/refused.ts'
import { addressOf, askedOf, opening, type Asked } from './asked.ts'
import { checklistActions } from '../checklist-actions.ts'
import { entered } from '../entered.ts'
import { graphicActions } from '../graphic-actions.ts'
import { filterOf } from './filter.ts'
import { reachOf, saveReads } from './reach.ts'
import { refolding, undo } from './refolding.ts'
import { typedOf, type Typed } from './typed.ts'

type Event = RequestEvent<{ slug: string }>

export interface Doing {
  house: House
  actor: Actor
  campaign: Campaign
  asked: Asked
  form: FormData
  /** What stands in the form; none where only a button was pressed. */
  typed: Typed
  /** The statement it is about. */
  id: string
}

/** What a volunteer does: each is one button, and works without a script. */
export const actions = {
  ...checklistActions('statement'),
  ...graphicActions,
  /** The next one of the queue as it is shown, or several. */
  take: (event: Event) => doing(event, async (at) => (await takeNext(at, Number(at.form.get('count') ?? 1))) ?? undefined),
  takeThis: (event: Event) => doing(event, async (at) => (await claimOne(at.house, at.campaign.id, at.actor, at.id)).statementId),
  keep: (event: Event) => doing(event, async (at) => {
    await keepClaim(at.house, at.campaign.id, at.actor, at.id)
    return at.id
  }),
  save: (event: Event) => doing(event, async (at) => {
    await save(at)
    return at.id
  }),
  done: (event: Event) => doing(event, (at) => deed(at, 'done', {})),
  /** What somebody else proposed is done as they said it. */
  confirm: (event: Event) => doing(event, (at) => deed(at, confirms, {})),
  discard: (event: Event) => doing(event, (at) => deed(at, 'discard', { reason: text(at, 'reason') })),
  incident: (event: Event) => doing(event, (at) => deed(at, 'incident', { incident: text(at, 'incident') ?? 'new', title: text(at, 'title') })),
  question: (event: Event) => doing(event, (at) => deed(at, 'question', { question: text(at, 'question') ?? 'new', wording: text(at, 'wording') })),
  /** It asks something else than the question that was suggested: remembered, and nothing is decided. */
  unlike: (event: Event) => doing(event, async (at) => {
    allow(at.actor, at.campaign, 'question.edit')
    const question = text(at, 'unlike')
    if (!isUuid(at.id) || !isUuid(question)) throw noStatement()
    await refuseAlike(at.house, at.campaign.id, at.actor, question, at.id)
    return at.id
  }),
  ask: (event: Event) => doing(event, (at) => deed(at, 'ask', { post: text(at, 'askPost') ?? '', ready: text(at, 'askReady'), text: text(at, 'askText'), hours: Number(text(at, 'askHours') ?? 72) })),
  alarm: (event: Event) => doing(event, async (at) => {
    allow(at.actor, at.campaign, 'alarm.raise')
    if (!isUuid(at.id)) throw noStatement()
    await raiseAlarm(at.house, at.campaign, at.actor, at.id)
    return at.id
  }),
  judge: (event: Event) => doing(event, async (at) => {
    const [post, word] = (text(at, 'judge') ?? '').split(' ')
    if (!isUuid(post)) throw noStatement()
    await judge(at.house, at.campaign.id, at.actor, at.id, post, Number(at.form.get('version')), hands.find((hand) => hand === word) ?? null)
    return at.id
  }),
  link: (event: Event) => doing(event, async (at) => {
    const first = text(at, 'first')
    if (!isUuid(first)) throw noStatement()
    await linkToFirst(at.house, at.campaign.id, at.actor, at.id, first)
    return at.id
  }),
  unlink: (event: Event) => doing(event, async (at) => {
    await unlink(at.house, at.campaign.id, at.actor, at.id)
    return at.id
  }),
  /** The address that came with a post; the look is written down, and nothing on the screen changes. */
  contact: async (event: Event) => {
    const form = await event.request.formData()
    const [id, post] = [String(form.get('id') ?? ''), String(form.get('askPost') ?? '')]
    const typed = typedOf(form)
    try {
      const { house, actor, campaign } = await entered(event.locals, event.params.slug, 'statement.work')
      if (!isUuid(id) || !isUuid(post)) throw noStatement()
      const { email, phone, handle } = await lookAtContact(house, campaign, actor, id, post, { chosen: String(form.get('lookReason') ?? ''), typed: String(form.get('lookWords') ?? '') })
      return { code: '', text: '', holder: null, id, typed, contact: { post, words: [email, phone, handle].filter(Boolean).join(' · ') || null } }
    } catch (error) {
      const { status, code, text } = refused(event.locals.t, error)
      return fail(status, { code, text, holder: null, id, typed })
    }
  },
  handOn: (event: Event) => doing(event, (at) => deed(at, 'hand-on', { person: text(at, 'person'), group: text(at, 'group') })),
  /** The languages that whoever looks reads; all of them is the same as none. */
  reads: (event: Event) => doing(event, async (at) => (await saveReads(at), at.asked.open)),
  release: (event: Event) => doing(event, async (at) => {
    await save(at)
    await releaseClaim(at.house, at.campaign.id, at.actor, at.id)
    return nextOfMine(at)
  }),
  undo: (event: Event) => doing(event, (at) => undo(at, text(at, 'deed') ?? '')),
  ...refolding(doing, { save, next: async (at) => (await nextOfMine(at)) ?? takeNext(at, 1) }),
}

/** Does it and leads to the statement that it answers with; an expected refusal is shown beside what was typed. */
async function doing(event: Event, work: (at: Doing) => Promise<string | undefined>) {
  const form = await event.request.formData()
  const asked = askedOf(event.url)
  const typed = typedOf(form)
  const id = String(form.get('id') ?? '')
  let open: string | undefined
  try {
    const { house, actor, campaign } = await entered(event.locals, event.params.slug, 'statement.work')
    open = await work({ house, actor, campaign, asked, form, typed, id })
  } catch (error) {
    const { t } = event.locals
    const { status, code, text } = refused(t, error)
    const own = `desk.refused.${code}`
    const { holder } = (isRefusal(error) ? error.extra : {}) as { holder?: string | null }
    return fail(status, { code, text: t.has(own) ? t(own) : text, holder: holder ?? null, id, typed })
  }
  redirect(303, `/${event.params.slug}/desk${addressOf(asked, opening(open))}`)
}

async function deed(at: Doing, kind: string, fields: Record<string, unknown>): Promise<string | undefined> {
  for (const words of [fields['title'], fields['wording']]) {
    if (typeof words === 'string' && words.length < 3) throw refuse('words-short', 422, 'Write at least three characters, or leave it empty.')
  }
  const version = await save(at)
  await decide(at.house, at.campaign.id, at.actor, at.id, version, kind, fields)
  return (await nextOfMine(at)) ?? takeNext(at, 1).catch(unlessPaused)
}

/** The decision stands, although nothing new is given out while the desk is paused. */
function unlessPaused(error: unknown): undefined {
  if (!isRefusal(error) || error.code !== 'paused') throw error
}

async function nextOfMine({ house, campaign, actor }: Doing): Promise<string | undefined> {
  return (await heldBy(house.db, campaign.id, actor.person.id, house.clock.now()))[0]?.id
}

async function takeNext({ house, campaign, actor, asked }: Doing, count: number): Promise<string | undefined> {
  if (asked.tab === 'review') return (await claimReviews(house, campaign.id, actor, count))[0]?.statementId
  const filter = { ...(await reachOf(house.db, campaign, actor, asked)), ...(await filterOf(house, campaign, actor, asked)), ...(asked.fit === 'all' ? { fits: {} } : {}) }
  const claims = await claimNext(house, campaign.id, actor, Number.isInteger(count) ? count : 1, filter, asked.order)
  return claims[0]?.statementId
}

/** Saves what the form says otherwise than the statement, and the note; the version that a deed then goes by. */
async function save({ house, campaign, actor, typed, id, form }: Doing): Promise<number> {
  const version = Number(form.get('version'))
  const row = await oneStatement(house.db, campaign.id, id)
  const work: Work = { version }
  if (row && typed.area !== undefined && (typed.area || null) !== row.issueArea) work.issueArea = typed.area || null
  const place = typed.place ? await placeFrom(house.db, campaign.id, { name: typed.place, lat: typed.lat, lon: typed.lon, precision: typed.precision }) : undefined
  if (row && place && !samePlace(place, row.place)) work.place = place
  if (typed.note) work.note = typed.note
  if (Object.keys(work).length === 1) return version
  const saved = await workOn(house, campaign.id, actor, id, work)
  // Should the deed be refused after all, the note is not written twice.
  typed.note = ''
  return saved.version
}

function samePlace(a: NonNullable<Work['place']>, b: { name: string | null; lat: number | null; lon: number | null; precision: string } | null): boolean {
  return b !== null && a.name === b.name && a.lat === b.lat && a.lon === b.lon && a.precision === b.precision
}

function text({ form }: Doing, name: string): string | undefined {
  return String(form.get(name) ?? '').trim() || undefined
}
