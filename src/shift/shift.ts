import { checkWall, checkZone, daysLater, defined, instantOf, notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'

/** At what somebody is on. */
export const parts = ['desk', 'alarms', 'sheet', 'calls', 'act', 'other'] as const
export type Part = (typeof parts)[number]

export const shiftLimits = { hours: 24, needed: 100, days: 31, place: 100, note: 500 }

export interface OnShift {
  id: string
  name: string
  /** A coordinator chose them. */
  chosen: boolean
  /** They said that they are done. */
  ended: boolean
}

export interface Shift {
  id: string
  part: Part
  place: string
  note: string
  from: Date
  until: Date
  /** In which clock times are said. */
  zone: string
  needed: number
  /** Volunteers sign up by themselves. */
  open: boolean
  calledOff: boolean
  version: number
  people: OnShift[]
  /** How many are still needed. */
  missing: number
}

const select = `select s.id, s.part, s.place, s.note, s.from_at as "from", s.until_at as until, s.zone, s.needed, s.open, s.called_off_at is not null as "calledOff", s.version,
    coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name, 'chosen', w.added_by <> w.person_id, 'ended', w.ended_at is not null) order by w.added_at, p.name)
      from shift_person w join person p on p.id = w.person_id where w.campaign_id = $1 and w.shift_id = s.id), '[]') as people
  from shift s where s.campaign_id = $1`

type Row = Omit<Shift, 'missing'>

/** Shifts that touch a span of time, as they begin. */
export async function shiftsBetween(reader: Reader, campaignId: string, from: Date, until: Date): Promise<Shift[]> {
  return (await reader.rows<Row>(`${select} and s.until_at > $2 and s.from_at < $3 order by s.from_at, s.part, s.id limit 1000`, [campaignId, from, until])).map(whole)
}

export async function shiftById(reader: Reader, campaignId: string, id: string): Promise<Shift> {
  const row = await reader.row<Row>(`${select} and s.id = $2`, [campaignId, id])
  if (!row) throw noSuchShift()
  return whole(row)
}

/** The shifts of one person that have not ended before a moment. */
export async function shiftsOf(reader: Reader, campaignId: string, personId: string, since: Date): Promise<Shift[]> {
  return (await reader.rows<Row>(
    `${select} and s.until_at > $3 and exists (select from shift_person w where w.campaign_id = $1 and w.shift_id = s.id and w.person_id = $2) order by s.from_at, s.id limit 500`, [campaignId, personId, since])).map(whole)
}

function whole(row: Row): Shift {
  return { ...row, missing: row.calledOff ? 0 : Math.max(0, row.needed - row.people.length) }
}

export interface NewShift {
  part: Part
  place?: string | undefined
  note?: string | undefined
  /** What a clock of the zone shows: 2027-05-03T08:00. One that ends before it begins ends on the next day. */
  from: string
  until: string
  zone: string
  needed: number
  open?: boolean | undefined
  /** The same on so many days in a row. */
  days?: number | undefined
}

/** Makes a shift, or the same on several days. */
export async function addShifts(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewShift): Promise<Shift[]> {
  allow(actor, campaign, 'shift.manage')
  const at = house.clock.now()
  const days = Math.min(Math.max(Math.round(wish.days ?? 1) || 1, 1), shiftLimits.days)
  const made = Array.from({ length: days }, (_, day) => ({ id: uuid7(at), ...spanOf(daysLater(checkWall(wish.from), day), daysLater(checkWall(wish.until), day), wish.zone) }))
  return house.db.transact(async (t) => {
    await t.run(
      `insert into shift (campaign_id, id, part, place, note, from_at, until_at, zone, needed, open, created_by, created_at)
       select $1, id, $5, $6, $7, from_at, until_at, $8, $9, $10, $11, $12 from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) as given (id, from_at, until_at)`,
      [campaign.id, made.map((one) => one.id), made.map((one) => one.from), made.map((one) => one.until), wish.part, line(wish.place, shiftLimits.place), line(wish.note, shiftLimits.note),
        checkZone(wish.zone), neededIn(wish.needed), wish.open ?? true, actor.person.id, at],
    )
    await told(t, campaign.id)
    return Promise.all(made.map((one) => shiftById(t, campaign.id, one.id)))
  })
}

export type ShiftChange = Partial<Pick<NewShift, 'place' | 'note' | 'needed' | 'open'>> & { version: number }

/** Changes what is said of a shift; its time stays, since people chose it by its time. */
export async function changeShift(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: ShiftChange): Promise<Shift> {
  allow(actor, campaign, 'shift.manage')
  return house.db.transact(async (t) => {
    const before = await lockShift(t, campaign.id, id)
    const next = { ...before, ...defined(change) }
    const done = await t.run(
      'update shift set place = $3, note = $4, needed = $5, open = $6, version = version + 1 where campaign_id = $1 and id = $2 and version = $7',
      [campaign.id, id, line(next.place, shiftLimits.place), line(next.note, shiftLimits.note), neededIn(next.needed), next.open, change.version])
    if (done === 0) throw refuse('stale-version', 409, 'This changed while you worked on it.', { mend: 'Look again, then press once more.' })
    await told(t, campaign.id)
    return shiftById(t, campaign.id, id)
  })
}

/** The shift under a lock: whoever signs up counts those who are on. */
export async function lockShift(t: Transactor, campaignId: string, id: string): Promise<Shift> {
  if (!(await t.row('select 1 from shift where campaign_id = $1 and id = $2 for update', [campaignId, id]))) throw noSuchShift()
  return shiftById(t, campaignId, id)
}

export async function told(t: Transactor, campaignId: string): Promise<void> {
  await notify(t, campaignId, { kind: 'shift' })
}

/** The instants of a span as the clocks of a zone show it. Hours are counted as they pass, also where the clocks change. */
function spanOf(from: string, until: string, zone: string): { from: Date; until: Date } {
  const end = until.slice(11) <= from.slice(11) && until.slice(0, 10) === from.slice(0, 10) ? daysLater(until, 1) : until
  const span = { from: instantOf(from, zone), until: instantOf(end, zone) }
  const hours = (span.until.getTime() - span.from.getTime()) / 3_600_000
  if (!(hours > 0 && hours <= shiftLimits.hours)) throw refuse('shift-times', 422, 'A shift ends after it begins, within a day.', { mend: 'Look at both times again.' })
  return span
}

function neededIn(needed: number): number {
  if (!Number.isInteger(needed) || needed < 1 || needed > shiftLimits.needed) throw refuse('shift-needed', 422, `A shift needs 1 to ${shiftLimits.needed} people.`)
  return needed
}

function line(text: string | undefined, most: number): string {
  return (text ?? '').trim().replace(/\s+/g, ' ').slice(0, most)
}

export function noSuchShift() {
  return refuse('not-found', 404, 'There is no such shift.')
}
