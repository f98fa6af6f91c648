import { batchOfIds, notify, uuid7, type Actor, type Reader, type Transactor } from '#core/index.ts'
import { moveTo, type Standing } from '#statement/index.ts'
import type { Many } from '../many/many.ts'
import type { Second } from './rule.ts'
import { tell, untell } from './told.ts'

/** A deed that waits for another person. */
export interface Proposal {
  id: string
  statementId: string
  personId: string
  /** Display name of who proposed it. */
  by: string
  kind: string
  input: Record<string, unknown>
  at: Date
  second: Second
}

const columns = `r.id, r.statement_id as "statementId", r.person_id as "personId", p.name as by, r.kind, r.input, r.at, r.second`

export async function openProposal(reader: Reader, campaignId: string, statementId: string): Promise<Proposal | undefined> {
  return reader.row(
    `select ${columns} from proposal r join person p on p.id = r.person_id
     where r.campaign_id = $1 and r.statement_id = $2 and r.state = 'open'`,
    [campaignId, statementId],
  )
}

/** Those of `ids` that wait for a second person: given back, they return there and not into the queue. */
export async function proposed(reader: Reader, campaignId: string, ids: string[]): Promise<Set<string>> {
  const rows = await reader.rows<{ id: string }>(
    `select statement_id as id from proposal where campaign_id = $1 and statement_id = any($2) and state = 'open'`, [campaignId, ids])
  return new Set(rows.map((row) => row.id))
}

/** Records a decision without its effect; ends the claim. The statement waits for another person. */
export async function propose(
  t: Transactor, campaignId: string, actor: Actor, statementId: string, deed: { kind: string; input: unknown }, second: Second, now: Date,
): Promise<{ id: string; version: number }> {
  const id = uuid7(now)
  await supersede(t, campaignId, statementId, actor.person.id, undefined, now)
  const [after] = await moveTo(t, campaignId, [statementId], 'review')
  await t.run(
    `insert into proposal (campaign_id, id, statement_id, person_id, kind, input, at, version, second) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [campaignId, id, statementId, actor.person.id, deed.kind, JSON.stringify(deed.input), now, after!.version, second],
  )
  await notify(t, campaignId, { kind: 'proposed', statements: [statementId], by: actor.person.name })
  return { id, version: after!.version }
}

/** The same of many at once: each waits for another person by itself. Nobody is told of each. */
export async function proposeMany(
  t: Transactor, { campaignId, bulkId, personId, at }: Many, statements: Standing[], deed: { kind: string; input: unknown }, second: Map<string, Second>,
): Promise<Standing[]> {
  if (statements.length === 0) return []
  const after = await moveTo(t, campaignId, statements.map((one) => one.id), 'review')
  await t.run(
    `insert into proposal (campaign_id, id, statement_id, person_id, kind, input, at, version, second, bulk_id)
     select $1, x.id, x.statement, $2, $3, $4, $5, x.version, x.second, $6 from unnest($7::uuid[], $8::uuid[], $9::int[], $10::text[]) as x(id, statement, version, second)`,
    [
      campaignId, personId, deed.kind, JSON.stringify(deed.input), at, bulkId,
      batchOfIds(after.length, at), after.map((one) => one.id), after.map((one) => one.version), after.map((one) => second.get(one.id)!),
    ],
  )
  return after
}

/** Takes back what was proposed for many at once and nobody has looked at. */
export async function withdrawMany(t: Transactor, { campaignId, bulkId, personId, at }: Many, statementIds: string[]): Promise<void> {
  await t.run(
    `update proposal set state = 'taken-back', closed_by = $4, closed_at = $5 where campaign_id = $1 and bulk_id = $2 and statement_id = any($3::uuid[]) and state = 'open'`,
    [campaignId, bulkId, statementIds, personId, at],
  )
}

/** Ends a proposal by the deed of the second person. Who proposed something else is told. */
export async function settle(t: Transactor, campaignId: string, proposal: Proposal, actor: Actor, state: 'confirmed' | 'otherwise', deedId: string, now: Date): Promise<void> {
  await t.run(
    `update proposal set state = $3, closed_by = $4, closed_at = $5, deed_id = $6 where campaign_id = $1 and id = $2`,
    [campaignId, proposal.id, state, actor.person.id, now, deedId],
  )
  if (state === 'otherwise') {
    await tell(t, campaignId, [{ personId: proposal.personId, kind: 'otherwise', statementId: proposal.statementId }], actor.person.id, deedId, now)
  }
}

/** What was proposed before is overtaken: somebody decides afresh. */
export async function supersede(t: Transactor, campaignId: string, statementId: string, personId: string, deedId: string | undefined, now: Date): Promise<void> {
  await t.run(
    `update proposal set state = 'superseded', closed_by = $3, closed_at = $4, deed_id = $5 where campaign_id = $1 and statement_id = $2 and state = 'open'`,
    [campaignId, statementId, personId, now, deedId ?? null],
  )
}

/** The deed that ended it was taken back: it is open again. True when its statement is in review again, undefined where that deed had ended none. */
export async function reopen(t: Transactor, campaignId: string, deedId: string): Promise<boolean | undefined> {
  const was = await t.row<{ id: string; state: string }>(`select id, state from proposal where campaign_id = $1 and deed_id = $2`, [campaignId, deedId])
  if (!was) return undefined
  await t.run(`update proposal set state = 'open', closed_by = null, closed_at = null, deed_id = null where campaign_id = $1 and id = $2`, [campaignId, was.id])
  await untell(t, campaignId, deedId)
  return was.state !== 'superseded'
}

/** Of an undo: the proposal, as long as nobody has moved on from it. */
export async function proposalToTakeBack(t: Transactor, campaignId: string, statementId: string, id: string) {
  return t.row<{ personId: string; at: Date; version: number; state: string; bulkId: string | null }>(
    `select person_id as "personId", at, version, state, bulk_id as "bulkId" from proposal where campaign_id = $1 and statement_id = $2 and id = $3`, [campaignId, statementId, id])
}

export async function withdrawProposal(t: Transactor, campaignId: string, id: string, personId: string, now: Date): Promise<void> {
  await t.run(`update proposal set state = 'taken-back', closed_by = $3, closed_at = $4 where campaign_id = $1 and id = $2`, [campaignId, id, personId, now])
}
