import { checkWall, checkZone, instantOf, notify, refuse, sqlState, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor, type Wall } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'
import { allow } from '#person/index.ts'
import { idOf, lineOf, missing, needed, stale, textOf } from '../text.ts'
import { nextOccurrence, type Occurrence } from './occurrence.ts'

export const momentKinds = ['hearing', 'anniversary', 'report', 'appearance', 'vote', 'deadline', 'day'] as const
export type MomentKind = (typeof momentKinds)[number]

/** A key date, with the reason why it is one. */
export interface Moment {
  id: string
  kind: MomentKind
  title: string
  reason: string
  wall: Wall
  zone: string
  startsAt: Date
  allDay: boolean
  minutes: number | null
  yearly: boolean
  place: string
  public: boolean
  /** Whose appearance it is. */
  targetId: string | null
  caseId: string | null
  /** Go or no-go: so many people must have pledged by then. */
  needed: number | null
  decideAt: Date | null
  said: 'go' | 'no-go' | null
  saidBecause: string | null
  saidBy: string | null
  /** People pledged: whoever pledges and whom they bring. */
  pledged: number
  pledgers: number
  version: number
}

export interface NewMoment {
  kind: MomentKind
  title: string
  reason?: string | undefined
  wall: Wall
  zone: string
  allDay?: boolean | undefined
  minutes?: number | null | undefined
  yearly?: boolean | undefined
  place?: string | undefined
  public?: boolean | undefined
  targetId?: string | null | undefined
  caseId?: string | null | undefined
  needed?: number | null | undefined
  decideAt?: Date | null | undefined
}

export type MomentChange = Partial<NewMoment> & { version: number }

const select = `select m.id, m.kind, m.title, m.reason, m.wall, m.zone, m.starts_at as "startsAt", m.all_day as "allDay", m.minutes, m.yearly, m.place, m.public, m.target_id as "targetId",
    m.case_id as "caseId", m.needed, m.decide_at as "decideAt", m.said, m.said_because as "saidBecause", b.name as "saidBy", coalesce(p.people, 0) as pledged, coalesce(p.count, 0) as pledgers, m.version
  from moment m left join person b on b.id = m.said_by
  left join (select moment_id, sum(people)::int as people, count(*)::int as count from pledge where campaign_id = $1 group by moment_id) p on p.moment_id = m.id
  where m.campaign_id = $1`

/** All moments of a campaign, by their first date. */
export async function momentsOf(reader: Reader, campaignId: string): Promise<Moment[]> {
  return reader.rows<Moment>(`${select} order by m.starts_at, m.id limit 1000`, [campaignId])
}

export async function momentById(reader: Reader, campaignId: string, id: string): Promise<Moment | undefined> {
  return reader.row<Moment>(`${select} and m.id = $2`, [campaignId, id])
}

export async function addMoment(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewMoment): Promise<Moment> {
  allow(actor, campaign, 'plan.edit')
  return house.db.transact(async (t) => {
    const id = await insertMoment(t, campaign.id, actor.person.id, wish, house.clock.now())
    await notify(t, campaign.id, { kind: 'plan' })
    return (await momentById(t, campaign.id, id))!
  })
}

/** The row; for a template within its own transaction. */
export async function insertMoment(t: Transactor, campaignId: string, personId: string, wish: NewMoment, at: Date): Promise<string> {
  const moment = checked(wish)
  const id = uuid7(at)
  await linked(() => t.run(
    `insert into moment (campaign_id, id, kind, title, reason, wall, zone, starts_at, all_day, minutes, yearly, place, public, target_id, case_id, needed, decide_at, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [campaignId, id, ...columnsOf(moment), personId, at],
  ))
  if (moment.public) await touchPublic(t, campaignId)
  return id
}

export async function changeMoment(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: MomentChange): Promise<Moment> {
  allow(actor, campaign, 'plan.edit')
  return house.db.transact(async (t) => {
    const before = await momentById(t, campaign.id, id)
    if (!before) throw missing('moment')
    const { version, ...given } = change
    const next = checked({ ...before, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) } as NewMoment)
    const done = await linked(() => t.run(
      `update moment set kind = $3, title = $4, reason = $5, wall = $6, zone = $7, starts_at = $8, all_day = $9, minutes = $10, yearly = $11, place = $12, public = $13,
         target_id = $14, case_id = $15, needed = $16, decide_at = $17, version = version + 1 where campaign_id = $1 and id = $2 and version = $18`,
      [campaign.id, id, ...columnsOf(next), version],
    ))
    if (done === 0) throw stale(before.version)
    if (before.public || next.public) await touchPublic(t, campaign.id)
    await notify(t, campaign.id, { kind: 'plan' })
    return (await momentById(t, campaign.id, id))!
  })
}

/** Takes it out of the plan; one that a tactic is made for stays. */
export async function dropMoment(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, version: number): Promise<void> {
  allow(actor, campaign, 'plan.edit')
  await house.db.transact(async (t) => {
    const before = await momentById(t, campaign.id, id)
    if (!before) throw missing('moment')
    if (before.version !== version) throw stale(before.version)
    if (await t.row(`select 1 from tactic where campaign_id = $1 and moment_id = $2 limit 1`, [campaign.id, id])) {
      throw refuse('in-use', 409, 'A tactic is planned for this moment.', { mend: 'Give the tactic another moment first.' })
    }
    await t.run(`delete from moment where campaign_id = $1 and id = $2`, [campaign.id, id])
    if (before.public) await touchPublic(t, campaign.id)
    await notify(t, campaign.id, { kind: 'plan' })
  })
}

/** The occurrence of a moment that matters now. */
export function nextOf(moment: Moment, now: Date): Occurrence {
  return nextOccurrence(moment, now)
}

function checked(wish: NewMoment): Required<Omit<NewMoment, 'targetId' | 'caseId' | 'needed' | 'decideAt' | 'minutes'>> & Pick<Moment, 'targetId' | 'caseId' | 'needed' | 'decideAt' | 'minutes'> {
  const allDay = wish.allDay ?? false
  const wall = checkWall(allDay ? `${wish.wall.slice(0, 10)}T00:00` : wish.wall)
  const minutes = allDay ? null : (wish.minutes ?? null)
  if (minutes !== null && (!Number.isInteger(minutes) || minutes < 1 || minutes > 20_160)) throw refuse('length-wrong', 422, 'A moment lasts between a minute and two weeks.')
  const people = wish.needed ?? null
  if (people !== null && (!Number.isInteger(people) || people < 1 || people > 1_000_000)) throw refuse('needed-wrong', 422, 'As many people as are needed: a whole number from 1.')
  return {
    kind: wish.kind, title: needed(wish.title, 200, 'A moment has a title'), reason: textOf(wish.reason ?? '', 1_000), wall, zone: checkZone(wish.zone), allDay, minutes,
    yearly: wish.yearly ?? false, place: lineOf(wish.place ?? '', 300), public: wish.public ?? false,
    targetId: wish.targetId ? idOf(wish.targetId, 'target') : null, caseId: wish.caseId ? idOf(wish.caseId, 'case') : null,
    needed: people, decideAt: people === null ? null : (wish.decideAt ?? instantOf(wall, wish.zone)),
  }
}

function columnsOf(moment: ReturnType<typeof checked>): unknown[] {
  const { kind, title, reason, wall, zone, allDay, minutes, yearly, place, targetId, caseId, needed, decideAt } = moment
  return [kind, title, reason, wall, zone, instantOf(wall, zone), allDay, minutes, yearly, place, moment.public, targetId, caseId, needed, decideAt]
}

/** A target or a case of another campaign is none of this one. */
async function linked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (sqlState(error) === '23503') throw refuse('not-found', 404, 'There is no such target or case here.')
    throw error
  }
}
