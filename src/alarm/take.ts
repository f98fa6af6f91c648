import { addJob, notify, refuse, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import { may } from '#person/index.ts'
import { record } from './raise.ts'

/** Takes an alarm: it stops climbing. Of all who press at once exactly one has it; the others are told who. */
export async function takeAlarm(house: House, campaign: CampaignRef, actor: Actor, id: string): Promise<void> {
  await house.db.transact(async (t) => {
    const at = house.clock.now()
    const taken = await t.run(
      `update alarm set state = 'taken', taken_by = $3, taken_at = $4 where campaign_id = $1 and id = $2 and state = 'open'`, [campaign.id, id, actor.person.id, at])
    if (taken === 0) {
      const now = await alarmStands(t, campaign.id, id)
      if (now.state === 'taken' && now.takenBy === actor.person.id) return
      throw now.state === 'taken'
        ? refuse('already-taken', 409, `${now.name} has this alarm.`, { mend: 'Ask them whether they need you.', extra: { holder: now.name } })
        : refuse('alarm-over', 409, 'This alarm is over.')
    }
    await record(t, campaign.id, [id], { kind: 'taken', by: actor.person.id, at })
    await notify(t, campaign.id, { kind: 'alarm', alarm: id, state: 'taken', by: actor.person.name })
  })
}

/** Gives an alarm back: it is open again and climbs from the beginning. Whoever has it, or a coordinator. */
export async function giveBackAlarm(house: House, campaign: CampaignRef, actor: Actor, id: string): Promise<void> {
  await house.db.transact(async (t) => {
    const now = await alarmStands(t, campaign.id, id)
    if (now.state === 'open') return
    checkTheirs(campaign, actor, now)
    await openAgain(t, campaign.id, [id], actor.person.id, house.clock.now())
  })
}

/** Ends an alarm with what came of it, in words. */
export async function closeAlarm(house: House, campaign: CampaignRef, actor: Actor, id: string, outcome: string): Promise<void> {
  const words = outcome.trim()
  if (words.length < 3 || words.length > 2_000) throw refuse('outcome-missing', 422, 'Say in a few words what came of it.', { mend: 'Write between 3 and 2,000 characters.' })
  await house.db.transact(async (t) => {
    const now = await alarmStands(t, campaign.id, id)
    checkTheirs(campaign, actor, now)
    const at = house.clock.now()
    await t.run(
      `update alarm set state = 'closed', closed_by = $3, closed_at = $4, closed_as = 'done', outcome = $5 where campaign_id = $1 and id = $2`,
      [campaign.id, id, actor.person.id, at, words],
    )
    await record(t, campaign.id, [id], { kind: 'closed', by: actor.person.id, at })
    await notify(t, campaign.id, { kind: 'alarm', alarm: id, state: 'closed', by: actor.person.name })
  })
}

interface Standing {
  state: 'open' | 'taken' | 'closed'
  takenBy: string | null
  name: string | null
}

async function alarmStands(t: Transactor, campaignId: string, id: string): Promise<Standing> {
  const row = await t.row<Omit<Standing, 'name'>>(`select state, taken_by as "takenBy" from alarm where campaign_id = $1 and id = $2 for update`, [campaignId, id])
  if (!row) throw refuse('not-found', 404, 'There is no such alarm.')
  const person = row.takenBy ? await t.row<{ name: string }>(`select name from person where id = $1`, [row.takenBy]) : undefined
  return { ...row, name: person?.name ?? null }
}

function checkTheirs(campaign: CampaignRef, actor: Actor, now: Standing): void {
  if (now.state === 'closed') throw refuse('alarm-over', 409, 'This alarm is over.')
  if (now.takenBy !== actor.person.id && !may(actor, campaign, 'alarm.manage')) {
    throw refuse('not-taken', 409, now.name ? `${now.name} has this alarm.` : 'Take this alarm first.', { extra: { holder: now.name } })
  }
}

/** Open, and climbing from the beginning. `kind`: as what it stands in the history. */
export async function openAgain(t: Transactor, campaignId: string, ids: string[], by: string | undefined, at: Date, kind: 'back' | 'raised' = 'back'): Promise<void> {
  if (ids.length === 0) return
  await t.run(`update alarm set state = 'open', taken_by = null, taken_at = null, closed_at = null, closed_as = null, level = -1, since = $3, next_at = $3 where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, ids, at])
  await record(t, campaignId, ids, { kind, by, at })
  for (const id of ids) await notify(t, campaignId, { kind: 'alarm', alarm: id, state: 'open' })
  await addJob(t, 'climbAlarms', { campaignId }, { key: `alarms ${campaignId}` })
}

/** Step `freeze`: an alarm must not lie with somebody who can do nothing any more. */
export async function releaseAlarms(t: Transactor, campaignId: string, personId: string, at: Date): Promise<void> {
  const held = await t.rows<{ id: string }>(`select id from alarm where campaign_id = $1 and state = 'taken' and taken_by = $2 for update`, [campaignId, personId])
  await openAgain(t, campaignId, held.map((row) => row.id), undefined, at)
}
