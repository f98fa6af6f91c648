import { createHash } from 'node:crypto'
import { refuse, uuid7, type Deed, type House, type Reader, type Transactor } from '#core/index.ts'
import { audit } from '#person/index.ts'

/** Who may be the second person: anybody at work, people with `experiencedFrom` decisions, coordinators. */
export type Second = 'anybody' | 'experienced' | 'coordinator'
export const seconds = ['anybody', 'experienced', 'coordinator'] as const satisfies Second[]

/** Decisions after which somebody counts as experienced in a campaign. */
export const experiencedFrom = 50
/** A campaign's rules are read with every decision. */
const mostRules = 20

export interface SecondRule {
  id: string
  kinds: string[]
  issueAreaId: string | null
  urgent: boolean
  underDecisions: number | null
  share: number
  second: Second
}

export type NewSecondRule = Omit<SecondRule, 'id'>

export async function secondRulesOf(reader: Reader, campaignId: string): Promise<SecondRule[]> {
  return reader.rows(
    `select id, kinds, issue_area_id as "issueAreaId", urgent, under_decisions as "underDecisions", share, second
     from second_rule where campaign_id = $1 order by created_at, id`,
    [campaignId],
  )
}

/** The rules as a whole: what is not among them ends. Decisions that already wait for a second person go on waiting. */
export async function setSecondRules(house: House, t: Transactor, campaignId: string, personId: string, rules: NewSecondRule[]): Promise<void> {
  if (rules.length > mostRules) throw refuse('too-many', 400, `A campaign has at most ${mostRules} rules for a second pair of eyes.`)
  for (const rule of rules) check(house, rule)
  const at = house.clock.now()
  await t.run(`delete from second_rule where campaign_id = $1`, [campaignId])
  await t.run(
    `insert into second_rule (campaign_id, id, kinds, issue_area_id, urgent, under_decisions, share, second, created_by, created_at)
     select $1, x.id, x.kinds, x.area, x.urgent, x.under, x.share, x.second, $3, $4
     from jsonb_to_recordset($2::jsonb) as x(id uuid, kinds text[], area uuid, urgent boolean, under integer, share double precision, second text)`,
    [
      campaignId,
      JSON.stringify(rules.map((rule) => ({ id: uuid7(at), kinds: rule.kinds, area: rule.issueAreaId, urgent: rule.urgent, under: rule.underDecisions, share: rule.share, second: rule.second }))),
      personId, at,
    ],
  )
  await audit(t, { campaignId, at, personId, kind: 'second.rules', subject: campaignId, detail: { rules: rules.length } })
}

function check(house: House, rule: NewSecondRule): void {
  const unknown = rule.kinds.find((kind) => !house.flow.deeds.has(kind))
  if (unknown !== undefined) throw refuse('unknown-decision', 400, `There is no decision "${unknown.slice(0, 40)}".`, { mend: `There are: ${[...house.flow.deeds.keys()].join(', ')}.` })
  if (!(rule.share > 0 && rule.share <= 1)) throw refuse('share-wrong', 400, 'A share lies between 0 and 1.', { mend: 'Give 0.1 for one of ten.' })
  if (rule.underDecisions !== null && !(Number.isInteger(rule.underDecisions) && rule.underDecisions > 0)) {
    throw refuse('number-wrong', 400, 'The number of decisions is a whole number above 0.')
  }
}

/** What is to be decided, and by whom. */
export interface Deciding {
  campaignId: string
  statementId: string
  issueAreaId: string | null
  personId: string
  deed: Deed
}

/** The first rule by which this decision needs a second person. */
export async function ruleFor(reader: Reader, deciding: Deciding): Promise<SecondRule | undefined> {
  for (const rule of await secondRulesOf(reader, deciding.campaignId)) {
    if (await holds(reader, rule, deciding)) return rule
  }
  return undefined
}

/** The same for many at once: which of them need a second person, and whom. */
export async function rulesForMany(
  reader: Reader, { campaignId, personId, deed }: Pick<Deciding, 'campaignId' | 'personId' | 'deed'>, statements: { id: string; issueAreaId: string | null }[],
): Promise<Map<string, Second>> {
  const rules = (await secondRulesOf(reader, campaignId)).filter((rule) => concerns(rule, deed))
  const most = Math.max(0, ...rules.map((rule) => rule.underDecisions ?? 0))
  const decisions = most > 0 ? await decisionsOf(reader, campaignId, personId, most) : 0
  const open = rules.filter((rule) => rule.underDecisions === null || decisions < rule.underDecisions)
  const signalled = open.some((rule) => rule.urgent)
    ? new Set((await reader.rows<{ id: string }>(`select id from statement where campaign_id = $1 and id = any($2::uuid[]) and 'urgent' = any(signals)`, [campaignId, statements.map((one) => one.id)])).map((row) => row.id))
    : new Set<string>()
  return new Map(statements.flatMap(({ id, issueAreaId }) => {
    const rule = open.find((one) => (one.issueAreaId === null || one.issueAreaId === issueAreaId) && drawn(one, id) && (!one.urgent || signalled.has(id)))
    return rule ? [[id, rule.second] as const] : []
  }))
}

function concerns(rule: SecondRule, deed: Deed): boolean {
  return rule.kinds.length > 0 ? rule.kinds.includes(deed.kind) : deed.leaves !== 'waiting'
}

async function holds(reader: Reader, rule: SecondRule, { campaignId, statementId, issueAreaId, personId, deed }: Deciding): Promise<boolean> {
  if (!concerns(rule, deed)) return false
  if (rule.issueAreaId !== null && rule.issueAreaId !== issueAreaId) return false
  if (!drawn(rule, statementId)) return false
  if (rule.urgent && !(await urgent(reader, campaignId, statementId))) return false
  return rule.underDecisions === null || (await decisionsOf(reader, campaignId, personId, rule.underDecisions)) < rule.underDecisions
}

/** By statement, not by throw: whoever takes a decision back and decides again draws the same. */
function drawn(rule: SecondRule, statementId: string): boolean {
  return rule.share >= 1 || createHash('sha256').update(`${rule.id} ${statementId}`).digest().readUInt32BE() / 2 ** 32 < rule.share
}

async function urgent(reader: Reader, campaignId: string, statementId: string): Promise<boolean> {
  return (await reader.row(`select 1 from statement where campaign_id = $1 and id = $2 and 'urgent' = any(signals)`, [campaignId, statementId])) !== undefined
}

/** How many decisions of somebody stand, counted no further than `most`; what was done to many at once is no experience. */
export async function decisionsOf(reader: Reader, campaignId: string, personId: string, most: number): Promise<number> {
  const row = await reader.row<{ count: number }>(
    `select count(*)::int as count from (select from deed where campaign_id = $1 and person_id = $2 and taken_back_at is null and bulk_id is null limit $3) d`,
    [campaignId, personId, most],
  )
  return row!.count
}
