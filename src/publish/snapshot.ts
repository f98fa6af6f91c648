import type { House, Reader } from '#core/index.ts'
import { areaMapOf, institutionsOf, issueAreasOf, precisions, publicVersion, type AreaMap, type Campaign, type Institution, type IssueArea } from '#campaign/index.ts'
import { coarsestSql } from '#post/index.ts'
import { lastFolded, printsOf, readCounts, readFigures, type Counts, type Figures } from './counts.ts'
import { districtAt } from './district.ts'
import type { Precision, PublicPlace } from './map/index.ts'
import { noMemory, recall, refresh, type Memory } from './memory.ts'
import { readCorrections, readPhotos, readQuotes, type Correction, type ShownPhoto, type ShownQuote } from './parts.ts'
import { blurrer } from './place.ts'
import { readSaid, type Said, type Words } from './sayable.ts'

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
 * `memory`: what was read for the one before, of the same words and by the same reader.
 */
export async function takeSnapshot(house: House, campaign: Campaign, words: Words = 'quote', reader: Reader = house.db, memory: Memory = noMemory()): Promise<Snapshot> {
  const version = await publicVersion(reader, campaign.id)
  await refresh(memory, reader, campaign.id, house.clock.now().getTime())
  const areaMap = await areaMapOf(reader, campaign.id)
  const [issueAreas, institutions, figures, questions, incidents, corrections] = await Promise.all([
    issueAreasOf(reader, campaign.id),
    institutionsOf(reader, campaign.id),
    figuresOf(house, reader, campaign.id, memory),
    readQuestions(reader, campaign, words, memory),
    readIncidents(house, reader, campaign, words, areaMap, memory),
    readCorrections(reader, campaign.id),
  ])
  return { version, madeAt: house.clock.now(), campaign, issueAreas, institutions, areaMap, figures, questions, incidents, corrections }
}

/** Figures of the whole campaign may lag this long behind the posts that come in; a post that is taken back counts nowhere at once. */
const figuresMayLag = 10_000

async function figuresOf(house: House, reader: Reader, campaignId: string, memory: Memory): Promise<Figures> {
  const [before, print, now] = [memory.figures, await lastFolded(reader, campaignId), house.clock.now().getTime()]
  if (before && (before.print === print || now - before.madeAt < figuresMayLag)) return before.value
  const value = await readFigures(reader, campaignId)
  memory.figures = { print, madeAt: now, value }
  return value
}

type QuestionRow = Pick<ShownQuestion, 'id' | 'number' | 'language' | 'issueAreaId'> & { wording: string | null }

async function readQuestions(reader: Reader, campaign: Campaign, words: Words, memory: Memory): Promise<ShownQuestion[]> {
  const [rows, prints] = await Promise.all([
    reader.rows<QuestionRow>(`select id, number, wording, language, issue_area_id as "issueAreaId" from question where campaign_id = $1`, [campaign.id]),
    printsOf(reader, campaign.id, 'question'),
  ])
  const asked = rows.filter((row) => prints.has(row.id))
  const unworded = new Map(asked.filter((row) => row.wording === null).map((row) => [row.id, prints.get(row.id)!]))
  const [counts, said] = await Promise.all([
    recall<Counts | undefined>(memory.counts.question, prints, (ids) => readCounts(reader, campaign.id, 'question', ids), undefined),
    recall<Said | undefined>(memory.said.question, unworded, (ids) => readSaid(reader, campaign, words, 'question', ids), undefined),
  ])
  return asked
    .flatMap((row): ShownQuestion[] => {
      const [counted, own] = [counts.get(row.id), said.get(row.id)]
      const wording = row.wording ?? own?.text
      return counted && wording !== undefined ? [{ ...row, ...counted, wording, language: row.wording === null ? own!.language : row.language }] : []
    })
    .sort(byPeople)
}

const byPeople = (a: { people: number; number: number }, b: { people: number; number: number }) => b.people - a.people || a.number - b.number

type IncidentRow = Pick<ShownIncident, 'id' | 'number' | 'language' | 'issueAreaId' | 'precision' | 'verification' | 'happenedAt' | 'happenedKnown' | 'course' | 'overAt'> & {
  title: string | null
  placeName: string | null
  lat: number | null
  lon: number | null
}

async function readIncidents(house: House, reader: Reader, campaign: Campaign, words: Words, areaMap: AreaMap, memory: Memory): Promise<ShownIncident[]> {
  const [all, prints, asked] = await Promise.all([
    reader.rows<IncidentRow>(
      `select id, number, title, language, issue_area_id as "issueAreaId", place_name as "placeName", lat, lon, precision, verification, happened_at as "happenedAt", happened_known as "happenedKnown", course, over_at as "overAt"
       from incident where campaign_id = $1 and joined_into is null and verification <> 'false'`, [campaign.id]),
    printsOf(reader, campaign.id, 'incident'),
    readAskedPrecision(reader, campaign.id),
  ])
  const rows = all.filter((row) => prints.has(row.id)).map((row) => ({ ...row, precision: coarser(row.precision, asked.get(row.id)) }))
  const shown = new Map(rows.map((row) => [row.id, prints.get(row.id)!]))
  const [counts, said, quotes, photos, places] = await Promise.all([
    recall<Counts | undefined>(memory.counts.incident, shown, (ids) => readCounts(reader, campaign.id, 'incident', ids), undefined),
    recall<Said | undefined>(memory.said.incident, shown, (ids) => readSaid(reader, campaign, words, 'incident', ids), undefined),
    words === 'quote' ? recall<ShownQuote[]>(memory.quotes, shown, (ids) => readQuotes(house, reader, campaign, ids), []) : new Map<string, ShownQuote[]>(),
    recall<ShownPhoto[]>(memory.photos, shown, (ids) => readPhotos(reader, campaign.id, ids), []),
    publicPlaces(reader, campaign.id, rows, memory),
  ])
  return rows
    .flatMap(({ placeName: _, lat: __, lon: ___, ...row }): ShownIncident[] => {
      const [counted, own, place] = [counts.get(row.id), said.get(row.id), places.get(row.id)]
      const title = row.title ?? own?.text
      if (!counted || title === undefined) return []
      const { people, posts, last, channels } = counted
      return [{
        ...row, people, posts, last, channels, title, language: row.title === null ? own!.language : row.language, quote: own ?? null,
        quotes: quotes.get(row.id) ?? [], photos: photos.get(row.id) ?? [], place, districtId: districtAt(areaMap, place),
      }]
    })
    .sort(byPeople)
}

/** Blurred here, before it leaves the server; what follows never knew the true place. */
async function publicPlaces(reader: Reader, campaignId: string, rows: IncidentRow[], memory: Memory): Promise<Map<string, PublicPlace | undefined>> {
  const placed = new Map(rows.flatMap((row) => (row.lat === null || row.lon === null ? [] : [[row.id, { name: row.placeName, lat: row.lat, lon: row.lon, precision: row.precision }]])))
  const prints = new Map([...placed].map(([id, { name, lat, lon, precision }]) => [id, JSON.stringify([name, lat, lon, precision])]))
  return recall<PublicPlace | undefined>(memory.places, prints, async (ids) => {
    const blurred = await blurrer(reader, campaignId, ids.map((id) => placed.get(id)!))
    return new Map(ids.map((id) => [id, blurred(placed.get(id)!, placed.get(id)!.precision)]))
  }, undefined)
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
