import { addJob, type House, type Transactor } from '#core/index.ts'
import { waitForFolding } from '#statement/index.ts'
import { hold, letGo, uncountDays } from './hold.ts'
import { conditionOf } from './match.ts'
import { bySender, ruleWithId, type Rule } from './rule.ts'
import { waitingOfTemplate } from './template.ts'

/** Statements of one transaction: folding waits for it. */
const atOnce = 2_000
/** Somebody waits for it so long; what is left then is done by the job. */
const patienceMs = 2_500

/**
 * Carries a change of a rule through all that waits or that it held, in one transaction for each two thousand. It may be stopped
 * anywhere: how far it is stands in the rule's row. Returns whether all is done.
 */
export async function carryOut(house: House, campaignId: string, ruleId: string, patience = patienceMs): Promise<boolean> {
  const end = performance.now() + patience
  while (await house.db.transact((t) => step(t, campaignId, ruleId, house.clock.now()))) {
    if (performance.now() > end) return false
  }
  return true
}

/** Job: goes on with one rule. Added in the transaction that changes it, so that it is done even if this process dies. */
export async function finish(house: House, { campaignId, ruleId }: { campaignId: string; ruleId: string }): Promise<void> {
  await carryOut(house, campaignId, ruleId, Infinity)
}

export async function finishLater(t: Transactor, campaignId: string, ruleId: string, now: Date): Promise<void> {
  await addJob(t, 'finishRule', { campaignId, ruleId }, { key: `rule ${campaignId} ${ruleId}`, runAt: new Date(now.getTime() + 2 * patienceMs) })
}

/** One transaction's part; whether there is more. Folding is locked before the rule, everywhere. */
export async function step(t: Transactor, campaignId: string, ruleId: string, now: Date): Promise<boolean> {
  await waitForFolding(t, campaignId)
  await t.rows(`select 1 from rule where campaign_id = $1 and id = $2 for update`, [campaignId, ruleId])
  const rule = await ruleWithId(t, campaignId, ruleId)
  if (!rule?.pending) return false
  const done = rule.pending === 'sweep' ? await sweep(t, campaignId, rule, now) : await release(t, campaignId, rule)
  const last = done.at(-1)
  const more = done.length === atOnce
  await t.run(`update rule set done_to = $3, pending = case when $4 then pending end where campaign_id = $1 and id = $2`, [campaignId, ruleId, more ? last : null, more])
  return more
}

async function sweep(t: Transactor, campaignId: string, rule: Rule, now: Date): Promise<string[]> {
  const ids = await lockMatching(t, campaignId, rule)
  await hold(t, campaignId, ids.map((statementId) => ({ ruleId: rule.id, statementId, bySender: bySender(rule) })), now)
  return ids
}

/**
 * The next that wait and match, or that something else holds aside already: each rule holds all of its own, so that the end of one does
 * not bring back what another takes.
 */
async function lockMatching(t: Transactor, campaignId: string, rule: Rule): Promise<string[]> {
  if (rule.kind === 'template') return waitingOfTemplate(t, campaignId, rule, atOnce)
  const parameters: unknown[] = [campaignId, rule.doneTo ?? nil, atOnce, rule.since]
  const condition = conditionOf(rule, parameters, await mutedAuthors(t, campaignId))!
  const rows = await t.rows<{ id: string }>(
    `select s.id from statement s where s.campaign_id = $1 and s.state in ('waiting', 'aside') and s.id > $2
       and ($4::timestamptz is null or s.first_said_at >= $4) ${condition} order by s.id limit $3 for update of s`, parameters)
  return rows.map((row) => row.id)
}

const nil = '00000000-0000-0000-0000-000000000000'

/** Everybody whose posts alone bring nothing back. */
export async function mutedAuthors(t: Pick<Transactor, 'rows'>, campaignId: string): Promise<string[]> {
  const rows = await t.rows<{ id: string }>(
    `select distinct author_id as id from rule where campaign_id = $1 and state in ('on', 'over') and author_id is not null`, [campaignId])
  return rows.map((row) => row.id)
}

async function release(t: Transactor, campaignId: string, rule: Rule): Promise<string[]> {
  const ids = await toRelease(t, campaignId, rule)
  if (ids.length === 0) return ids
  await t.rows(`select id from statement where campaign_id = $1 and id = any($2::uuid[]) order by id for update`, [campaignId, ids])
  const held = await t.rows<{ rule: string; at: Date }>(
    `delete from aside where campaign_id = $1 and statement_id = any($2::uuid[]) and (rule_id = $3 or (by_sender and $4)) returning rule_id as rule, at`,
    [campaignId, ids, rule.id, bySender(rule)])
  await uncountDays(t, campaignId, rule.id, held.filter((one) => one.rule === rule.id).map((one) => one.at))
  await letGo(t, campaignId, ids)
  return ids
}

/** Where the rule is about a sender also what others hold for their senders: one of those who say it is no longer muted. */
async function toRelease(t: Transactor, campaignId: string, rule: Rule): Promise<string[]> {
  const rows = await t.rows<{ id: string }>(
    `select statement_id as id from aside where campaign_id = $1 and rule_id = $2
     union
     select a.statement_id from post p join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id
     join aside a on a.campaign_id = f.campaign_id and a.statement_id = f.statement_id and a.by_sender
     where p.campaign_id = $1 and p.author_id = $3
     order by id limit $4`,
    [campaignId, rule.id, rule.authorId, atOnce],
  )
  return rows.map((row) => row.id)
}
