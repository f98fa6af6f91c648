import type { Actor, CampaignRef, Reader } from '#core/index.ts'
import { conditionsOf, fitConditions, fitParts, type FitPart, type StatementFilter } from '#statement/index.ts'
import { groupsOf } from '../group/group.ts'
import { fitOf } from './skill.ts'

/** Why somebody gets nothing although something waits: statements that wait, by what does not fit. */
export interface LeftForOthers {
  /** All that waits and matches. */
  waiting: number
  /** For a group that they are not in. */
  groups: number
  /** A statement that fails in two parts is counted in both. */
  by: Partial<Record<FitPart, number>>
  /** The languages that they do not read, the most first. */
  languages: { language: string; count: number }[]
}

const mostCounted = 10_000

/** What waits and does not fit somebody, counted no further than 10,000. */
export async function leftForOthers(reader: Reader, campaign: CampaignRef, actor: Actor, filter: StatementFilter): Promise<LeftForOthers> {
  const [fit, groups] = await Promise.all([fitOf(reader, campaign.id, actor), groupsOf(reader, campaign.id, actor.person.id)])
  const parameters: unknown[] = [campaign.id, mostCounted, groups.map((group) => group.id)]
  const conditions = conditionsOf({ ...filter, state: 'waiting' }, parameters)
  const by = fitConditions(fit ?? {}, (value) => `$${parameters.push(value)}`)
  const failing = fitParts.flatMap((part) => (by[part] ? [`count(*) filter (where free and not ${part}_fits)::int as ${part}`] : []))
  const columns = fitParts.flatMap((part) => (by[part] ? [`${by[part]} as ${part}_fits`] : []))
  const row = await reader.row<{ waiting: number; groups: number; languages_left: Record<string, number> | null } & Partial<Record<FitPart, number>>>(
    `with found as (
       select s.language, s.group_id is null or s.group_id = any($3::uuid[]) as free${columns.map((column) => `, ${column}`).join('')}
       from statement s where s.campaign_id = $1 ${conditions} limit $2)
     select count(*)::int as waiting, count(*) filter (where not free)::int as groups${failing.map((column) => `, ${column}`).join('')},
       ${by.languages ? `(select jsonb_object_agg(language, count) from (select language, count(*) as count from found where not languages_fits and free group by language) l)` : 'null'} as languages_left
     from found`,
    parameters,
  )
  const { waiting, groups: others, languages_left, ...counts } = row!
  const languages = Object.entries(languages_left ?? {}).map(([language, count]) => ({ language, count })).sort((a, b) => b.count - a.count)
  return { waiting, groups: others, by: counts as Partial<Record<FitPart, number>>, languages }
}
