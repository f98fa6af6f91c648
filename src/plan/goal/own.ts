import { open, refuse, seal, uuid7, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { missing, stale, textOf } from '../text.ts'

/*
 * A member's own goal and check-ins. Every statement here asks for the rows of whoever acts; there is no way to name another
 * person, for nobody's role. No token reaches it.
 */

export const goings = ['well', 'slowly', 'stuck', 'reached'] as const
export type Going = (typeof goings)[number]

export interface OwnGoal {
  text: string
  /** By when, as 2027-05-01. */
  byDay: string | null
  version: number
  checkIns: CheckIn[]
}

export interface CheckIn {
  id: string
  going: Going
  note: string
  at: Date
}

export async function ownGoal(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<OwnGoal | undefined> {
  allow(actor, campaign, 'goal.own')
  const key = keyOf(house)
  const row = await house.db.row<{ sealed: Buffer; byDay: string | null; version: number }>(
    `select sealed, to_char(by_day, 'YYYY-MM-DD') as "byDay", version from own_goal where campaign_id = $1 and person_id = $2`, [campaign.id, actor.person.id])
  if (!row) return undefined
  const rows = await house.db.rows<{ id: string; going: Going; sealed: Buffer; at: Date }>(
    `select id, going, sealed, at from check_in where campaign_id = $1 and person_id = $2 order by at desc, id desc limit 100`, [campaign.id, actor.person.id])
  return {
    text: open(key, row.sealed).toString(), byDay: row.byDay, version: row.version,
    checkIns: rows.map(({ id, going, sealed, at }) => ({ id, going, note: open(key, sealed).toString(), at })),
  }
}

/** `version` 0: there is none yet. */
export async function setOwnGoal(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: { version: number; text: string; byDay?: string | null | undefined }): Promise<void> {
  allow(actor, campaign, 'goal.own')
  const text = textOf(wish.text, 1_000)
  if (text.length < 3) throw refuse('line-missing', 422, 'Say in a sentence what you set out to do.')
  const done = await house.db.transact((t) => t.row(
    `insert into own_goal (campaign_id, person_id, sealed, by_day, changed_at) select $1, $2, $3, $4::date, $5 where $6 = 0 or exists (select from own_goal where campaign_id = $1 and person_id = $2)
     on conflict (campaign_id, person_id) do update set sealed = excluded.sealed, by_day = excluded.by_day, changed_at = excluded.changed_at, version = own_goal.version + 1 where own_goal.version = $6
     returning version`,
    [campaign.id, actor.person.id, seal(keyOf(house), Buffer.from(text)), dayIn(wish.byDay), house.clock.now(), wish.version],
  ))
  if (!done) throw stale((await ownGoal(house, actor, campaign))?.version ?? 0)
}

/** Takes goal and check-ins away for good. */
export async function dropOwnGoal(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<void> {
  allow(actor, campaign, 'goal.own')
  await house.db.transact((t) => t.run(`delete from own_goal where campaign_id = $1 and person_id = $2`, [campaign.id, actor.person.id]))
}

export async function checkIn(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: { going: Going; note?: string | undefined }): Promise<string> {
  allow(actor, campaign, 'goal.own')
  const at = house.clock.now()
  const id = uuid7(at)
  const done = await house.db.transact((t) => t.run(
    `insert into check_in (campaign_id, person_id, id, going, sealed, at) select campaign_id, person_id, $3, $4, $5, $6 from own_goal where campaign_id = $1 and person_id = $2`,
    [campaign.id, actor.person.id, id, wish.going, seal(keyOf(house), Buffer.from(textOf(wish.note ?? '', 1_000))), at],
  ))
  if (done === 0) throw refuse('no-goal', 409, 'You have set no goal yet.', { mend: 'Say first what you set out to do.' })
  return id
}

export async function dropCheckIn(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'goal.own')
  const done = await house.db.transact((t) => t.run(`delete from check_in where campaign_id = $1 and person_id = $2 and id = $3`, [campaign.id, actor.person.id, id]))
  if (done === 0) throw missing('check-in')
}

/** A day as 2027-05-01; null for none. */
export function dayIn(text: string | null | undefined): string | null {
  if (!text) return null
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  if (!at || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text) throw refuse('day-wrong', 422, `"${text.slice(0, 20)}" is not a day.`, { mend: 'It looks like 2027-05-01.' })
  return text
}

function keyOf(house: House): Buffer {
  return house.keys.derive('own goal')
}
