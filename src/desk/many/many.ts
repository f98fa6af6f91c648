import { batchOfIds, refuse, type Deed, type DeedAt, type House, type Transactor } from '#core/index.ts'
import { moveTo, type Standing } from '#statement/index.ts'
import { drawBlindMany, undrawBlind } from '../second/blind.ts'
import { proposeMany, withdrawMany } from '../second/proposal.ts'
import { rulesForMany } from '../second/rule.ts'

/** Many statements to which one person does the same, as one thing that is taken back as a whole. */
export interface Many {
  campaignId: string
  bulkId: string
  personId: string
  at: Date
}

/** How one of them was left: decided, or proposed to a second person where a rule asks for one. */
export interface DoneOne {
  statementId: string
  proposed: boolean
  version: number
}

/** The deed and what was said with it, checked; refuses one that is for a single statement only. */
export function readMany(house: House, kind: string, fields: unknown): { deed: Deed & { many: NonNullable<Deed['many']> }; input: unknown } {
  const deed = house.flow.deeds.get(kind)
  const many = deed?.many
  if (!deed || !many) {
    const known = [...house.flow.deeds.values()].filter((one) => one.many).map((one) => one.kind)
    throw refuse('unknown-decision', 400, `"${kind.slice(0, 40)}" cannot be done to many statements at once.`, { mend: `There are: area, wait, ${known.join(', ')}.` })
  }
  const input = deed.schema.safeParse(fields)
  if (!input.success) throw refuse('invalid', 400, input.error.issues.map((issue) => `${issue.path.join('.') || kind}: ${issue.message}`).join('; '))
  return { deed: { ...deed, many }, input: input.data }
}

/** Does one deed to statements that wait and that nobody has; in a transaction that has them locked. */
export async function decideMany(house: House, t: Transactor, many: Many, free: Standing[], kind: string, fields: unknown): Promise<DoneOne[]> {
  const { deed, input } = readMany(house, kind, fields)
  const { campaignId, bulkId, personId, at } = many
  const second = await rulesForMany(t, { campaignId, personId, deed }, free)
  const direct = free.filter((one) => !second.has(one.id))
  const ids = batchOfIds(direct.length, at)
  const deeds = direct.map((one, place): DeedAt => ({ campaignId, statementId: one.id, deedId: ids[place]!, personId, at }))
  const done = await deed.many.effect(house, t, deeds, input)
  const versions = new Map((await moveTo(t, campaignId, direct.map((one) => one.id), deed.leaves)).map((one) => [one.id, one.version]))
  await t.run(
    `insert into deed (campaign_id, id, statement_id, person_id, kind, done, at, version, bulk_id)
     select $1, x.id, x.statement, $2, $3, x.done, $4, x.version, $5 from unnest($6::uuid[], $7::uuid[], $8::jsonb[], $9::int[]) as x(id, statement, done, version)`,
    [campaignId, personId, deed.kind, at, bulkId, ids, direct.map((one) => one.id), done.map((one) => JSON.stringify(one)), direct.map((one) => versions.get(one.id)!)],
  )
  if (deed.leaves === 'decided') {
    const areas = new Map(direct.map((one) => [one.id, one.issueAreaId]))
    const reason = typeof (input as { reason?: unknown }).reason === 'string' ? (input as { reason: string }).reason : null
    await drawBlindMany(t, deeds, (id) => ({ kind: deed.kind, reason, areaId: areas.get(id) ?? null }))
  }
  const proposed = await proposeMany(t, many, free.filter((one) => second.has(one.id)), { kind, input: fields }, second)
  return [...direct.map((one) => ({ statementId: one.id, proposed: false, version: versions.get(one.id)! })), ...proposed.map((one) => ({ statementId: one.id, proposed: true, version: one.version }))]
}

/** Takes it back on statements that nobody has moved since: they wait again. In a transaction that has them locked. */
export async function undoMany(house: House, t: Transactor, { campaignId, bulkId, personId, at }: Many, statementIds: string[]): Promise<void> {
  if (statementIds.length === 0) return
  const rows = await t.rows<DeedAt & { kind: string; done: Record<string, unknown> }>(
    `update deed set taken_back_at = $4 where campaign_id = $1 and bulk_id = $2 and statement_id = any($3::uuid[]) and taken_back_at is null
     returning campaign_id as "campaignId", statement_id as "statementId", id as "deedId", person_id as "personId", at, kind, done`,
    [campaignId, bulkId, statementIds, at],
  )
  for (const kind of new Set(rows.map((row) => row.kind))) await house.flow.deeds.get(kind)?.many?.undo(house, t, rows.filter((row) => row.kind === kind))
  await undrawBlind(t, campaignId, ...rows.map((row) => row.deedId))
  await withdrawMany(t, { campaignId, bulkId, personId, at }, statementIds)
  await moveTo(t, campaignId, statementIds, 'waiting')
}
