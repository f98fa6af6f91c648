import { notify, refuse, uuid7, type Actor, type DeedAt, type House } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'
import { lockStatement, moveTo } from '#statement/index.ts'
import { lease, lockHeld, noStatement, type Claim } from './lease.ts'

/** How long a deed can be taken back; nothing leaves the house before. */
export const undoSeconds = 10

export interface Decided {
  deedId: string
  statementId: string
  version: number
}

/**
 * Runs the deed in the transaction that ends the claim: both happen or neither. `fields`: what came beside `version` and
 * `decision`; checked by the deed's own schema.
 */
export async function decide(
  house: House, campaignId: string, actor: Actor, statementId: string, version: number, kind: string, fields: unknown,
): Promise<Decided> {
  const deed = house.flow.deeds.get(kind)
  if (!deed) {
    throw refuse('unknown-decision', 400, `There is no decision "${kind}".`, { mend: `There are: ${[...house.flow.deeds.keys()].join(', ')}.` })
  }
  const input = deed.schema.safeParse(fields)
  if (!input.success) {
    throw refuse('invalid', 400, input.error.issues.map((issue) => `${issue.path.join('.') || kind}: ${issue.message}`).join('; '))
  }
  return house.db.transact(async (t) => {
    const now = house.clock.now()
    await lockHeld(t, campaignId, actor, statementId, version, now)
    const at: DeedAt = { campaignId, statementId, deedId: uuid7(now), personId: actor.person.id, at: now }
    const done = await deed.effect(house, t, at, input.data)
    await t.run(`delete from claim where campaign_id = $1 and statement_id = $2`, [campaignId, statementId])
    const [after] = await moveTo(t, campaignId, [statementId], deed.leaves)
    await t.run(
      `insert into deed (campaign_id, id, statement_id, person_id, kind, done, at, version) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [campaignId, at.deedId, statementId, actor.person.id, kind, JSON.stringify(done), now, after!.version],
    )
    await touchPublic(t, campaignId)
    await notify(t, campaignId, { kind: 'decided', statements: [statementId], by: actor.person.name, decision: kind })
    return { deedId: at.deedId, statementId, version: after!.version }
  })
}

/** Takes a deed back within ten seconds: its effect is undone and the statement is held by the same person again. */
export async function takeBack(house: House, campaignId: string, actor: Actor, statementId: string, deedId: string): Promise<Claim> {
  return house.db.transact(async (t) => {
    const now = house.clock.now()
    const statement = await lockStatement(t, campaignId, statementId)
    if (!statement) throw noStatement()
    const row = await t.row<{ person_id: string; kind: string; done: Record<string, unknown>; at: Date; version: number; taken_back_at: Date | null }>(
      `select person_id, kind, done, at, version, taken_back_at from deed where campaign_id = $1 and statement_id = $2 and id = $3`,
      [campaignId, statementId, deedId],
    )
    if (!row || row.person_id !== actor.person.id) throw refuse('not-found', 404, 'There is no such decision of yours.')
    if (row.taken_back_at) throw refuse('already-taken-back', 409, 'This decision was already taken back.')
    if (now.getTime() - row.at.getTime() > undoSeconds * 1_000) {
      throw refuse('too-late', 409, `A decision can be taken back for ${undoSeconds} seconds.`, { mend: 'Ask a coordinator to reopen the statement.' })
    }
    if (statement.version !== row.version) throw refuse('stale-version', 409, 'The statement has changed since this decision.', { extra: { version: statement.version } })
    await house.flow.deeds.get(row.kind)?.undo(house, t, { campaignId, statementId, deedId, personId: row.person_id, at: row.at }, row.done)
    await t.run(`update deed set taken_back_at = $3 where campaign_id = $1 and id = $2`, [campaignId, deedId, now])
    const [claim] = await lease(t, campaignId, actor, await moveTo(t, campaignId, [statementId], 'held'), now)
    await touchPublic(t, campaignId)
    return claim!
  })
}
