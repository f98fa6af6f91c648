import type { Campaign } from '#campaign/index.ts'
import { graphicSql } from '#graphic/index.ts'
import { effectiveConsentSql } from '#post/index.ts'

export type Words = 'quote' | 'passOn'

/**
 * The earliest words that may be shown or passed on: what stands where nobody has written a wording. Graphic ones stand nowhere
 * uncovered: a title and a line of a file cannot be covered.
 */
export function sayable(campaign: Campaign, words: Words, link: string, key: string, id: string): string {
  const covered = words === 'quote' ? ` and not ${graphicSql('l.statement_id')}` : ''
  return `lateral (
    select o.text, o.language, o.channel from ${link} l ${postsBehind('l.statement_id')}
    where l.campaign_id = $1 and l.${key} = ${id} and ${effectiveConsentSql(campaign.consent, words)} and o.gone_at is null${covered}
    order by f.number limit 1)`
}

/**
 * Joins the posts that say a statement, as `f` (their place) and `o`, in a query whose $1 is the campaign. Each looked up by its key:
 * the planner does not know how many posts a campaign has (their statistics are off, post/0065), takes a young one for empty, and
 * reads all of it for each statement.
 */
export function postsBehind(statement: string): string {
  return `cross join lateral (select number, post_id from post_fold where campaign_id = $1 and statement_id = ${statement} offset 0) f
    cross join lateral (select * from post where campaign_id = $1 and id = f.post_id offset 0) o`
}
