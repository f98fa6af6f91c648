import type { Campaign } from '#campaign/index.ts'
import { graphicSql } from '#graphic/index.ts'
import type { Reader } from '#core/index.ts'
import { effectiveConsentSql } from '#post/index.ts'
import { postsBehind, ties, type Tied } from './behind.ts'

export type Words = 'quote' | 'passOn'

/** Words of somebody that may be shown or passed on. */
export interface Said {
  text: string
  language: string | null
  channel: string
}

/**
 * The earliest words that may be shown or passed on: what stands where nobody has written a wording. Graphic ones stand nowhere
 * uncovered: a title and a line of a file cannot be covered.
 */
export async function readSaid(reader: Reader, campaign: Campaign, words: Words, tied: Tied, ids: string[]): Promise<Map<string, Said>> {
  const { link, key } = ties[tied]
  const covered = words === 'quote' ? ` and not ${graphicSql('l.statement_id')}` : ''
  const rows = await reader.rows<Said & { id: string }>(
    `select given.id, w.text, w.language, w.channel from unnest($2::uuid[]) as given (id)
     cross join lateral (
       select o.text, o.language, o.channel from ${link} l ${postsBehind('l.statement_id')}
       where l.campaign_id = $1 and l.${key} = given.id and ${effectiveConsentSql(campaign.consent, words)} and o.gone_at is null${covered}
       order by f.number limit 1) w`,
    [campaign.id, ids],
  )
  return new Map(rows.map(({ id, ...said }) => [id, said]))
}
