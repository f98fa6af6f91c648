import type { House, Reader } from '#core/index.ts'
import type { Campaign } from '#campaign/index.ts'
import { graphicSql } from '#graphic/index.ts'
import { bylines, effectiveConsentSql, photoShownSql } from '#post/index.ts'
import { postsBehind } from './behind.ts'

/** More than anybody reads on one page; the others are counted. */
const mostQuotes = 6
const mostPhotos = 12

export interface ShownQuote {
  text: string
  language: string | null
  channel: string
  saidAt: Date
  /** Only where its author agreed to be named. */
  name: string | null
  /** Covered until asked for. */
  graphic: boolean
}

export interface ShownPhoto {
  /** Its public id: says nothing of the post that it came with. */
  id: string
  alt: string
  language: string | null
  graphic: boolean
}

/** An incident that everybody could read and that proved false: its page says so, and nothing else shows it. */
export interface Correction {
  id: string
  number: number
  /** What a person had worded; words of others are not repeated. */
  title: string | null
  language: string | null
  at: Date
}

/** What may be quoted for each of these incidents, one a statement. */
export async function readQuotes(house: House, reader: Reader, campaign: Campaign, incidentIds: string[]): Promise<Map<string, ShownQuote[]>> {
  const rows = await reader.rows<Omit<ShownQuote, 'name'> & { incident: string; post: string }>(
    `with quotable as (
       select distinct on (l.incident_id, l.statement_id) l.incident_id, o.id as post, o.text, o.language, o.channel, o.posted_at, f.number, ${graphicSql('l.statement_id')} as graphic
       from incident_statement l ${postsBehind('l.statement_id')}
       where l.campaign_id = $1 and l.incident_id = any($2::uuid[]) and ${effectiveConsentSql(campaign.consent, 'quote')}
       order by l.incident_id, l.statement_id, f.number)
     select incident_id as incident, post, text, language, channel, posted_at as "saidAt", graphic
     from (select *, row_number() over (partition by incident_id order by number) as place from quotable) q where place <= ${mostQuotes} order by incident_id, place`,
    [campaign.id, incidentIds],
  )
  const names = await bylines(house, reader, campaign.id, rows.map((row) => row.post), campaign.consent)
  const quotes = rows.map(({ incident, post, ...quote }) => ({ incident, quote: { ...quote, name: names.get(post)?.name ?? names.get(post)?.handle ?? null } }))
  return grouped(quotes, (row) => row.quote)
}

/** Photos for each of these incidents: allowed by their senders, described by a person who chose to show them. */
export async function readPhotos(reader: Reader, campaignId: string, incidentIds: string[]): Promise<Map<string, ShownPhoto[]>> {
  const rows = await reader.rows<ShownPhoto & { incident: string }>(
    `select l.incident_id as incident, h.public_id as id, h.alt, h.alt_language as language, h.graphic or ${graphicSql('l.statement_id')} as graphic
     from photo h
     join post_fold f on f.campaign_id = h.campaign_id and f.post_id = h.post_id
     join incident_statement l on l.campaign_id = f.campaign_id and l.statement_id = f.statement_id
     cross join lateral (select * from post where campaign_id = $1 and id = h.post_id offset 0) o
     where h.campaign_id = $1 and h.shown and l.incident_id = any($2::uuid[]) and ${photoShownSql('h', 'o')} order by l.incident_id, f.number`, [campaignId, incidentIds])
  return grouped(rows, ({ incident: _, ...photo }) => photo, mostPhotos)
}

export async function readCorrections(reader: Reader, campaignId: string): Promise<Correction[]> {
  return reader.rows(
    `select id, number, title, language, corrected_at as at from incident
     where campaign_id = $1 and verification = 'false' and corrected_at is not null and joined_into is null order by corrected_at desc`, [campaignId])
}

function grouped<Row extends { incident: string }, Part>(rows: Row[], part: (row: Row) => Part, most = Infinity): Map<string, Part[]> {
  return new Map([...Map.groupBy(rows, (row) => row.incident)].map(([id, all]) => [id, all.slice(0, most).map(part)]))
}
