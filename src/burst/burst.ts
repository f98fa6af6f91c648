import { defined, notify, prepared, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { campaignById } from '#campaign/index.ts'
import { allow, audit } from '#person/index.ts'
import { checkZone, tacticById } from '#plan/index.ts'
import { bankOf, insertBank, noBank } from '#variant/index.ts'
import { mostEach, ramps, type Ramp } from './spread.ts'

export const burstLimits = { title: 200, lead: 2_000, shortest: 60_000, longest: 24 * 3_600_000 }

/** `planned`: nobody can sign up yet; `open`: they can; `running`; `stopped`: STOP for everybody, until it is lifted; `over`. */
export const burstStates = ['planned', 'open', 'running', 'stopped', 'over'] as const
export type BurstState = (typeof burstStates)[number]

export interface Burst {
  id: string
  title: string
  lead: string
  /** Title and lead in further languages. */
  words: Record<string, { title?: string | undefined; lead?: string | undefined }>
  zone: string
  startsAt: Date
  endsAt: Date
  opensAt: Date | null
  secretHashtag: boolean
  each: number
  ramp: Ramp
  aimPeople: number | null
  aimPosts: number | null
  version: number
  erasedAt: Date | null
  /** The tactic of the plan that it carries out. */
  tacticId: string | null
  bank: { id: string; version: number; hashtags: string[] }
  /** The first first; the last may be open. */
  stops: Stop[]
}

export interface Stop {
  from: Date
  /** Until when, where that is known: of what everything is held back by it may be to come. */
  to: Date | null
  reason: string
  /** Not this burst's own: everything that leaves the campaign is held back (talk/hold). Why is for the team. */
  everything: boolean
}

const columns = `b.id, b.title, b.lead, b.words, b.zone, b.starts_at as "startsAt", b.ends_at as "endsAt", b.opens_at as "opensAt", b.secret_hashtag as "secretHashtag",
  b.each, b.ramp, b.aim_people as "aimPeople", b.aim_posts as "aimPosts", b.version, b.erased_at as "erasedAt", b.tactic_id as "tacticId",
  json_build_object('id', k.id, 'version', k.version, 'hashtags', k.hashtags) as bank,
  (select coalesce(json_agg(json_build_object('from', s.since, 'to', s.until, 'reason', s.reason, 'everything', s.everything) order by s.since), '[]') from (
     select stopped_at as since, lifted_at as until, reason, false as everything from burst_stop where campaign_id = $1 and burst_id = b.id
     union all select set_at, least(lifted_at, until), '', true from hold where campaign_id = $1 and set_at < b.ends_at and coalesce(least(lifted_at, until), b.ends_at) > b.starts_at) s) as stops`
const tables = `burst b join bank k on k.campaign_id = b.campaign_id and k.id = b.bank_id`

/** One burst with its STOPs and the version of its texts: all that a page needs, in one look. */
export async function burstOf(reader: Reader, campaignId: string, id: string): Promise<Burst | undefined> {
  const row = await reader.row<Burst>(prepared(`select ${columns} from ${tables} where b.campaign_id = $1 and b.id = $2`), [campaignId, id])
  return row && read(row)
}

/** The bursts of a campaign, the latest first. */
export async function burstsOf(reader: Reader, campaignId: string): Promise<Burst[]> {
  return (await reader.rows<Burst>(`select ${columns} from ${tables} where b.campaign_id = $1 order by b.starts_at desc, b.id desc limit 200`, [campaignId])).map(read)
}

/** The bursts that carry out a tactic. */
export async function burstsOfTactic(reader: Reader, campaignId: string, tacticId: string): Promise<Burst[]> {
  return (await reader.rows<Burst>(`select ${columns} from ${tables} where b.campaign_id = $1 and b.tactic_id = $2 order by b.starts_at, b.id`, [campaignId, tacticId])).map(read)
}

/** Times within JSON come as text. */
function read(row: Burst): Burst {
  return { ...row, stops: row.stops.map(({ from, to, ...stop }) => ({ ...stop, from: new Date(from), to: to && new Date(to) })) }
}

/** The state at a moment: it follows from the hours and the STOPs, so that nothing has to be switched when an hour comes. */
export function stateAt(burst: Pick<Burst, 'startsAt' | 'endsAt' | 'opensAt' | 'stops'>, now: Date): BurstState {
  if (openStop(burst, now)) return 'stopped'
  if (now >= burst.endsAt) return 'over'
  if (now >= burst.startsAt) return 'running'
  return burst.opensAt && burst.opensAt <= now ? 'open' : 'planned'
}

/** Why nothing is posted now: its own STOP, or, while it would run, that everything of the campaign is held back. */
export function openStop(burst: Pick<Burst, 'startsAt' | 'endsAt' | 'stops'>, now: Date): Stop | undefined {
  const runs = now >= burst.startsAt && now < burst.endsAt
  return ownStop(burst) ?? (runs ? burst.stops.find((stop) => stop.everything && (stop.to === null || stop.to > now)) : undefined)
}

/** A STOP of this burst alone that nobody has lifted. */
export function ownStop(burst: Pick<Burst, 'stops'>): Stop | undefined {
  return burst.stops.find((stop) => !stop.everything && stop.to === null)
}

/** Title and lead in a language; what is not translated stays as it was written. */
export function burstIn(burst: Burst, language: string): { title: string; lead: string } {
  const words = burst.words[language] ?? {}
  return { title: words.title || burst.title, lead: words.lead || burst.lead }
}

export interface NewBurst {
  title: string
  lead?: string | undefined
  words?: Burst['words'] | undefined
  zone: string
  startsAt: Date
  endsAt: Date
  /** The bank of its texts; without one it gets its own. */
  bank?: string | undefined
  /** The tactic of the plan that it carries out. */
  tactic?: string | undefined
  /** People may sign up at once. */
  open?: boolean | undefined
  secretHashtag?: boolean | undefined
  each?: number | undefined
  ramp?: Ramp | undefined
  aimPeople?: number | null | undefined
  aimPosts?: number | null | undefined
}

export async function makeBurst(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewBurst): Promise<Burst> {
  allow(actor, campaign, 'burst.manage')
  const at = house.clock.now()
  const made = checked(wish)
  if (made.endsAt <= at) throw refuse('burst-past', 422, 'This burst would be over already.', { mend: 'Choose an end that is still to come.' })
  return house.db.transact(async (t) => {
    const bankId = wish.bank ?? (await ownBank(t, campaign, made.title, at, actor.person.id))
    if (!(await bankOf(t, campaign.id, bankId))) throw noBank()
    if (wish.tactic && !(await tacticById(t, campaign.id, wish.tactic))) throw refuse('not-found', 404, 'There is no such tactic.')
    const id = uuid7(at)
    await t.run(
      `insert into burst (campaign_id, id, bank_id, title, lead, words, zone, starts_at, ends_at, opens_at, secret_hashtag, each, ramp, aim_people, aim_posts, created_by, created_at, changed_at, tactic_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17, $18)`,
      [campaign.id, id, bankId, made.title, made.lead, JSON.stringify(made.words), made.zone, made.startsAt, made.endsAt, wish.open ? at : null, made.secretHashtag, made.each, made.ramp, made.aimPeople, made.aimPosts, actor.person.id, at, wish.tactic ?? null],
    )
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'burst.made', subject: id })
    return (await burstOf(t, campaign.id, id))!
  })
}

async function ownBank(t: Transactor, campaign: CampaignRef, title: string, at: Date, by: string): Promise<string> {
  const { hashtags } = (await campaignById(t, campaign.id))!
  return (await insertBank(t, campaign.id, { name: title, hashtags: hashtags.slice(0, 10) }, at, by)).id
}

export type BurstChange = Partial<Omit<NewBurst, 'bank' | 'tactic'>> & { version: number }

/** Changes what is given. Once it runs, its hours and how texts are spread stay: people have seen when theirs come. */
export async function changeBurst(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: BurstChange): Promise<Burst> {
  allow(actor, campaign, 'burst.manage')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    const there = await lockBurst(t, campaign.id, id)
    if (there.version !== change.version) throw refuse('stale-version', 409, 'Somebody changed it meanwhile.', { mend: 'Look at it again; what you typed is kept.', extra: { version: there.version } })
    const given = defined(change) as BurstChange
    const next = checked({ ...there, ...given })
    if (at >= there.startsAt && touchesPlan(there, next)) throw refuse('burst-runs', 409, 'It has begun: its hours and how texts are spread stay as they are.', { mend: 'Change its words and aims, or stop it.' })
    if (next.endsAt <= at && +next.endsAt !== +there.endsAt) throw refuse('burst-past', 422, 'This burst would be over already.', { mend: 'Choose an end that is still to come.' })
    const opensAt = change.open === undefined ? there.opensAt : change.open ? (there.opensAt ?? at) : null
    await t.run(
      `update burst set title = $3, lead = $4, words = $5, zone = $6, starts_at = $7, ends_at = $8, opens_at = $9, secret_hashtag = $10, each = $11, ramp = $12, aim_people = $13, aim_posts = $14,
         version = version + 1, changed_at = $15 where campaign_id = $1 and id = $2`,
      [campaign.id, id, next.title, next.lead, JSON.stringify(next.words), next.zone, next.startsAt, next.endsAt, opensAt, next.secretHashtag, next.each, next.ramp, next.aimPeople, next.aimPosts, at],
    )
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'burst.changed', subject: id, detail: { fields: Object.keys(given) } })
    await notify(t, campaign.id, { kind: 'burst', burst: id })
    return (await burstOf(t, campaign.id, id))!
  })
}

/** Locked, so that two who change or stop it come one after the other. */
export async function lockBurst(t: Transactor, campaignId: string, id: string): Promise<Burst> {
  await t.rows('select 1 from burst where campaign_id = $1 and id = $2 for update', [campaignId, id])
  const burst = await burstOf(t, campaignId, id)
  if (!burst) throw noBurst()
  return burst
}

function touchesPlan(before: Burst, next: ReturnType<typeof checked>): boolean {
  return +before.startsAt !== +next.startsAt || +before.endsAt !== +next.endsAt || before.each !== next.each || before.ramp !== next.ramp
}

function checked(wish: Omit<NewBurst, 'bank' | 'open' | 'tactic'>) {
  const title = line(wish.title)
  if (title === '' || title.length > burstLimits.title) throw refuse('burst-title-wrong', 422, `A burst has a title of 1 to ${burstLimits.title} characters.`)
  checkZone(wish.zone)
  const length = wish.endsAt.getTime() - wish.startsAt.getTime()
  if (!(length >= burstLimits.shortest && length <= burstLimits.longest)) throw refuse('burst-hours-wrong', 422, 'A burst lasts from a minute to a day.', { mend: 'Look at both hours again.' })
  const each = wish.each ?? 5
  if (!Number.isInteger(each) || each < 1 || each > mostEach) throw refuse('burst-each-wrong', 422, `Each participant gets 1 to ${mostEach} texts.`)
  const ramp = wish.ramp ?? 'even'
  if (!ramps.includes(ramp)) throw refuse('invalid', 400, `The ramp is one of ${ramps.join(', ')}.`)
  const words = Object.fromEntries(Object.entries(wish.words ?? {}).slice(0, 20).map(([language, one]) => [language.slice(0, 35), { title: line(one.title ?? '').slice(0, burstLimits.title), lead: (one.lead ?? '').trim().slice(0, burstLimits.lead) }]))
  return {
    title, lead: (wish.lead ?? '').trim().slice(0, burstLimits.lead), words, zone: wish.zone, startsAt: wish.startsAt, endsAt: wish.endsAt, secretHashtag: wish.secretHashtag ?? false, each, ramp,
    aimPeople: aimOf(wish.aimPeople), aimPosts: aimOf(wish.aimPosts),
  }
}

function aimOf(aim: number | null | undefined): number | null {
  if (aim === null || aim === undefined) return null
  if (!Number.isInteger(aim) || aim < 1 || aim > 100_000_000) throw refuse('aim-wrong', 422, 'An aim is a whole number of people or posts.')
  return aim
}

const line = (text: string) => text.replaceAll(/[\x00-\x1f\x7f-\x9f]+/g, ' ').trim()

export function noBurst() {
  return refuse('not-found', 404, 'There is no such burst.')
}
