import type { Transactor } from '#core/index.ts'
import { moveSecond } from './second/join.ts'

/**
 * Two statements turned out to say the same: claims, deeds and notes of the one move to the other. Where both are held, the
 * survivor's holder keeps it, and the other is told by the next thing they do (`held-by-other`).
 */
export async function moveWork(t: Transactor, campaignId: string, pairs: { from: string; into: string }[], at: Date): Promise<void> {
  const values = [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)]
  const moved = `from unnest($2::uuid[], $3::uuid[]) as pair (a, b) where campaign_id = $1 and statement_id = pair.a`
  // Versions of one statement say nothing of another: a deed that moves cannot be taken back any more.
  await t.run(`update deed set statement_id = pair.b, version = 0, origin = coalesce(origin, pair.a) ${moved}`, values)
  await t.run(`update note set statement_id = pair.b, origin = coalesce(origin, pair.a) ${moved}`, values)
  await t.run(
    `insert into claim (campaign_id, statement_id, person_id, taken_at, until)
     select c.campaign_id, pair.b, c.person_id, c.taken_at, c.until
     from claim c join unnest($2::uuid[], $3::uuid[]) as pair (a, b) on c.statement_id = pair.a
     where c.campaign_id = $1
     on conflict (campaign_id, statement_id) do nothing`,
    values,
  )
  await t.run(`delete from claim where campaign_id = $1 and statement_id = any($2)`, [campaignId, values[1]])
  await moveSecond(t, campaignId, pairs, at)
  // Of one that is decided already nobody has to look at what was proposed for the other.
  await t.run(
    `delete from claim c using statement s
     where c.campaign_id = $1 and c.statement_id = any($2) and s.campaign_id = $1 and s.id = c.statement_id and s.state not in ('held', 'review')`,
    [campaignId, values[2]],
  )
}

/** What was joined is apart again: deeds and notes that were done on it, or on what had become part of it, go back. */
export async function moveWorkBack(t: Transactor, campaignId: string, { from, into, were }: { from: string; into: string; were: string[] }): Promise<void> {
  for (const table of ['deed', 'note']) {
    await t.run(
      `update ${table} set statement_id = $3, origin = nullif(origin, $3) where campaign_id = $1 and statement_id = $2 and origin = any($4::uuid[])`,
      [campaignId, from, into, were],
    )
  }
}
