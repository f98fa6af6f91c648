import type { Transactor } from '#core/index.ts'

/** What somebody said that a statement is about, before the desk has read it. Only a suggestion, and none where an area was chosen. */
export async function suggestAreas(t: Transactor, campaignId: string, given: { statementId: string; areaId: string }[]): Promise<void> {
  if (given.length === 0) return
  await t.run(
    `update statement s set suggested_area_id = g.area_id from (select distinct on (id) id, area_id from unnest($2::uuid[], $3::uuid[]) as n (id, area_id)) g
     where s.campaign_id = $1 and s.id = g.id and s.issue_area_id is null`,
    [campaignId, given.map((one) => one.statementId), given.map((one) => one.areaId)],
  )
}
