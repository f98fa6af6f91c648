import type { Reader } from '#core/index.ts'
import { pseudonym } from '#post/index.ts'

/** What counts as a look at somebody's private data, as it stands in the audit log. */
export const lookKinds = ['contact.read', 'original.read', 'photo.read', 'target.contact.read', 'request.read', 'privacy.link', 'export.private'] as const
export type LookKind = (typeof lookKinds)[number]

export interface Look {
  id: string
  at: Date
  /** Null: the operator, on the command line. */
  person: { id: string; name: string } | null
  kind: LookKind
  /** Four letters and digits of the author; null where it is nobody's post, or nobody knows whose. */
  whose: string | null
  channel: string | null
  reason: string | null
  /** Of several posts at once. */
  posts: number | null
}

export interface LookFilter {
  personId?: string | undefined
  kind?: string | undefined
  from?: Date | undefined
  until?: Date | undefined
  /** Id of the last look of the page before. */
  after?: string | undefined
}

/** Who looked at what of whom, when and why: the latest first. */
export async function looksIn(reader: Reader, campaignId: string, filter: LookFilter = {}, limit = 100): Promise<Look[]> {
  const kinds = lookKinds.filter((kind) => !filter.kind || kind === filter.kind)
  const rows = await reader.rows<Omit<Look, 'whose'> & { author: string | null }>(
    `select a.id, a.at, a.kind, a.reason, (a.detail ->> 'posts')::int as posts, case when w.id is null then null else jsonb_build_object('id', w.id, 'name', w.name) end as person, p.channel, p.author_id as author
     from audit a left join person w on w.id = a.person_id
     left join post p on p.campaign_id = a.campaign_id and p.id = case when a.subject ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then a.subject::uuid end
     where a.campaign_id = $1 and a.kind = any($2) and ($3::text is null or a.person_id = $3) and ($4::timestamptz is null or a.at >= $4) and ($5::timestamptz is null or a.at < $5)
       and ($6::uuid is null or a.id < $6) order by a.id desc limit $7`,
    [campaignId, kinds, filter.personId ?? null, filter.from ?? null, filter.until ?? null, filter.after ?? null, limit],
  )
  return rows.map(({ author, ...row }) => ({ ...row, whose: author && pseudonym(author) }))
}

export interface Looker {
  person: { id: string; name: string } | null
  /** In the last day, and in the last thirty. */
  day: number
  month: number
  /** Far more in the last day than anybody usually does here. */
  unusual: boolean
}

const dayMs = 86_400_000
/** Fewer in a day surprise nobody, whatever is usual. */
export const leastUnusual = 20
const timesUsual = 3

/**
 * How often each looked. What is usual is the median of the days on which somebody looked at all; one who is past three times that, and past twenty,
 * stands out. Not a verdict: a person asks them.
 */
export async function lookersIn(reader: Reader, campaignId: string, now: Date): Promise<{ usual: number; lookers: Looker[] }> {
  const [day, month] = [new Date(now.getTime() - dayMs), new Date(now.getTime() - 30 * dayMs)]
  const rows = await reader.rows<{ id: string | null; name: string | null; day: number; month: number; usual: number }>(
    `with looked as (select person_id, at from audit where campaign_id = $1 and kind = any($2) and at >= $3),
       days as (select count(*) as n from looked where at < $4 group by person_id, (at at time zone 'UTC')::date)
     select l.person_id as id, w.name, count(*) filter (where l.at >= $4)::int as day, count(*)::int as month,
       coalesce((select percentile_cont(0.5) within group (order by n) from days), 0)::float as usual
     from looked l left join person w on w.id = l.person_id group by l.person_id, w.name order by day desc, month desc limit 200`,
    [campaignId, [...lookKinds], month, day],
  )
  const usual = rows[0]?.usual ?? 0
  return {
    usual: Math.round(usual),
    lookers: rows.map(({ id, name, day, month }) => ({ person: id ? { id, name: name ?? '' } : null, day, month, unusual: day >= leastUnusual && day > timesUsual * Math.max(usual, 1) })),
  }
}
