import type { Transactor } from '#core/index.ts'
import { bringBack, putAside } from '#statement/index.ts'

/** What held a statement aside, and what people had found of it: enough to put it back as it was. */
export interface WasAside {
  held: { rule: string; at: string; by_sender: boolean; urgent: boolean }[]
  verdicts: { rule: string; verdict: string; person: string; at: string; held_by: string[] }[]
}

/**
 * Statements that a person wants in the queue whatever holds them: no rule takes them again. In a transaction that keeps folding waiting
 * and has them locked.
 */
export async function bringOut(t: Transactor, campaignId: string, personId: string, ids: string[], at: Date): Promise<Map<string, WasAside>> {
  if (ids.length === 0) return new Map()
  const verdicts = await t.rows<{ id: string } & WasAside['verdicts'][number]>(
    `select statement_id as id, rule_id as rule, verdict, person_id as person, to_jsonb(at) #>> '{}' as at, held_by from rule_verdict where campaign_id = $1 and statement_id = any($2::uuid[])`,
    [campaignId, ids],
  )
  await t.run(
    `insert into rule_verdict (campaign_id, statement_id, rule_id, verdict, person_id, at, held_by)
     select campaign_id, statement_id, rule_id, 'wanted', $3, $4, array[rule_id] from aside where campaign_id = $1 and statement_id = any($2::uuid[])
     on conflict (campaign_id, statement_id, rule_id) do update set verdict = excluded.verdict, person_id = excluded.person_id, at = excluded.at, held_by = excluded.held_by`,
    [campaignId, ids, personId, at],
  )
  const held = await t.rows<{ id: string } & WasAside['held'][number]>(
    `delete from aside where campaign_id = $1 and statement_id = any($2::uuid[])
     returning statement_id as id, rule_id as rule, to_jsonb(at) #>> '{}' as at, by_sender, urgent`,
    [campaignId, ids],
  )
  await bringBack(t, campaignId, ids)
  const of = <T extends { id: string }>(rows: T[], id: string) => rows.filter((row) => row.id === id).map(({ id: _, ...row }) => row)
  return new Map(ids.map((id) => [id, { held: of(held, id), verdicts: of(verdicts, id) }]))
}

/** Puts them back as they were, as far as a rule that held them still does. Returns those that are aside again. */
export async function putIn(t: Transactor, campaignId: string, were: { id: string; was: WasAside }[]): Promise<string[]> {
  const rows = were.flatMap(({ id, was }) => was.held.map((one) => ({ id, ...one })))
  const rules = await t.rows<{ id: string }>(
    `select id from rule where campaign_id = $1 and id = any($2::uuid[]) and state in ('on', 'over')`, [campaignId, [...new Set(rows.map((row) => row.rule))]])
  const still = new Set(rules.map((rule) => rule.id))
  const held = rows.filter((row) => still.has(row.rule))
  const back = [...new Set(held.map((row) => row.id))]
  if (back.length === 0) return []
  await t.run(
    `insert into aside (campaign_id, statement_id, rule_id, at, by_sender, urgent)
     select $1, x.id, x.rule, x.at, x.by_sender, x.urgent from jsonb_to_recordset($2::jsonb) as x(id uuid, rule uuid, at timestamptz, by_sender boolean, urgent boolean)
     on conflict do nothing`,
    [campaignId, JSON.stringify(held)],
  )
  await t.run(`delete from rule_verdict where campaign_id = $1 and statement_id = any($2::uuid[])`, [campaignId, back])
  await t.run(
    `insert into rule_verdict (campaign_id, statement_id, rule_id, verdict, person_id, at, held_by)
     select $1, x.id, x.rule, x.verdict, x.person, x.at, array(select jsonb_array_elements_text(x.held_by)::uuid)
     from jsonb_to_recordset($2::jsonb) as x(id uuid, rule uuid, verdict text, person text, at timestamptz, held_by jsonb)`,
    [campaignId, JSON.stringify(were.filter((one) => back.includes(one.id)).flatMap(({ id, was }) => was.verdicts.map((one) => ({ id, ...one }))))],
  )
  return putAside(t, campaignId, back)
}
