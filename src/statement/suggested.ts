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

/** Sets the area of statements that wait and have none, without a person; each is a change that whoever read it before must see. Returns those it set. */
export async function setAreas(t: Transactor, campaignId: string, given: { statementId: string; areaId: string }[]): Promise<string[]> {
  const rows = await t.rows<{ id: string }>(
    `update statement s set issue_area_id = g.area_id, version = s.version + 1 from unnest($2::uuid[], $3::uuid[]) as g (id, area_id)
     where s.campaign_id = $1 and s.id = g.id and s.state = 'waiting' and s.issue_area_id is null returning s.id`,
    [campaignId, given.map((one) => one.statementId), given.map((one) => one.areaId)],
  )
  return rows.map((row) => row.id)
}

/** Opens again what was set without a person, as long as it waits with that area. Returns those it opened. */
export async function clearAreas(t: Transactor, campaignId: string, given: { statementId: string; areaId: string }[]): Promise<string[]> {
  const rows = await t.rows<{ id: string }>(
    `update statement s set issue_area_id = null, version = s.version + 1 from unnest($2::uuid[], $3::uuid[]) as g (id, area_id)
     where s.campaign_id = $1 and s.id = g.id and s.state = 'waiting' and s.issue_area_id = g.area_id returning s.id`,
    [campaignId, given.map((one) => one.statementId), given.map((one) => one.areaId)],
  )
  return rows.map((row) => row.id)
}
