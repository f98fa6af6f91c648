import type { House, Transactor } from '#core/index.ts'
import { statementIdOf } from './number.ts'

/**
 * Statements that turned out to say the same become one: posts, counts and words move to the older one, and so does, by the
 * step `join`, what later slices have hung on the younger. The survivor keeps what people have done on either.
 */
export async function joinStatements(
  house: Pick<House, 'flow'>, t: Transactor, campaignId: string, merges: { from: number; into: number }[], at: Date,
): Promise<void> {
  if (merges.length === 0) return
  const from = merges.map((merge) => statementIdOf(campaignId, merge.from))
  const into = merges.map((merge) => statementIdOf(campaignId, merge.into))
  const values = [campaignId, from, into]
  // Whoever claims or decides one of them now is waited for, in the order in which everybody locks.
  await t.rows(`select id from statement where campaign_id = $1 and id = any($2::uuid[]) order by id for update`, [campaignId, [...from, ...into]])
  await t.run(
    `update post_fold set statement_id = pair.heir from unnest($2::uuid[], $3::uuid[]) as pair (was, heir)
     where campaign_id = $1 and statement_id = pair.was`,
    values,
  )
  await t.run(`insert into fold_merge (campaign_id, was, is_now) select $1, * from unnest($2::bigint[], $3::bigint[])`, [
    campaignId, merges.map((merge) => merge.from), merges.map((merge) => merge.into),
  ])
  await takeOver(t, values)
  await house.flow.run('join', house as House, t, campaignId, from.map((one, place) => ({ from: one, into: into[place]! })), at)
  await removeStatements(t, campaignId, from)
}

/** A person who has it comes first, then what was decided, then what is under way, then the queue. */
const further = `array_position(array['aside', 'waiting', 'review', 'asked', 'decided', 'held'], state)`

async function takeOver(t: Transactor, values: unknown[]): Promise<void> {
  await t.run(
    `with lost as (
       select pair.heir, sum(posts)::int as posts, min(first_said_at) as first, max(last_said_at) as last, min(arrived_at) as arrived,
         (array_agg(state order by ${further} desc, number))[1] as state,
         (array_agg(issue_area_id order by number) filter (where issue_area_id is not null))[1] as area,
         (array_agg(suggested_area_id order by number) filter (where suggested_area_id is not null))[1] as suggested,
         (array_agg(language order by number) filter (where language is not null))[1] as language,
         (array_agg(id order by number) filter (where precision is not null))[1] as placed,
         bool_or(state not in ('waiting', 'aside')) as worked,
         string_agg(array_to_string(channels, ','), ',') as channels
       from statement s join unnest($2::uuid[], $3::uuid[]) as pair (was, heir) on s.id = pair.was
       where s.campaign_id = $1 group by pair.heir)
     update statement s set
       posts = s.posts + lost.posts,
       channels = array(select distinct unnest(s.channels || string_to_array(lost.channels, ',')) order by 1),
       first_said_at = least(s.first_said_at, lost.first),
       last_said_at = greatest(s.last_said_at, lost.last),
       arrived_at = least(s.arrived_at, lost.arrived),
       state = case when ${further.replace('state)', 'lost.state)')} > ${further.replace('state)', 's.state)')} then lost.state else s.state end,
       version = s.version + case when lost.worked or s.state not in ('waiting', 'aside') then 1 else 0 end,
       issue_area_id = coalesce(s.issue_area_id, lost.area),
       suggested_area_id = coalesce(s.suggested_area_id, lost.suggested),
       language = coalesce(s.language, lost.language),
       place_name = case when s.precision is null then other.place_name else s.place_name end,
       lat = case when s.precision is null then other.lat else s.lat end,
       lon = case when s.precision is null then other.lon else s.lon end,
       precision = coalesce(s.precision, other.precision)
     from lost left join statement other on other.campaign_id = $1 and other.id = lost.placed
     where s.campaign_id = $1 and s.id = lost.heir`,
    values,
  )
}

/** Takes statements away with their words; what later slices have hung on them goes with them by its foreign key. */
export async function removeStatements(t: Transactor, campaignId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await t.run(`delete from statement_text where campaign_id = $1 and statement_id = any($2::uuid[])`, [campaignId, ids])
  await t.run(`delete from statement where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, ids])
}
