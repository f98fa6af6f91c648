import { csvHead, csvRow, type Column } from '#core/csv.ts'
import { tableBytes } from '#core/table/index.ts'
import { directionOf, isLanguage } from '#ui/languages.ts'
import { titled, translate } from '#ui/words.ts'
import { campaignIn, nameIn } from '#campaign/index.ts'
import { publicIncidentColumns, writeAtom, writeGeoJson, writeIncidentCsv, type PublicIncident } from './map/index.ts'
import type { ShownQuestion, Snapshot } from './snapshot.ts'

/** The files beside the public map; each from the same snapshot as the pages. */
export function mapGeoJson(snapshot: Snapshot, origin: string): string {
  return writeGeoJson(feedOf(snapshot, origin))
}

export function mapCsv(snapshot: Snapshot, origin: string): string {
  return writeIncidentCsv(feedOf(snapshot, origin))
}

/** The same as a workbook, its header in the language of the campaign. */
export function mapWorkbook(snapshot: Snapshot, origin: string): Promise<Buffer> {
  return workbook(snapshot, publicIncidentColumns, feedOf(snapshot, origin))
}

function workbook<Row>({ campaign }: Snapshot, columns: Column<Row>[], rows: Row[]): Promise<Buffer> {
  const language = campaign.languages.find(isLanguage) ?? 'en'
  return tableBytes('xlsx', titled(translate(language), columns), rows, { title: campaignIn(campaign, language).name, direction: directionOf(language) })
}

export function mapAtom(snapshot: Snapshot, origin: string): string {
  const { campaign } = snapshot
  const language = campaign.languages[0] ?? 'en'
  const url = `${origin}/${campaign.slug}/map`
  return writeAtom({ id: campaign.id, name: campaignIn(campaign, language).name, url, feed: `${url}.atom`, language, since: campaign.createdAt }, feedOf(snapshot, origin))
}

function feedOf(snapshot: Snapshot, origin: string): PublicIncident[] {
  const areas = new Map(snapshot.issueAreas.map((area) => [area.id, area.key]))
  return snapshot.incidents.map((incident, place) => ({
    id: incident.id,
    number: place + 1,
    title: incident.title,
    ...(incident.quote ? { summary: incident.quote.text } : {}),
    ...(incident.place ? { place: incident.place } : {}),
    precision: incident.precision,
    ...(incident.districtId ? { district: incident.districtId } : {}),
    people: incident.people,
    verification: incident.verification,
    ...(incident.issueAreaId ? { issueArea: areas.get(incident.issueAreaId)! } : {}),
    since: incident.happenedAt,
    updated: incident.last,
    url: `${origin}/${snapshot.campaign.slug}/map/${incident.number}`,
  }))
}

interface QuestionRow {
  number: number
  wording: string
  language: string | null
  issueArea: string | null
  institution: string | null
  people: number
  posts: number
  channels: Record<string, number>
  languages: Record<string, number>
  since: Date
  last: Date
}

function questionRow(snapshot: Snapshot, question: ShownQuestion): QuestionRow {
  const area = snapshot.issueAreas.find((one) => one.id === question.issueAreaId)
  const institution = area && snapshot.institutions.find((one) => one.issueAreaIds.includes(area.id))
  const { number, wording, language, people, posts, channels, languages, since, last } = question
  const own = snapshot.campaign.languages[0] ?? 'en'
  return { number, wording, language, issueArea: area?.key ?? null, institution: institution ? nameIn(institution.names, own) : null, people, posts, channels, languages, since, last }
}

/** `{"campaign","questions":[...]}`, the most asked first. */
export function questionsJson(snapshot: Snapshot): string {
  return JSON.stringify({ campaign: snapshot.campaign.slug, updated: snapshot.madeAt, questions: snapshot.questions.map((question) => questionRow(snapshot, question)) })
}

const counts = (named: Record<string, number>) => Object.entries(named).map(([name, count]) => `${name} ${count}`).join('; ')

const columns: Column<QuestionRow>[] = [
  { name: 'number', hxl: '#meta+num', cell: (row) => row.number },
  { name: 'wording', hxl: '#description+text', cell: (row) => row.wording },
  { name: 'language', hxl: '#meta+lang', cell: (row) => row.language },
  { name: 'issueArea', hxl: '#sector', cell: (row) => row.issueArea },
  { name: 'institution', hxl: '#org+name', cell: (row) => row.institution },
  { name: 'people', hxl: '#reached+people', cell: (row) => row.people },
  { name: 'posts', hxl: '#meta+posts+num', cell: (row) => row.posts },
  { name: 'channels', hxl: '#meta+channel+list', cell: (row) => counts(row.channels) },
  { name: 'languages', hxl: '#meta+lang+list', cell: (row) => counts(row.languages) },
  { name: 'since', hxl: '#date+start', cell: (row) => row.since },
  { name: 'last', hxl: '#date+end', cell: (row) => row.last },
]

export function questionsCsv(snapshot: Snapshot): string {
  return csvHead(columns) + snapshot.questions.map((question) => csvRow(columns.map((column) => column.cell(questionRow(snapshot, question))))).join('')
}

export function questionsWorkbook(snapshot: Snapshot): Promise<Buffer> {
  return workbook(snapshot, columns, snapshot.questions.map((question) => questionRow(snapshot, question)))
}
