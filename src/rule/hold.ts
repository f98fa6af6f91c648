import { notify, type Transactor } from '#core/index.ts'
import { bringBack, putAside } from '#statement/index.ts'

/** One statement that a rule takes. */
export interface Taken {
  ruleId: string
  statementId: string
  bySender: boolean
}

/**
 * Puts statements aside under their rules: those that wait go, what somebody holds or has decided stays, and so does what was once found
 * to be wanted. Under a lock on the statements, or while they are new. `again`: they have been counted. Returns how many went.
 */
export async function hold(t: Transactor, campaignId: string, taken: Taken[], at: Date, how: { arriving?: true; again?: true } = {}): Promise<number> {
  if (taken.length === 0) return 0
  const ids = [...new Set(taken.map((one) => one.statementId))]
  const wanted = await t.rows<{ id: string }>(
    `select distinct statement_id as id from rule_verdict where campaign_id = $1 and statement_id = any($2::uuid[]) and verdict = 'wanted'`, [campaignId, ids])
  const spared = new Set(wanted.map((row) => row.id))
  const went = new Set(await putAside(t, campaignId, ids.filter((id) => !spared.has(id))))
  const aside = await alreadyAside(t, campaignId, ids.filter((id) => !went.has(id)))
  const held = taken.filter((one) => went.has(one.statementId) || aside.has(one.statementId))
  await write(t, campaignId, held, at)
  if (!how.again) await countDay(t, campaignId, held.filter((one) => went.has(one.statementId)), at)
  if (went.size > 0) await notify(t, campaignId, { kind: 'aside', count: went.size, ...(how.arriving ? { arriving: true } : {}) })
  return went.size
}

async function alreadyAside(t: Transactor, campaignId: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await t.rows<{ id: string }>(`select distinct statement_id as id from aside where campaign_id = $1 and statement_id = any($2::uuid[])`, [campaignId, ids])
  return new Set(rows.map((row) => row.id))
}

async function write(t: Transactor, campaignId: string, held: Taken[], at: Date): Promise<void> {
  if (held.length === 0) return
  await t.run(
    `insert into aside (campaign_id, statement_id, rule_id, at, by_sender, urgent)
     select $1, given.statement, given.rule, $5, given.by_sender, exists (select from statement s where s.campaign_id = $1 and s.id = given.statement and ${isUrgent})
     from unnest($2::uuid[], $3::uuid[], $4::boolean[]) as given (statement, rule, by_sender)
     on conflict do nothing`,
    [campaignId, held.map((one) => one.statementId), held.map((one) => one.ruleId), held.map((one) => one.bySender), at],
  )
}

/** Of a `statement s`: told in urgent words or at first hand. Nobody should lose sight of these. */
export const isUrgent = `(s.signals @> '{urgent}' or exists (select from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
  where f.campaign_id = $1 and f.statement_id = s.id and p.knows = 'lived'))`

async function countDay(t: Transactor, campaignId: string, held: Taken[], at: Date): Promise<void> {
  const counts = new Map<string, number>()
  for (const { ruleId } of held) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1)
  if (counts.size === 0) return
  await t.run(
    `insert into rule_day (campaign_id, rule_id, day, statements)
     select $1, given.rule, $4::date, given.count from unnest($2::uuid[], $3::int[]) as given (rule, count)
     on conflict (campaign_id, rule_id, day) do update set statements = rule_day.statements + excluded.statements`,
    [campaignId, [...counts.keys()], [...counts.values()], dayOf(at)],
  )
}

/** What a rule that ends has held is no longer of its days: should it begin again, it is counted anew. */
export async function uncountDays(t: Transactor, campaignId: string, ruleId: string, heldSince: Date[]): Promise<void> {
  const counts = new Map<string, number>()
  for (const at of heldSince) counts.set(dayOf(at), (counts.get(dayOf(at)) ?? 0) + 1)
  await t.run(
    `update rule_day d set statements = greatest(0, d.statements - given.count) from unnest($3::date[], $4::int[]) as given (day, count)
     where d.campaign_id = $1 and d.rule_id = $2 and d.day = given.day`, [campaignId, ruleId, [...counts.keys()], [...counts.values()]])
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10)

/**
 * Whoever answers what we asked them is heard: words, links and templates hold their statement no longer. What is aside for who says it
 * stays so. Under a lock; returns whether it waits now.
 */
export async function hearAnswer(t: Transactor, campaignId: string, statementId: string): Promise<boolean> {
  await t.run(`delete from aside where campaign_id = $1 and statement_id = $2 and not by_sender`, [campaignId, statementId])
  return (await letGo(t, campaignId, [statementId])).length > 0
}

/** Of these statements those that nothing holds aside any more wait again. Returns them. */
export async function letGo(t: Transactor, campaignId: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const still = await alreadyAside(t, campaignId, ids)
  const back = await bringBack(t, campaignId, ids.filter((id) => !still.has(id)))
  if (back.length > 0) await notify(t, campaignId, { kind: 'aside', count: -back.length })
  return back
}
