import { refuse, type Actor, type House, type Reader } from '#core/index.ts'
import { pseudonym } from '#post/index.ts'
import { waitForFolding } from '#statement/index.ts'
import { hold, letGo } from './hold.ts'
import { columns, type Rule } from './rule.ts'

/** A rule as it is reviewed. */
export interface RuleView extends Omit<Rule, 'authorId' | 'marks' | 'doneTo' | 'madeBy' | 'changedBy'> {
  /** Four letters and digits that stand for the sender. */
  sender: string | null
  madeBy: string | null
  changedBy: string | null
  /** Held aside now, and the posts that say it. */
  statements: number
  posts: number
  urgent: number
  /** Of the last fourteen days, the oldest first. */
  days: number[]
  /** Looked at in samples, and how many of them were wanted. */
  sampled: number
  wanted: number
}

const daysShown = 14

/** All rules of a campaign, those that hold most first. `off` ones only where they were switched off lately. */
export async function listRules(reader: Reader, campaignId: string, now: Date, page: { id?: string; limit?: number } = {}): Promise<RuleView[]> {
  const first = new Date(now.getTime() - (daysShown - 1) * 86_400_000).toISOString().slice(0, 10)
  const rows = await reader.rows<RuleView & Pick<Rule, 'authorId' | 'marks' | 'doneTo'> & { perDay: Record<string, number> }>(
    `select ${columns}, m.name as "madeBy", c.name as "changedBy", h.statements, h.posts, h.urgent, v.sampled, v.wanted,
       (select coalesce(jsonb_object_agg(d.day, d.statements), '{}') from rule_day d where d.campaign_id = $1 and d.rule_id = r.id and d.day >= $2::date) as "perDay"
     from rule r left join person m on m.id = r.made_by left join person c on c.id = r.changed_by
     cross join lateral (
       select count(*)::int as statements, coalesce(sum(s.posts), 0)::int as posts, count(*) filter (where a.urgent)::int as urgent
       from aside a join statement s on s.campaign_id = a.campaign_id and s.id = a.statement_id where a.campaign_id = $1 and a.rule_id = r.id) h
     cross join lateral (
       select count(*)::int as sampled, count(*) filter (where verdict = 'wanted')::int as wanted from rule_verdict where campaign_id = $1 and rule_id = r.id) v
     where r.campaign_id = $1 and ($3::uuid is null or r.id = $3)
     order by r.state = 'off', h.statements desc, r.id desc limit $4`,
    [campaignId, first, page.id ?? null, Math.min(page.limit ?? 200, 500)],
  )
  return rows.map(({ authorId, marks: _marks, doneTo: _doneTo, perDay, ...row }) => ({ ...row, sender: authorId === null ? null : pseudonym(authorId), days: daysOf(perDay, now) }))
}

function daysOf(perDay: Record<string, number>, now: Date): number[] {
  return Array.from({ length: daysShown }, (_, at) => perDay[new Date(now.getTime() - (daysShown - 1 - at) * 86_400_000).toISOString().slice(0, 10)] ?? 0)
}

export interface Aside {
  id: string
  text: string
  language: string | null
  posts: number
  channels: string[]
  urgent: boolean
  at: Date
  /** The rules that hold it. */
  rules: string[]
}

const row = `s.id, x.text, s.language, s.posts, s.channels, h.urgent, h.at, h.rules
  from (select statement_id, bool_or(urgent) as urgent, min(at) as at, array_agg(rule_id order by rule_id) as rules from aside`
const joined = `h join statement s on s.campaign_id = $1 and s.id = h.statement_id join statement_text x on x.campaign_id = $1 and x.statement_id = h.statement_id`

/** Posts that say what is aside. */
export async function postsAside(reader: Reader, campaignId: string): Promise<number> {
  return (await reader.row<{ posts: number }>(`select coalesce(sum(posts), 0)::int as posts from statement where campaign_id = $1 and state = 'aside'`, [campaignId]))!.posts
}

/** What is told at first hand and is aside all the same, the latest first. */
export async function urgentAside(reader: Reader, campaignId: string, limit = 20): Promise<Aside[]> {
  return reader.rows<Aside>(
    `select ${row} where campaign_id = $1 and statement_id in (
       select statement_id from aside where campaign_id = $1 and urgent) group by statement_id) ${joined}
     order by h.at desc, s.id limit $2`, [campaignId, limit])
}

/** So many of what a rule holds that nobody has judged yet, drawn by chance; the same seed draws the same. */
export async function sampleOf(reader: Reader, campaignId: string, ruleId: string, count: number, seed: string): Promise<Aside[]> {
  return reader.rows<Aside>(
    `select ${row} where campaign_id = $1 and statement_id in (
       select a.statement_id from aside a where a.campaign_id = $1 and a.rule_id = $2 and not exists (
         select from rule_verdict v where v.campaign_id = $1 and v.rule_id = $2 and v.statement_id = a.statement_id)
       order by md5(a.statement_id::text || $4), a.statement_id limit $3) group by statement_id) ${joined}
     order by h.urgent desc, s.posts desc, s.id`,
    [campaignId, ruleId, Math.min(Math.max(count, 1), 100), seed],
  )
}

/** Why a statement is aside. */
export async function asideBecause(reader: Reader, campaignId: string, statementId: string, now: Date): Promise<RuleView[]> {
  const rows = await reader.rows<{ id: string }>(`select rule_id as id from aside where campaign_id = $1 and statement_id = $2 order by rule_id`, [campaignId, statementId])
  return (await Promise.all(rows.slice(0, 5).map(({ id }) => listRules(reader, campaignId, now, { id })))).flat()
}

/** What somebody found in a sample: noise, or wanted: then it waits again, and no rule takes it any more. */
export async function judge(house: House, campaignId: string, actor: Actor, ruleId: string, statementIds: string[], verdict: 'noise' | 'wanted'): Promise<number> {
  const now = house.clock.now()
  return house.db.transact(async (t) => {
    await waitForFolding(t, campaignId)
    const judged = await t.rows<{ id: string }>(
      `insert into rule_verdict (campaign_id, statement_id, rule_id, verdict, person_id, at, held_by)
       select $1, statement_id, $3, $4, $5, $6, array_agg(rule_id order by rule_id) from aside where campaign_id = $1 and statement_id = any($2::uuid[])
       group by statement_id having bool_or(rule_id = $3)
       on conflict (campaign_id, statement_id, rule_id) do update set verdict = excluded.verdict, person_id = excluded.person_id, at = excluded.at, held_by = excluded.held_by
       returning statement_id as id`,
      [campaignId, statementIds, ruleId, verdict, actor.person.id, now],
    )
    const ids = judged.map((one) => one.id).sort()
    if (verdict === 'noise') return ids.length
    await t.rows(`select id from statement where campaign_id = $1 and id = any($2::uuid[]) order by id for update`, [campaignId, ids])
    await t.run(`delete from aside where campaign_id = $1 and statement_id = any($2::uuid[])`, [campaignId, ids])
    return (await letGo(t, campaignId, ids)).length
  })
}

/** Takes a verdict back: what was brought back goes aside again, unless somebody has taken it meanwhile. */
export async function unjudge(house: House, campaignId: string, ruleId: string, statementId: string): Promise<void> {
  const now = house.clock.now()
  await house.db.transact(async (t) => {
    await waitForFolding(t, campaignId)
    const was = await t.row<{ verdict: string; held_by: string[] }>(
      `delete from rule_verdict where campaign_id = $1 and statement_id = $2 and rule_id = $3 returning verdict, held_by`, [campaignId, statementId, ruleId])
    if (!was) throw refuse('not-found', 404, 'There is no such verdict.')
    if (was.verdict === 'noise') return
    const rules = await t.rows<{ id: string; sender: boolean }>(
      `select id, author_id is not null as sender from rule where campaign_id = $1 and id = any($2::uuid[]) and state in ('on', 'over')`, [campaignId, was.held_by])
    await t.rows(`select id from statement where campaign_id = $1 and id = $2 for update`, [campaignId, statementId])
    await hold(t, campaignId, rules.map(({ id, sender }) => ({ ruleId: id, statementId, bySender: sender })), now, { again: true })
  })
}
