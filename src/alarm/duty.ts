import { notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow, membersOf, type Member } from '#person/index.ts'

export interface Duty {
  id: string
  personId: string
  name: string
  from: Date
  until: Date
}

const longestHours = 24 * 7
const mostAheadDays = 92

/** Who is on duty now and who will be, in the order in which it begins. */
export async function dutyRoster(reader: Reader, campaignId: string, now: Date): Promise<Duty[]> {
  return reader.rows(
    `select d.id, d.person_id as "personId", p.name, d.from_at as from, d.until_at as until from duty d join person p on p.id = d.person_id
     where d.campaign_id = $1 and d.until_at > $2 order by d.from_at, d.id limit 500`, [campaignId, now])
}

/** Members whose window is open now; whoever is frozen, not ready or out of the campaign is not on duty, whatever the roster says. */
export async function onDuty(reader: Reader, campaign: CampaignRef, now: Date, members?: Member[]): Promise<Member[]> {
  const rows = await reader.rows<{ id: string }>(`select distinct person_id as id from duty where campaign_id = $1 and from_at <= $2 and until_at > $2`, [campaign.id, now])
  const ids = new Set(rows.map((row) => row.id))
  return (members ?? (await membersOf(reader, campaign))).filter((one) => ids.has(one.id) && answers(one))
}

/** Whether somebody can answer for alarms at all. */
export function answers(member: Member): boolean {
  return !member.frozen && member.role !== 'observer' && (member.ready || member.role !== 'volunteer')
}

/** Puts somebody on duty: oneself from now on, or, as coordinator, whoever answers for alarms at any time. */
export async function addDuty(house: House, campaign: CampaignRef, actor: Actor, wish: { personId?: string; from?: Date; until: Date }): Promise<string> {
  const now = house.clock.now()
  const personId = wish.personId ?? actor.person.id
  const from = wish.from && wish.from > now ? wish.from : now
  if (personId !== actor.person.id || wish.from) allow(actor, campaign, 'alarm.manage')
  else allow(actor, campaign, 'alarm.take')
  const hours = (wish.until.getTime() - from.getTime()) / 3_600_000
  if (!(hours > 0 && hours <= longestHours) || wish.until.getTime() - now.getTime() > mostAheadDays * 86_400_000) {
    throw refuse('times-wrong', 422, 'Duty ends after it begins, within a week.', { mend: 'Look at both times again.' })
  }
  const member = (await membersOf(house.db, campaign)).find((one) => one.id === personId)
  if (!member || !answers(member)) throw refuse('not-for-duty', 422, 'This person cannot answer for alarms here.', { mend: 'Choose a volunteer, coordinator or owner of the campaign.' })
  return house.db.transact(async (t) => {
    return putOnDuty(t, campaign.id, { personId, from, until: wish.until, by: actor.person.id, at: now })
  })
}

/** A window in the roster, for whoever has made sure that it may be. */
export async function putOnDuty(t: Transactor, campaignId: string, { personId, from, until, by, at }: { personId: string; from: Date; until: Date; by: string; at: Date }): Promise<string> {
  const id = uuid7(at)
  await t.run(`insert into duty (campaign_id, id, person_id, from_at, until_at, added_by) values ($1, $2, $3, $4, $5, $6)`, [campaignId, id, personId, from, until, by])
  await notify(t, campaignId, { kind: 'duty' })
  return id
}

/** Ends windows now, and takes out those that have not begun. */
export async function takeOffDuty(t: Transactor, campaignId: string, ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await t.run(`delete from duty where campaign_id = $1 and id = any($2::uuid[]) and from_at >= $3`, [campaignId, ids, now])
  await t.run(`update duty set until_at = $3 where campaign_id = $1 and id = any($2::uuid[]) and until_at > $3`, [campaignId, ids, now])
  await notify(t, campaignId, { kind: 'duty' })
}

/** Ends a window now, or takes out one that has not begun: one's own, or any as coordinator. */
export async function endDuty(house: House, campaign: CampaignRef, actor: Actor, id: string): Promise<void> {
  await house.db.transact(async (t) => {
    const row = await t.row<{ personId: string }>(`select person_id as "personId" from duty where campaign_id = $1 and id = $2 for update`, [campaign.id, id])
    if (!row) throw refuse('not-found', 404, 'There is no such duty.')
    allow(actor, campaign, row.personId === actor.person.id ? 'alarm.take' : 'alarm.manage')
    await takeOffDuty(t, campaign.id, [id], house.clock.now())
  })
}
