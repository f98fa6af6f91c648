import type { Campaign } from '#campaign/index.ts'
import type { Reader } from '#core/index.ts'
import { effectiveConsentSql } from '#post/index.ts'
import { linkOfPost } from './address.ts'

/** A post of a statement that everybody can see where it is. */
export interface PublicPost {
  id: string
  link: string
  channel: string
  text: string
  language: string | null
  postedAt: Date
}

/** Those of a statement's posts that may be repeated: public on their network, and neither taken back, deleted nor kept from being quoted. */
export async function publicPostsOf(reader: Reader, campaign: Pick<Campaign, 'id' | 'consent'>, statementId: string): Promise<PublicPost[]> {
  const rows = await reader.rows<Omit<PublicPost, 'link'> & { externalId: string }>(
    `select o.id, o.channel, o.external_id as "externalId", o.text, o.language, o.posted_at as "postedAt" from post_fold f join post o on o.campaign_id = f.campaign_id and o.id = f.post_id
     where f.campaign_id = $1 and f.statement_id = $2 and o.channel in ('x', 'mastodon', 'bluesky', 'telegram') and ${effectiveConsentSql(campaign.consent, 'quote')} order by f.number limit 200`,
    [campaign.id, statementId],
  )
  return rows.flatMap(({ externalId, ...row }) => {
    const link = linkOfPost(row.channel, externalId)
    return link ? [{ ...row, link }] : []
  }).slice(0, 12)
}
