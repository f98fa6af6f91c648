import type { Reader } from '#core/index.ts'

/** One way in which a statement was put. */
export interface Wording {
  text: string
  posts: number
  language: string | null
  /** It is the wording that stands for the statement. */
  same: boolean
}

const mostPosts = 20_000

// Who is reposted, where a link leads and how wide the gaps are do not make another wording.
const wordsOnly = (text: string) => `lower(btrim(regexp_replace(regexp_replace(regexp_replace(${text}, '^(rt @[^ :]+:? *)+', '', 'i'), 'https?://[^ ]+', '', 'g'), '[[:space:]]+', ' ', 'g')))`

/** The wordings of a statement, the most used first, and how many there are in all. Words that were deleted upstream are not shown. */
export async function wordingsOf(reader: Reader, campaignId: string, statementId: string, limit = 8): Promise<{ wordings: Wording[]; total: number }> {
  const rows = await reader.rows<Wording & { total: number }>(
    `select (array_agg(regexp_replace(o.text, '^(rt @[^ :]+:? *)+', '', 'i') order by f.number))[1] as text, count(*)::int as posts,
       min(o.language) as language, ${wordsOnly('o.text')} = (
         select ${wordsOnly('x.text')} from statement_text x where x.campaign_id = $1 and x.statement_id = $2) as same,
       count(*) over ()::int as total
     from (select number, post_id from post_fold where campaign_id = $1 and statement_id = $2 limit ${mostPosts}) f
     join post o on o.campaign_id = $1 and o.id = f.post_id
     where o.withdrawn_at is null and o.gone_at is null
     group by ${wordsOnly('o.text')}
     order by posts desc, min(f.number) limit $3`,
    [campaignId, statementId, limit],
  )
  return { wordings: rows.map(({ total: _, ...wording }) => wording), total: rows[0]?.total ?? 0 }
}
