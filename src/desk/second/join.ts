import type { Transactor } from '#core/index.ts'

/**
 * Two statements turned out to say the same: what was proposed for the younger moves to the elder. Where something was proposed
 * for the elder too, or it is decided, the younger's is overtaken.
 */
export async function moveSecond(t: Transactor, campaignId: string, pairs: { from: string; into: string }[], at: Date): Promise<void> {
  const [from, into] = [pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)]
  // Joins come with folding, and next to none of them meets anything of this.
  const hangs = await t.row<{ any: boolean }>(
    `select exists (select from proposal where campaign_id = $1 and statement_id = any($2::uuid[])) or exists (select from told where campaign_id = $1 and statement_id = any($2::uuid[]))
       or exists (select from blind where campaign_id = $1 and statement_id = any($2::uuid[])) or exists (select from proposal where campaign_id = $1 and statement_id = any($3::uuid[])) as any`,
    [campaignId, from, into],
  )
  if (!hangs!.any) return
  const heirOf = new Map(pairs.map((pair) => [pair.from, pair.into]))
  const open = await t.rows<{ id: string; statementId: string }>(
    `select id, statement_id as "statementId" from proposal where campaign_id = $1 and statement_id = any($2::uuid[]) and state = 'open' order by at, id`,
    [campaignId, [...from, ...into]],
  )
  const kept = new Map(open.filter((one) => !heirOf.has(one.statementId)).map((one) => [one.statementId, one.id]))
  for (const one of open) {
    const heir = heirOf.get(one.statementId)
    if (heir && !kept.has(heir)) kept.set(heir, one.id)
  }
  const keeps = new Set(kept.values())
  await close(t, campaignId, open.filter((one) => !keeps.has(one.id)).map((one) => one.id), at)
  // Versions of one statement say nothing of another: a proposal that moves cannot be taken back any more.
  const moved = `from unnest($2::uuid[], $3::uuid[]) as pair (a, b) where campaign_id = $1 and statement_id = pair.a`
  await t.run(`update proposal set statement_id = pair.b, version = 0 ${moved}`, [campaignId, from, into])
  await t.run(`update told set statement_id = pair.b ${moved}`, [campaignId, from, into])
  await t.run(`update blind set statement_id = pair.b ${moved}`, [campaignId, from, into])
  const over = await t.rows<{ id: string }>(
    `select r.id from proposal r join statement s on s.campaign_id = r.campaign_id and s.id = r.statement_id
     where r.campaign_id = $1 and r.statement_id = any($2::uuid[]) and r.state = 'open' and s.state in ('decided', 'asked')`,
    [campaignId, into],
  )
  await close(t, campaignId, over.map((row) => row.id), at)
}

async function close(t: Transactor, campaignId: string, ids: string[], at: Date): Promise<void> {
  if (ids.length > 0) await t.run(`update proposal set state = 'superseded', closed_at = $3 where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, ids, at])
}
