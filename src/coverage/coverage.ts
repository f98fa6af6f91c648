import { defined, languageTag, noteTakenBack, notedSince, notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Restored, type Transactor } from '#core/index.ts'
import { bareHashtag, touchPublic } from '#campaign/index.ts'
import { allow, audit } from '#person/index.ts'
import { checkZone, tacticFor } from '#plan/index.ts'

export const coverageStates = ['planned', 'running', 'over', 'published'] as const
export type CoverageState = (typeof coverageStates)[number]

export interface Coverage {
  id: string
  title: string
  lead: string
  language: string
  hashtags: string[]
  zone: string
  startsAt: Date
  endsAt: Date
  state: CoverageState
  embargoUntil: Date | null
  delayMinutes: number
  stoppedAt: Date | null
  stopReason: string
  /** The tactic of the plan that it carries out. */
  tacticId: string | null
  version: number
}

export interface NewCoverage {
  title: string
  lead?: string | undefined
  language?: string | undefined
  hashtags?: string[] | undefined
  zone: string
  startsAt: Date
  endsAt: Date
  embargoUntil?: Date | null | undefined
  delayMinutes?: number | undefined
  tacticId?: string | null | undefined
}

const columns = `id, title, lead, language, hashtags, zone, starts_at as "startsAt", ends_at as "endsAt", state, embargo_until as "embargoUntil", delay_minutes as "delayMinutes",
  stopped_at as "stoppedAt", stop_reason as "stopReason", tactic_id as "tacticId", version`

/** The latest hour first. */
export async function coveragesOf(reader: Reader, campaignId: string): Promise<Coverage[]> {
  return reader.rows<Coverage>(`select ${columns} from coverage where campaign_id = $1 order by starts_at desc, id limit 500`, [campaignId])
}

/** Those that carry out a tactic. */
export async function coveragesOfTactic(reader: Reader, campaignId: string, tacticId: string): Promise<Coverage[]> {
  return reader.rows<Coverage>(`select ${columns} from coverage where campaign_id = $1 and tactic_id = $2 order by starts_at, id`, [campaignId, tacticId])
}

export async function coverageById(reader: Reader, campaignId: string, id: string): Promise<Coverage | undefined> {
  return reader.row<Coverage>(`select ${columns} from coverage where campaign_id = $1 and id = $2`, [campaignId, id])
}

export async function makeCoverage(house: House, actor: Actor | undefined, campaign: CampaignRef & { languages: string[] }, wish: NewCoverage): Promise<Coverage> {
  allow(actor, campaign, 'coverage.manage')
  return house.db.transact(async (t) => {
    const at = house.clock.now()
    const id = uuid7(at)
    const given = checked({ lead: '', language: campaign.languages[0]!, hashtags: [], embargoUntil: null, delayMinutes: 0, tacticId: null, ...defined(wish) })
    await t.run(
      `insert into coverage (campaign_id, id, title, lead, language, hashtags, zone, starts_at, ends_at, embargo_until, delay_minutes, created_by, created_at, tactic_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [campaign.id, id, given.title, given.lead, given.language, given.hashtags, given.zone, given.startsAt, given.endsAt, given.embargoUntil, given.delayMinutes, actor.person.id, at, await tacticFor(t, campaign.id, given.tacticId)],
    )
    return told(t, campaign.id, id)
  })
}

/** A longer delay or a later embargo holds at once, also for what is checked already: whoever is given a text waits for this row. */
export async function changeCoverage(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: Partial<NewCoverage> & { version: number }): Promise<Coverage> {
  allow(actor, campaign, 'coverage.manage')
  return house.db.transact(async (t) => {
    const { version, ...wish } = change
    const before = await lockCoverage(t, campaign.id, id)
    if (before.version !== version) throw stale(before.version)
    const next = checked({ ...before, ...defined(wish) })
    await t.run(
      `update coverage set title = $3, lead = $4, language = $5, hashtags = $6, zone = $7, starts_at = $8, ends_at = $9, embargo_until = $10, delay_minutes = $11, tactic_id = $12, version = version + 1 where campaign_id = $1 and id = $2`,
      [campaign.id, id, next.title, next.lead, next.language, next.hashtags, next.zone, next.startsAt, next.endsAt, next.embargoUntil, next.delayMinutes, await tacticFor(t, campaign.id, next.tacticId)],
    )
    if (next.delayMinutes !== before.delayMinutes || next.embargoUntil?.getTime() !== before.embargoUntil?.getTime()) {
      await audit(t, {
        campaignId: campaign.id, at: house.clock.now(), personId: actor.person.id, kind: 'coverage.held', subject: id,
        detail: { delayMinutes: next.delayMinutes, embargoUntil: next.embargoUntil, before: { delayMinutes: before.delayMinutes, embargoUntil: before.embargoUntil } },
      })
    }
    return told(t, campaign.id, id)
  })
}

const next: Record<CoverageState, CoverageState[]> = { planned: ['running'], running: ['over'], over: ['running', 'published'], published: ['over'] }

export function stepsFrom(state: CoverageState): CoverageState[] {
  return next[state]
}

export async function moveCoverage(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, version: number, state: CoverageState): Promise<Coverage> {
  allow(actor, campaign, 'coverage.manage')
  return house.db.transact(async (t) => {
    const before = await lockCoverage(t, campaign.id, id)
    const takesOff = before.state === 'published' && state === 'over'
    if (!takesOff && before.version !== version) throw stale(before.version)
    if (!next[before.state].includes(state)) throw refuse('no-such-step', 422, `Coverage that is ${before.state} does not become ${state}.`)
    await t.run('update coverage set state = $3, version = version + 1 where campaign_id = $1 and id = $2', [campaign.id, id, state])
    await audit(t, { campaignId: campaign.id, at: house.clock.now(), personId: actor.person.id, kind: `coverage.${state}`, subject: id })
    return told(t, campaign.id, id)
  })
}

/** STOP, by anybody who works there and without a question: from now on nothing is handed out, and its page shows nothing. */
export async function stopCoverage(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, reason: string): Promise<Coverage> {
  allow(actor, campaign, 'coverage.work')
  return house.db.transact(async (t) => {
    await lockCoverage(t, campaign.id, id)
    const at = house.clock.now()
    await t.run(
      `update coverage set stopped_at = $3, stopped_by = $4, stop_reason = $5, version = version + 1 where campaign_id = $1 and id = $2 and stopped_at is null`,
      [campaign.id, id, at, actor.person.id, reason.replaceAll('\0', '').trim().slice(0, 500)],
    )
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'coverage.stopped', subject: id })
    await noteTakenBack(house, { campaignId: campaign.id, kind: 'coverage-stop', ids: [id], says: { stopped: true } })
    return told(t, campaign.id, id)
  })
}

export async function liftStop(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<Coverage> {
  allow(actor, campaign, 'coverage.manage')
  return house.db.transact(async (t) => {
    await lockCoverage(t, campaign.id, id)
    await t.run(`update coverage set stopped_at = null, stopped_by = null, stop_reason = '', version = version + 1 where campaign_id = $1 and id = $2`, [campaign.id, id])
    await audit(t, { campaignId: campaign.id, at: house.clock.now(), personId: actor.person.id, kind: 'coverage.lifted', subject: id })
    await noteTakenBack(house, { campaignId: campaign.id, kind: 'coverage-stop', ids: [id], says: { stopped: false } })
    return told(t, campaign.id, id)
  })
}

/** Step `restored`: what was stopped since the backup, and not lifted again, is stopped here too. */
export async function stopAgain(t: Transactor, restored: Restored): Promise<void> {
  const { campaignId, at } = restored
  const stopped = [...notedSince(restored, 'coverage-stop')].filter(([, says]) => says['stopped']).map(([id]) => id)
  await t.run(`update coverage set stopped_at = $3, version = version + 1 where campaign_id = $1 and id = any($2::uuid[]) and stopped_at is null`, [campaignId, stopped, at])
}

/** `share`: for what only must not change meanwhile; whoever changes it waits for all of those. */
export async function lockCoverage(t: Transactor, campaignId: string, id: string, how: 'update' | 'share' = 'update'): Promise<Coverage> {
  const found = await t.row<Coverage>(`select ${columns} from coverage where campaign_id = $1 and id = $2 for ${how}`, [campaignId, id])
  if (!found) throw noCoverage()
  return found
}

export async function told(t: Transactor, campaignId: string, id: string): Promise<Coverage> {
  await touchPublic(t, campaignId)
  await notify(t, campaignId, { kind: 'coverage', coverage: id })
  return (await coverageById(t, campaignId, id))!
}

type Whole = { [K in keyof NewCoverage]-?: Exclude<NewCoverage[K], undefined> }

function checked(wish: Whole): Whole {
  const title = wish.title.replaceAll('\0', '').trim()
  if (title.length < 3 || title.length > 120) throw refuse('coverage-title', 422, 'Coverage has a title of 3 to 120 characters.')
  const hashtags = [...new Set(wish.hashtags.map(bareHashtag).filter(Boolean))]
  if (hashtags.length > 6 || hashtags.some((tag) => !/^[\p{L}\p{N}\p{M}_]{2,60}$/u.test(tag))) throw refuse('hashtag-wrong', 422, 'A hashtag has letters, digits and _ only.')
  if (!languageTag.test(wish.language)) throw refuse('language-wrong', 422, `"${wish.language.slice(0, 20)}" is not a language.`)
  if (!(wish.endsAt > wish.startsAt)) throw refuse('coverage-hours', 422, 'It ends after it begins.')
  if (!Number.isInteger(wish.delayMinutes) || wish.delayMinutes < 0 || wish.delayMinutes > 10_080) throw refuse('coverage-delay', 422, 'A delay has 0 to 10,080 minutes, a week.')
  if (wish.embargoUntil && Number.isNaN(wish.embargoUntil.getTime())) throw refuse('time-wrong', 422, 'An embargo has a day and an hour.')
  const { lead, language, zone, startsAt, endsAt, embargoUntil, delayMinutes, tacticId } = wish
  return { title, lead: lead.replaceAll('\0', '').trim().slice(0, 2_000), language, hashtags, zone: checkZone(zone), startsAt, endsAt, embargoUntil, delayMinutes, tacticId }
}

export function noCoverage() {
  return refuse('not-found', 404, 'There is no such coverage.')
}

export function stale(version: number) {
  return refuse('stale-version', 409, 'This has changed since you read it.', { mend: 'Look again; what you typed is kept.', extra: { version } })
}
