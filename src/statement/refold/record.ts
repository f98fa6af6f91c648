import type { Reader, Transactor } from '#core/index.ts'
import { ByHand } from '../fold/index.ts'
import type { Merges } from '../merges.ts'
import { numberOf } from '../number.ts'

/** How a statement stood before a join, for taking it apart again: a row without words. */
export type Stood = Record<string, unknown>

export interface Refold {
  id: string
  kind: 'part' | 'join'
  /** The one that went on. */
  statementId: string
  /** What was taken out of it, or became part of it. */
  otherId: string
  personId: string
  at: Date
  posts: number
  nextNumber: number
  /** In which order they were done. */
  turn: number
  /** `version`: of the one that went on, after it was joined. */
  before: { kept: Stood; joined: Stood; version: number } | null
}

export async function recordRefold(t: Transactor, campaignId: string, refold: Refold): Promise<void> {
  await t.run(
    `insert into refold (campaign_id, id, kind, statement_id, other_id, person_id, at, posts, next_number, turn, before)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      campaignId, refold.id, refold.kind, refold.statementId, refold.otherId, refold.personId, refold.at, refold.posts, refold.nextNumber, refold.turn,
      refold.before && JSON.stringify(refold.before),
    ],
  )
}

const columns = `id, kind, statement_id as "statementId", other_id as "otherId", person_id as "personId", at, posts, next_number::float8 as "nextNumber",
  turn::float8 as turn, before`

/** A take out or a join that stands. */
export async function standingRefold(reader: Reader, campaignId: string, id: string): Promise<Refold | undefined> {
  return reader.row(`select ${columns} from refold where campaign_id = $1 and id = $2 and undone_at is null`, [campaignId, id])
}

/** What was done later and stands in the way of an undo: it is undone first. */
export async function laterRefold(reader: Reader, campaignId: string, { kind, statementId, otherId, turn }: Refold): Promise<string | undefined> {
  // Both must still be there, and of what goes back nothing may have been taken out or joined to it since.
  const part = kind === 'part'
  const row = await reader.row<{ id: string }>(
    `select id from refold where campaign_id = $1 and turn > $2 and undone_at is null
       and ((statement_id = $3 and kind = any($4)) or other_id = any($5::uuid[])) order by turn desc limit 1`,
    [campaignId, turn, part ? otherId : statementId, part ? ['part', 'join'] : ['part'], part ? [statementId, otherId] : [statementId]],
  )
  return row?.id
}

export async function markUndone(t: Transactor, campaignId: string, id: string, by: { personId: string; at: Date }): Promise<void> {
  await t.run(`update refold set undone_at = $3, undone_by = $4, before = null where campaign_id = $1 and id = $2`, [campaignId, id, by.at, by.personId])
  await t.run(`delete from refold_post where campaign_id = $1 and refold_id = $2`, [campaignId, id])
}

/** What people have put in order and what stands, for folding to keep to. */
export async function byHandOf(reader: Reader, campaignId: string, merges: Merges): Promise<ByHand | undefined> {
  const rows = await reader.rows<{ kind: string; statement_id: string; other_id: string }>(
    `select kind, statement_id, other_id from refold where campaign_id = $1 and undone_at is null`, [campaignId])
  if (rows.length === 0) return undefined
  const pairs = rows.map((row) => [merges.root(numberOf(row.statement_id)), merges.root(numberOf(row.other_id))] as const)
  return new ByHand(pairs.flat(), pairs.filter((pair, place) => rows[place]!.kind === 'part' && pair[0] !== pair[1]))
}

/** Posts were withdrawn: what cannot be undone any more, since nobody says one side of it, is no longer kept. */
export async function forgetRefolds(t: Transactor, campaignId: string, statementIds: string[], emptied: string[], numbers: number[]): Promise<void> {
  await t.run(
    `delete from refold_post p using refold r
     where r.campaign_id = $1 and r.statement_id = any($2::uuid[]) and p.campaign_id = $1 and p.refold_id = r.id and p.number = any($3::bigint[])`,
    [campaignId, statementIds, numbers],
  )
  await t.run(
    `with gone as (
       delete from refold r where r.campaign_id = $1 and undone_at is null and (r.statement_id = any($3::uuid[]) or r.other_id = any($3::uuid[])
         or (r.kind = 'join' and r.statement_id = any($2::uuid[]) and not exists (select from refold_post p where p.campaign_id = $1 and p.refold_id = r.id)))
       returning id)
     delete from refold_post p using gone where p.campaign_id = $1 and p.refold_id = gone.id`,
    [campaignId, statementIds, emptied],
  )
}
