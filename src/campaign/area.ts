import { refuse, sqlState, uuid7, type Reader, type Transactor } from '#core/index.ts'
import type { Names } from './names.ts'
import { touchPublic } from './pulse.ts'

export interface IssueArea {
  id: string
  key: string
  position: number
  names: Names
  /** Words that suggest this area for a statement, by language. */
  words: Record<string, string[]>
}

export interface NewIssueArea {
  key: string
  names: Names
  words?: Record<string, string[]> | undefined
}

export const foreignKeyViolation = '23503'

export async function issueAreasOf(reader: Reader, campaignId: string): Promise<IssueArea[]> {
  return reader.rows<IssueArea>('select id, key, position, names, words from issue_area where campaign_id = $1 order by position, key', [campaignId])
}

/** The whole list, in its order. An area keeps its id by its key; one that work hangs on cannot be left out. */
export async function setIssueAreas(t: Transactor, campaignId: string, areas: NewIssueArea[], at: Date): Promise<IssueArea[]> {
  checkKeys(areas, 'issue area')
  const rows = areas.map((area, position) => ({ id: uuid7(at), key: area.key, position, names: area.names, words: area.words ?? {} }))
  const keys = areas.map((area) => area.key)
  try {
    await t.run('delete from institution_area where campaign_id = $1 and issue_area_id in (select id from issue_area where campaign_id = $1 and key <> all($2))', [campaignId, keys])
    await t.run('delete from issue_area where campaign_id = $1 and key <> all($2)', [campaignId, keys])
  } catch (error) {
    if (sqlState(error) === foreignKeyViolation) throw refuse('in-use', 409, 'An issue area that statements belong to cannot be left out.', { mend: 'Rename it, or move its statements first.' })
    throw error
  }
  await t.run(
    `insert into issue_area (campaign_id, id, key, position, names, words)
     select $1, x.id, x.key, x.position, x.names, x.words from jsonb_to_recordset($2::jsonb) as x(id uuid, key text, position integer, names jsonb, words jsonb)
     on conflict (campaign_id, key) do update set position = excluded.position, names = excluded.names, words = excluded.words`,
    [campaignId, JSON.stringify(rows)],
  )
  await touchPublic(t, campaignId)
  return issueAreasOf(t, campaignId)
}

/** Keys stand in references and addresses: short, plain, each once. Names are in at least one language. */
export function checkKeys(list: { key: string; names: Names }[], what: string): void {
  const seen = new Set<string>()
  for (const { key, names } of list) {
    if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(key)) throw refuse('key-wrong', 400, `"${key.slice(0, 80)}" cannot be the key of an ${what}.`, { mend: 'Use small letters, digits and hyphens.' })
    if (seen.has(key)) throw refuse('key-twice', 400, `There are two of the key "${key}".`)
    if (Object.values(names).every((name) => name.trim() === '')) throw refuse('name-wrong', 400, `The ${what} "${key}" has no name.`)
    seen.add(key)
  }
}
