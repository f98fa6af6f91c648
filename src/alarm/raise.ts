import { addJob, notify, uuid7, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import { noStatement } from '#desk/index.ts'
import { lockStatement } from '#statement/index.ts'

/** Raises an alarm for a statement by hand; where one is open already, that one is meant. Returns its id. */
export async function raiseAlarm(house: House, campaign: Pick<CampaignRef, 'id'>, actor: Actor, statementId: string): Promise<{ id: string; known: boolean }> {
  return house.db.transact(async (t) => {
    if (!(await lockStatement(t, campaign.id, statementId))) throw noStatement()
    const there = await t.row<{ id: string }>(`select id from alarm where campaign_id = $1 and statement_id = $2 and state <> 'closed'`, [campaign.id, statementId])
    if (there) return { id: there.id, known: true }
    const at = house.clock.now()
    const id = uuid7(at)
    await openAlarms(t, campaign.id, [{ id, statementId }], actor.person.id, at)
    return { id, known: false }
  })
}

/** Opens alarms: every open screen hears of them with the commit, and the job tells the people. */
export async function openAlarms(t: Transactor, campaignId: string, alarms: { id: string; statementId: string }[], by: string | undefined, at: Date): Promise<void> {
  if (alarms.length === 0) return
  const opened = await t.rows<{ id: string; statementId: string }>(
    `insert into alarm (campaign_id, id, statement_id, raised_by, raised_at, since, next_at)
     select $1, given.id, given.statement_id, $4, $5, $5, $5 from unnest($2::uuid[], $3::uuid[]) as given (id, statement_id)
     on conflict (campaign_id, statement_id) where state <> 'closed' do nothing returning id, statement_id as "statementId"`,
    [campaignId, alarms.map((one) => one.id), alarms.map((one) => one.statementId), by ?? null, at],
  )
  await record(t, campaignId, opened.map((one) => one.id), { kind: 'raised', by, at })
  for (const { id, statementId } of opened) await notify(t, campaignId, { kind: 'alarm', alarm: id, statement: statementId, state: 'open' })
  await addJob(t, 'climbAlarms', { campaignId }, { key: `alarms ${campaignId}` })
}

export interface Happened {
  kind: 'raised' | 'told' | 'taken' | 'back' | 'closed'
  by?: string | undefined
  level?: number
  people?: number
  at: Date
}

/** Writes what happened into the history of these alarms. */
export async function record(t: Transactor, campaignId: string, alarmIds: string[], { kind, by, level, people, at }: Happened): Promise<void> {
  if (alarmIds.length === 0) return
  await t.run(
    `insert into alarm_event (campaign_id, id, alarm_id, kind, person_id, level, people, at)
     select $1, given.id, given.alarm_id, $4, $5, $6, $7, $8 from unnest($2::uuid[], $3::uuid[]) as given (id, alarm_id)`,
    [campaignId, alarmIds.map(() => uuid7(at)), alarmIds, kind, by ?? null, level ?? null, people ?? null, at],
  )
}
