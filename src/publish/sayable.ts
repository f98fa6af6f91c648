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
    select o.text, o.language, o.channel from ${link} l
    join post_fold f on f.campaign_id = l.campaign_id and f.statement_id = l.statement_id
    join post o on o.campaign_id = f.campaign_id and o.id = f.post_id
    where l.campaign_id = $1 and l.${key} = ${id} and ${effectiveConsentSql(campaign.consent, words)} and o.gone_at is null${covered}
    order by f.number limit 1)`
}
