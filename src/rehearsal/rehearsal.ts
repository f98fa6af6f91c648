import { addJob, notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import type { Campaign } from '#campaign/index.ts'
import { allow } from '#person/index.ts'
import { makeCopy } from './copy.ts'
import type { Report } from './report.ts'

export interface Rehearsal {
  id: string
  campaignId: string
  copyId: string
  copySlug: string
  source: 'example' | 'day'
  day: string | null
  speed: number
  state: 'preparing' | 'playing' | 'paused' | 'over' | 'ending' | 'wiped'
  posts: number
  played: number
  /** Seconds of the played day that had passed at `since`. */
  passed: number
  since: Date
  /** Seconds of the whole played day. */
  length: number
  begunBy: string
  begunAt: Date
  endedAt: Date | null
  problem: string | null
  report: Report | null
}

export interface RehearsalWish {
  source: 'example' | 'day'
  /** `2026-11-20`, of a recorded day. */
  day?: string | undefined
  /** How many, of the example. */
  posts?: number | undefined
  speed: number
}

export const mostPosts = 5_000
export const mostSpeed = 60
/** One that nobody ends is ended: a copy of a real day must not lie about. */
export const mostHours = 24

const columns = `id, campaign_id as "campaignId", copy_id as "copyId", copy_slug as "copySlug", source, day::text, speed, state, posts, played, passed, since, length,
  begun_by as "begunBy", begun_at as "begunAt", ended_at as "endedAt", problem, report`

/** The rehearsals of a campaign, the last first. */
export async function rehearsalsOf(reader: Reader, campaignId: string): Promise<Rehearsal[]> {
  return reader.rows<Rehearsal>(`select ${columns} from rehearsal where campaign_id = $1 order by begun_at desc, id desc limit 20`, [campaignId])
}

export async function rehearsalById(reader: Reader, campaignId: string, id: string): Promise<Rehearsal | undefined> {
  return reader.row<Rehearsal>(`select ${columns} from rehearsal where campaign_id = $1 and id = $2`, [campaignId, id])
}

/** Locks one for a change of its state. */
export async function lockRehearsal(t: Transactor, campaignId: string, id: string): Promise<Rehearsal | undefined> {
  return t.row<Rehearsal>(`select ${columns} from rehearsal where campaign_id = $1 and id = $2 for update`, [campaignId, id])
}

/** Makes the copy with everybody who works in the campaign; a job gathers what is played and begins. One at a time in a campaign. */
export async function beginRehearsal(house: House, actor: Actor | undefined, campaign: Campaign, wish: RehearsalWish): Promise<Rehearsal> {
  allow(actor, campaign, 'rehearsal.run')
  if (campaign.rehearses) throw refuse('rehearsal-in-copy', 409, 'This is a rehearsal already.', { mend: 'Begin another one in the campaign itself.' })
  const speed = whole(wish.speed, 1, mostSpeed, 'rehearsal-speed', `A speed of 1 to ${mostSpeed} times is needed.`)
  const posts = wish.source === 'example' ? whole(wish.posts ?? 300, 20, mostPosts, 'rehearsal-posts', `20 to ${mostPosts} posts can be played.`) : 0
  if (wish.source === 'day' && !/^\d{4}-\d{2}-\d{2}$/.test(wish.day ?? '')) throw refuse('rehearsal-day', 422, 'Choose the day that is to be played.')
  const at = house.clock.now()
  const id = uuid7(at)
  await house.db.transact(async (t) => {
    // Two who press at once: the second one finds the first.
    await t.row('select 1 from campaign where id = $1 for update', [campaign.id])
    const open = await t.row('select 1 from rehearsal where campaign_id = $1 and state <> $2', [campaign.id, 'wiped'])
    if (open) throw refuse('rehearsal-open', 409, 'A rehearsal of this campaign is going on.', { mend: 'End it first.' })
    const copy = await makeCopy(house, t, campaign, at)
    await t.run(
      `insert into rehearsal (campaign_id, id, copy_id, copy_slug, source, day, speed, state, posts, since, begun_by, begun_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'preparing', $8, $9, $10, $9)`,
      [campaign.id, id, copy.id, copy.slug, wish.source, wish.source === 'day' ? wish.day : null, speed, posts, at, actor.person.id],
    )
    await addJob(t, 'prepareRehearsal', { campaignId: campaign.id, id })
    await notify(t, campaign.id, { kind: 'rehearsal' })
  })
  return (await rehearsalById(house.db, campaign.id, id))!
}

/** Pauses, goes on, or plays at another speed. */
export async function steerRehearsal(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: { paused?: boolean; speed?: number }): Promise<void> {
  allow(actor, campaign, 'rehearsal.run')
  const now = house.clock.now()
  await house.db.transact(async (t) => {
    const found = await lockRehearsal(t, campaign.id, id)
    if (!found || !['playing', 'paused'].includes(found.state)) throw refuse('rehearsal-over', 409, 'Nothing is being played now.')
    const speed = change.speed === undefined ? found.speed : whole(change.speed, 1, mostSpeed, 'rehearsal-speed', `A speed of 1 to ${mostSpeed} times is needed.`)
    const state = change.paused === undefined ? found.state : change.paused ? 'paused' : 'playing'
    await t.run(`update rehearsal set state = $3, speed = $4, passed = $5, since = $6 where campaign_id = $1 and id = $2`, [campaign.id, id, state, speed, passedBy(found, now), now])
    if (state === 'playing') await addJob(t, 'playRehearsal', { campaignId: campaign.id, id }, { key: `rehearsal ${id}` })
    await notify(t, campaign.id, { kind: 'rehearsal' })
  })
}

/** Seconds of the played day that have passed now. */
export function passedBy({ state, passed, since, speed, length }: Pick<Rehearsal, 'state' | 'passed' | 'since' | 'speed' | 'length'>, now: Date): number {
  if (state !== 'playing') return passed
  return Math.min(length, passed + ((now.getTime() - since.getTime()) / 1_000) * speed)
}

/** Ends it: a job writes the report, then wipes the copy. */
export async function endRehearsal(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'rehearsal.run')
  await house.db.transact((t) => end(t, campaign.id, id))
}

/** Ends what nobody ended. Campaign by campaign, as everywhere. */
export async function endForgotten(house: House): Promise<void> {
  const before = new Date(house.clock.now().getTime() - mostHours * 3_600_000)
  for (const { id: campaignId } of await house.db.rows<{ id: string }>('select id from campaign where rehearses is null')) {
    const old = await house.db.rows<{ id: string }>(`select id from rehearsal where campaign_id = $1 and state <> 'wiped' and begun_at < $2`, [campaignId, before])
    for (const { id } of old) await house.db.transact((t) => end(t, campaignId, id))
  }
}

async function end(t: Transactor, campaignId: string, id: string): Promise<void> {
  const found = await lockRehearsal(t, campaignId, id)
  if (!found || found.state === 'wiped') throw refuse('rehearsal-over', 409, 'This rehearsal is over already.')
  await addJob(t, 'endRehearsal', { campaignId, id }, { key: `end rehearsal ${id}` })
  if (found.state !== 'ending') await t.run(`update rehearsal set state = 'ending' where campaign_id = $1 and id = $2`, [campaignId, id])
  await notify(t, campaignId, { kind: 'rehearsal' })
}

function whole(value: number, least: number, most: number, code: string, detail: string): number {
  if (!Number.isInteger(value) || value < least || value > most) throw refuse(code, 422, detail)
  return value
}
