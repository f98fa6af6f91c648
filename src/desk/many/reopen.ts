import type { Transactor } from '#core/index.ts'
import { moveTo } from '#statement/index.ts'

/** Decisions on which nothing else rests: a statement with no others that stand can wait again. */
export const reopenable = ['discard', 'done', 'hand-on'] as const

export interface Reopened {
  id: string
  version: number
  /** The deeds that stand no longer. */
  deeds: string[]
}

/** Statements that were discarded or kept wait again; their deeds stand no longer. In a transaction that has them locked. */
export async function reopenMany(t: Transactor, campaignId: string, statementIds: string[], at: Date): Promise<Reopened[]> {
  if (statementIds.length === 0) return []
  const taken = await t.rows<{ id: string; statement: string }>(
    `update deed set taken_back_at = $3 where campaign_id = $1 and statement_id = any($2::uuid[]) and kind in ('discard', 'done') and taken_back_at is null
     returning id, statement_id as statement`,
    [campaignId, statementIds, at],
  )
  const moved = await moveTo(t, campaignId, statementIds, 'waiting')
  return moved.map(({ id, version }) => ({ id, version, deeds: taken.filter((row) => row.statement === id).map((row) => row.id) }))
}

/** They are decided again, as they were. */
export async function decideAgain(t: Transactor, campaignId: string, reopened: { id: string; deeds: string[] }[]): Promise<void> {
  if (reopened.length === 0) return
  await t.run(`update deed set taken_back_at = null where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, reopened.flatMap((one) => one.deeds)])
  await moveTo(t, campaignId, reopened.map((one) => one.id), 'decided')
}
