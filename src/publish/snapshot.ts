import type { House, Reader } from '#core/index.ts'
import { areaMapOf, institutionsOf, issueAreasOf, precisions, publicVersion, type AreaMap, type Campaign, type Institution, type IssueArea } from '#campaign/index.ts'
import { coarsestSql } from '#post/index.ts'
import { districtAt } from './district.ts'
import type { Precision, PublicPlace } from './map/index.ts'
import { blurrer } from './place.ts'
import { readCorrections, readPhotos, readQuotes, type Correction, type ShownPhoto, type ShownQuote } from './parts.ts'
import { postsBehind, sayable, type Words } from './sayable.ts'

/** Everything a campaign's public pages and feeds are made of; nothing in it may not be seen by everybody. */
export interface Snapshot {
  version: string
  madeAt: Date
  campaign: Campaign
  issueAreas: IssueArea[]
  institutions: Institution[]
  /** Outlines of the campaign's areas, for the map. */
  areaMap: AreaMap
  figures: Figures
  questions: ShownQuestion[]
  incidents: ShownIncident[]
  /** Incidents that everybody could read and that proved false. */
  corrections: Correction[]
}

export interface Figures {
  posts: number
  people: number
  statements: number
  channels: number
  perDay: { day: string; posts: number }[]
}

export interface ShownQuestion {
  id: string
  number: number
  /** Worded by a person, else words that may be quoted; where there is neither, the question is not shown. */
  wording: string
  language: string | null
  issueAreaId: string | null
  people: number
  posts: number
  channels: Record<string, number>
  languages: Record<string, number>
  since: Date
  last: Date
}

export interface ShownIncident {
  id: string
  number: number
  /** As `wording` of a question. */
  title: string
  language: string | null
  issueAreaId: string | null
  /** Blurred to the precision chosen; absent when the place is hidden or not known. */
  place: PublicPlace | undefined
  /** The area of the map in which it is shown. */
  districtId: string | null
  precision: Precision
  verification: 'unverified' | 'corroborated' | 'verified'
  happenedAt: Date
  /** A person said when it happened; else it is when it was first said. */
  happenedKnown: boolean
  course: 'unknown' | 'ongoing' | 'over'
  overAt: Date | null
  last: Date
  people: number
  posts: number
  channels: Record<string, number>
  quote: { text: string; language: string | null; channel: string } | null
  /** Words that may be quoted, one a statement, the earliest first; the name only where its author agreed. */
  quotes: ShownQuote[]
  /** Photos whose senders allow it, described by a person. */
  photos: ShownPhoto[]
}

/**
 * Reads what everybody may see. Posts that were withdrawn are no longer folded, so they are in no figure here; words appear only
 * where their author's word or the campaign's table of consent allows it.
 * `words`: `passOn` for what an institution receives; `quote` for what everybody may see. `reader`: a preview reads what is not committed.
 */
export async function takeSnapshot(house: House, campaign: Campaign, words: Words = 'quote', reader: Reader = house.db): Promise<Snapshot> {
  const version = await publicVersion(reader, campaign.id)
  const areaMap = await areaMapOf(reader, campaign.id)
  const [issueAreas, institutions, figures, questions, incidents, corrections] = await Promise.all([
    issueAreasOf(reader, campaign.id),
    institutionsOf(reader, campaign.id),
    readFigures(reader, campaign.id),
    readQuestions(reader, campaign, words),
    readIncidents(house, reader, campaign, words, areaMap),
    readCorrections(reader, campaign.id),
  ])
  return { version, madeAt: house.clock.now(), campaign, issueAreas, institutions, areaMap, figures, questions, incidents, corrections }
}

async function readFigures(reader: Reader, campaignId: string): Promise<Figures> {
  const [total, perDay, statements] = await Promise.all([
    reader.row<{ posts: number; people: number; channels: number }>(
      `select count(*)::int as posts, count(distinct o.key_id)::int as people, count(distinct o.channel)::int as channels
       from post_fold f join post o on o.campaign_id = f.campaign_id and o.id = f.post_id where f.campaign_id = $1`, [campaignId]),
    reader.rows<{ day: string; posts: number }>(
      `select to_char(o.posted_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as posts
       from post_fold f join post o on o.campaign_id = f.campaign_id and o.id = f.post_id
       where f.campaign_id = $1 group by 1 order by 1`, [campaignId]),
    reader.row<{ count: number }>(`select count(*)::int as count from statement where campaign_id = $1`, [campaignId]),
  ])
  return { ...total!, statements: statements!.count, perDay }
}

/**
 * Posts behind a question or an incident, counted. People: authors, and posts without a known author one each (both have one
 * data key, which is what is counted). `link`: the table that ties statements to it, `key`: its column.
 */
function counted(link: string, key: string): string {
  return `said as (
    select l.${key} as id, o.key_id, o.channel, o.language, o.posted_at
    from ${link} l ${postsBehind('l.statement_id')}
    where l.campaign_id = $1),
  totals as (select id, count(*)::int as posts, count(distinct key_id)::int as people, min(posted_at) as since, max(posted_at) as last from said group by id),
  by_channel as (select id, jsonb_object_agg(channel, n) as channels from (select id, channel, count(*)::int as n from said group by id, channel) c group by id),
  by_language as (select id, jsonb_object_agg(coalesce(language, 'und'), n) as languages from (select id, language, count(*)::int as n from said group by id, language) c group by id)`
}

async function readQuestions(reader: Reader, campaign: Campaign, words: Words): Promise<ShownQuestion[]> {
  return reader.rows(
    `with ${counted('question_statement', 'question_id')}
     select q.id, q.number, coalesce(q.wording, w.text) as wording, case when q.wording is null then w.language else q.language end as language,
       q.issue_area_id as "issueAreaId", t.people, t.posts, c.channels, g.languages, t.since, t.last
     from question q
     join totals t on t.id = q.id join by_channel c on c.id = q.id join by_language g on g.id = q.id
     left join ${sayable(campaign, words, 'question_statement', 'question_id', 'q.id')} w on q.wording is null
     where q.campaign_id = $1 and coalesce(q.wording, w.text) is not null
     order by t.people desc, q.number`,
    [campaign.id],
  )
}

type IncidentRow = Omit<ShownIncident, 'place' | 'districtId' | 'quote' | 'quotes' | 'photos'> & {
  placeName: string | null
  lat: number | null
  lon: number | null
  quote: ShownIncident['quote']
}

async function readIncidents(house: House, reader: Reader, campaign: Campaign, words: Words, areaMap: AreaMap): Promise<ShownIncident[]> {
  const rows = await reader.rows<IncidentRow>(
    `with ${counted('incident_statement', 'incident_id')}
     select i.id, i.number, coalesce(i.title, w.text) as title, case when i.title is null then w.language else i.language end as language,
       i.issue_area_id as "issueAreaId", i.place_name as "placeName", i.lat, i.lon, i.precision, i.verification, i.happened_at as "happenedAt", i.happened_known as "happenedKnown", i.course, i.over_at as "overAt",
       t.people, t.posts, t.last, c.channels,
       case when w.text is null then null else jsonb_build_object('text', w.text, 'language', w.language, 'channel', w.channel) end as quote
     from incident i
     join totals t on t.id = i.id join by_channel c on c.id = i.id
     left join ${sayable(campaign, words, 'incident_statement', 'incident_id', 'i.id')} w on true
     where i.campaign_id = $1 and i.joined_into is null and i.verification <> 'false' and coalesce(i.title, w.text) is not null
     order by t.people desc, i.number`,
    [campaign.id],
  )
  const [asked, blurred, quotes, photos] = await Promise.all([readAskedPrecision(reader, campaign.id), blurrer(reader, campaign.id, rows.flatMap(({ lat, lon }) => (lat === null || lon === null ? [] : [{ lat, lon }]))), words === 'quote' ? readQuotes(house, reader, campaign) : new Map(), readPhotos(reader, campaign.id)])
  return rows.map(({ placeName, lat, lon, ...row }) => {
    const precision = coarser(row.precision, asked.get(row.id))
    // Blurred here, before it leaves the server; what follows never knew the true place.
    const place = lat === null || lon === null ? undefined : blurred({ lat, lon, name: placeName }, precision)
    return { ...row, precision, quotes: quotes.get(row.id) ?? [], photos: photos.get(row.id) ?? [], place, districtId: districtAt(areaMap, place) }
  })
}

/** How exactly those who told it let the place be shown that they gave: on the map it is never more exact than they and we agree. */
async function readAskedPrecision(reader: Reader, campaignId: string): Promise<Map<string, Precision>> {
  const rows = await reader.rows<{ id: string; precision: Precision }>(
    `select i.id, ${coarsestSql('o.precision')} as precision
     from (select id, lat, lon, precision from post where campaign_id = $1 and precision is not null and lat is not null offset 0) o
     join post_fold f on f.campaign_id = $1 and f.post_id = o.id
     join incident_statement l on l.campaign_id = $1 and l.statement_id = f.statement_id
     join incident i on i.campaign_id = $1 and i.id = l.incident_id and i.lat = o.lat and i.lon = o.lon
     group by i.id`, [campaignId])
  return new Map(rows.map((row) => [row.id, row.precision]))
}

function coarser(chosen: Precision, asked: Precision | undefined): Precision {
  return asked && precisions.indexOf(asked) > precisions.indexOf(chosen) ? asked : chosen
}
