import type { FoldedStatements, Transactor } from '#core/index.ts'
import { suggestAreas } from '#statement/index.ts'

/**
 * Step `folded`: what whoever typed a note in said that it is about becomes the suggestion for its statement, as the campaign's own words make
 * one; the desk decides. One look at an index that is empty unless somebody just chose areas.
 */
export async function suggestTyped(t: Transactor, { campaignId, founded, grown }: FoldedStatements): Promise<void> {
  const open = await t.rows<{ noteId: string; area: string }>(`select note_id as "noteId", area from sheet_note where campaign_id = $1 and area is not null limit 2000`, [campaignId])
  if (open.length === 0) return
  const folded = await t.rows<{ noteId: string; statementId: string; areaId: string | null }>(
    `select given.note_id as "noteId", f.statement_id as "statementId", a.id as "areaId"
     from unnest($2::uuid[], $3::text[]) as given (note_id, area)
     join post p on p.campaign_id = $1 and p.channel = 'paper' and p.external_id = given.note_id::text
     join post_fold f on f.campaign_id = $1 and f.post_id = p.id
     left join issue_area a on a.campaign_id = $1 and a.key = given.area
     where f.statement_id = any($4::uuid[])`,
    [campaignId, open.map((one) => one.noteId), open.map((one) => one.area), [...founded, ...grown]],
  )
  const isNew = new Set(founded)
  await suggestAreas(t, campaignId, folded.flatMap(({ statementId, areaId }) => (areaId && isNew.has(statementId) ? [{ statementId, areaId }] : [])))
  await t.run('update sheet_note set area = null where campaign_id = $1 and note_id = any($2::uuid[])', [campaignId, folded.map((one) => one.noteId)])
}
