import type { Transactor } from '#core/index.ts'
import { moveLinked, moveLinkedBack } from '#desk/index.ts'
import { settleOn } from './settle.ts'
import { beginChecklist } from './subject.ts'

type Pair = { from: string; into: string }

/** Statements became one: what the one reported, the other reports; what was found about the one holds for the other. */
export async function moveIncidents(t: Transactor, campaignId: string, pairs: Pair[], at: Date): Promise<void> {
  const values = [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)]
  await moveLinked(t, campaignId, 'incident', pairs)
  await t.run(
    `update incident_event e set detail = jsonb_build_object('statement', pair.b) from unnest($2::uuid[], $3::uuid[]) as pair (a, b)
     where e.campaign_id = $1 and e.kind = 'linked' and e.detail ->> 'statement' = pair.a::text`, values)
  await moveChecklists(t, campaignId, pairs)
  await t.run(
    `update incident_move set statements = array(select distinct coalesce(pair.b, s) from unnest(statements) as s left join unnest($2::uuid[], $3::uuid[]) as pair (a, b) on pair.a = s)
     where campaign_id = $1 and statements && $2::uuid[]`, values)
  await settleOn(t, campaignId, pairs.map((pair) => pair.into), at)
}

async function moveChecklists(t: Transactor, campaignId: string, pairs: Pair[]): Promise<void> {
  const values = [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)]
  const worked = await t.rows<{ into: string }>(
    `select distinct pair.b as into from checklist c join unnest($2::uuid[], $3::uuid[]) as pair (a, b) on c.id = pair.a where c.campaign_id = $1`, values)
  for (const { into } of worked) await beginChecklist(t, campaignId, { kind: 'statement', id: into })
  await t.run(
    `insert into finding (campaign_id, checklist_id, point, standing, sentence, person_id, at)
     select f.campaign_id, pair.b, f.point, f.standing, f.sentence, f.person_id, f.at
     from finding f join unnest($2::uuid[], $3::uuid[]) as pair (a, b) on f.checklist_id = pair.a where f.campaign_id = $1
     on conflict (campaign_id, checklist_id, point) do nothing`, values)
  await t.run(
    `update evidence e set checklist_id = pair.b from unnest($2::uuid[], $3::uuid[]) as pair (a, b) where e.campaign_id = $1 and e.checklist_id = pair.a`, values)
  await t.run(
    `update evidence e set statement_id = pair.b from unnest($2::uuid[], $3::uuid[]) as pair (a, b) where e.campaign_id = $1 and e.statement_id = pair.a`, values)
  // What was evidence for itself proves nothing any more.
  await t.run(`delete from evidence where campaign_id = $1 and kind = 'statement' and statement_id = checklist_id`, [campaignId])
  if (worked.length > 0) await t.run(`update checklist set version = version + 1 where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, worked.map((row) => row.into)])
}

/** What was joined is apart again: each incident follows the deeds that went back. */
export async function moveIncidentsBack(t: Transactor, campaignId: string, apart: { from: string; into: string }, at: Date): Promise<void> {
  await moveLinkedBack(t, campaignId, 'incident', apart)
  await settleOn(t, campaignId, [apart.from, apart.into], at)
}
