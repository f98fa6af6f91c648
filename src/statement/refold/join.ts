import { refuse, uuid7, type House, type Transactor } from '#core/index.ts'
import { REPRESENTATIVES_BY_HAND } from '../fold/index.ts'
import { refoldEverywhere } from '../hold.ts'
import { joinStatements } from '../join.ts'
import { Merges } from '../merges.ts'
import { numberOf } from '../number.ts'
import { readSignals } from '../queue-order.ts'
import { speakByFirst } from '../recount.ts'
import { forget } from '../write-fold.ts'
import type { ByWhom, Refolded } from './part.ts'
import { recordRefold, type Stood } from './record.ts'

/**
 * Joins two statements that folding kept apart: what `joinedId` has and what hangs on it goes to `keptId`, and later copies of either go
 * there too. What was decided stays decided. What stood where before is kept, so that it can be undone.
 */
export async function joinByHand(house: House, t: Transactor, { campaignId, personId, at }: ByWhom, keptId: string, joinedId: string): Promise<Refolded> {
  if (keptId === joinedId) throw refuse('joined-with-itself', 422, 'A statement cannot be joined with itself.')
  const before = await howTheyStand(t, campaignId, keptId, joinedId)
  const { nextNumber, refolded } = await refoldEverywhere(t, campaignId)
  const refoldId = uuid7(at)
  const posts = await t.run(
    `insert into refold_post (campaign_id, refold_id, number) select $1, $2, number from post_fold where campaign_id = $1 and statement_id = $3`,
    [campaignId, refoldId, joinedId],
  )
  await joinStatements(house, t, campaignId, [{ from: numberOf(joinedId), into: numberOf(keptId) }], at)
  await speakByFirst(t, campaignId, [keptId])
  await readSignals(t, campaignId, [keptId])
  await retireMost(t, campaignId, numberOf(keptId))
  const stays = before.kept['state'] === 'decided' ? 'decided' : undefined
  const after = await t.row<{ version: number }>(
    `update statement set version = version + 1, state = coalesce($3, state) where campaign_id = $1 and id = $2 returning version`, [campaignId, keptId, stays])
  await recordRefold(t, campaignId, { id: refoldId, kind: 'join', statementId: keptId, otherId: joinedId, personId, at, posts, nextNumber, turn: refolded, before: { ...before, version: after!.version } })
  return { refoldId, statementId: keptId, otherId: joinedId, posts }
}

async function howTheyStand(t: Transactor, campaignId: string, keptId: string, joinedId: string): Promise<{ kept: Stood; joined: Stood }> {
  const rows = await t.rows<{ id: string; row: Stood }>(
    `select id, to_jsonb(s) as row from statement s where campaign_id = $1 and id = any($2::uuid[]) order by id for update`, [campaignId, [keptId, joinedId]])
  const [kept, joined] = [keptId, joinedId].map((id) => rows.find((row) => row.id === id)?.row)
  if (!kept || !joined) {
    throw refuse('not-found', 404, 'There is no such statement.', { mend: 'It may have been joined with another one; search for its words.' })
  }
  return { kept, joined }
}

/** Of the texts that stand for a statement the oldest stay: each one more is compared with every copy to come. */
export async function retireMost(t: Transactor, campaignId: string, statement: number): Promise<void> {
  const merges = await Merges.of(t, campaignId)
  const rows = await t.rows<{ number: string }>(
    `select number from fold_representative where campaign_id = $1 and statement = any($2::bigint[]) order by number offset $3`,
    [campaignId, merges.all(statement), REPRESENTATIVES_BY_HAND],
  )
  await forget(t, campaignId, rows.map((row) => Number(row.number)))
}
