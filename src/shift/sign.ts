import { refuse, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import { putOnDuty, takeOffDuty } from '#alarm/index.ts'
import { allow, may, membersOf } from '#person/index.ts'
import { dropQueued } from '#talk/index.ts'
import { lockShift, told, type Shift } from './shift.ts'

/** Takes a place on a shift: one's own, or, by a coordinator, somebody else's. Who is on for alarms is on duty for that time. */
export async function signUp(house: House, actor: Actor | undefined, campaign: CampaignRef, shiftId: string, personId?: string): Promise<Shift> {
  const own = personId === undefined || personId === actor?.person.id
  allow(actor, campaign, own ? 'shift.work' : 'shift.manage')
  const who = personId ?? actor.person.id
  const now = house.clock.now()
  return house.db.transact(async (t) => {
    const shift = await lockShift(t, campaign.id, shiftId)
    const manages = may(actor, campaign, 'shift.manage')
    if (shift.people.some((one) => one.id === who)) return shift
    if (shift.calledOff || shift.until <= now) throw refuse('shift-over', 409, 'This shift is over or called off.')
    if (!manages && !shift.open) throw refuse('shift-closed', 403, 'Coordinators choose who is on here.', { mend: 'Ask one of them.' })
    if (!manages && shift.missing === 0) throw refuse('shift-full', 409, 'There are enough people on this shift.', { mend: 'Look for one where somebody is missing.' })
    const member = (await membersOf(t, campaign)).find((one) => one.id === who)
    if (!member || member.frozen || !member.ready || member.role === 'observer') throw refuse('shift-person', 422, 'This person cannot work here.', { mend: 'Choose a volunteer, coordinator or owner.' })
    await notElsewhere(t, campaign.id, shift, who)
    const duty = shift.part === 'alarms' ? await putOnDuty(t, campaign.id, { personId: who, from: shift.from > now ? shift.from : now, until: shift.until, by: actor.person.id, at: now }) : null
    await t.run('insert into shift_person (campaign_id, shift_id, person_id, added_by, added_at, duty_id) values ($1, $2, $3, $4, $5, $6)', [campaign.id, shiftId, who, actor.person.id, now, duty])
    await told(t, campaign.id)
    return lockShift(t, campaign.id, shiftId)
  })
}

/** Nobody is at two places at once; without a lock, since a person signs up one after the other. */
async function notElsewhere(t: Transactor, campaignId: string, shift: Shift, personId: string): Promise<void> {
  const other = await t.row(
    `select 1 from shift_person w join shift s on s.campaign_id = w.campaign_id and s.id = w.shift_id
     where w.campaign_id = $1 and w.person_id = $2 and s.called_off_at is null and s.from_at < $4 and s.until_at > $3`, [campaignId, personId, shift.from, shift.until])
  if (other) throw refuse('shift-overlaps', 409, 'They are on another shift at that time.', { mend: 'Leave that one first.' })
}

/** Gives a place back: one's own, or, by a coordinator, somebody else's. */
export async function signOff(house: House, actor: Actor | undefined, campaign: CampaignRef, shiftId: string, personId?: string): Promise<Shift> {
  const who = personId ?? actor?.person.id ?? ''
  allow(actor, campaign, who === actor?.person.id ? 'shift.work' : 'shift.manage')
  const now = house.clock.now()
  return house.db.transact(async (t) => {
    const shift = await lockShift(t, campaign.id, shiftId)
    if (shift.until <= now) throw refuse('shift-over', 409, 'This shift is over.')
    await takeOff(t, campaign.id, await t.rows(`delete from shift_person where campaign_id = $1 and shift_id = $2 and person_id = $3 returning ${gone}`, [campaign.id, shiftId, who]), now)
    await told(t, campaign.id)
    return lockShift(t, campaign.id, shiftId)
  })
}

/** Calls a shift off; it stays in sight, nobody is on it any more. */
export async function callOff(house: House, actor: Actor | undefined, campaign: CampaignRef, shiftId: string): Promise<void> {
  allow(actor, campaign, 'shift.manage')
  const now = house.clock.now()
  await house.db.transact(async (t) => {
    await lockShift(t, campaign.id, shiftId)
    await t.run('update shift set called_off_at = coalesce(called_off_at, $3), version = version + 1 where campaign_id = $1 and id = $2', [campaign.id, shiftId, now])
    await takeOff(t, campaign.id, await t.rows(`select ${gone} from shift_person where campaign_id = $1 and shift_id = $2`, [campaign.id, shiftId]), now)
    await told(t, campaign.id)
  })
}

/** Step `freeze`: whoever is out of the campaign, or frozen, is on nothing that has not ended; the gap shows. */
export async function takeOffAll(t: Transactor, campaignId: string, personId: string, at: Date): Promise<void> {
  const off = await t.rows<Gone>(
    `delete from shift_person w using shift s where w.campaign_id = $1 and s.campaign_id = w.campaign_id and s.id = w.shift_id and w.person_id = $2 and s.until_at > $3 returning w.duty_id as "dutyId", w.outgoing_id as "outgoingId"`,
    [campaignId, personId, at])
  await takeOff(t, campaignId, off, at)
  if (off.length > 0) await told(t, campaignId)
}

interface Gone {
  dutyId: string | null
  outgoingId: string | null
}

const gone = 'duty_id as "dutyId", outgoing_id as "outgoingId"'

async function takeOff(t: Transactor, campaignId: string, off: Gone[], now: Date): Promise<void> {
  await takeOffDuty(t, campaignId, off.flatMap((one) => one.dutyId ?? []), now)
  await dropQueued(t, campaignId, off.flatMap((one) => one.outgoingId ?? []))
}
