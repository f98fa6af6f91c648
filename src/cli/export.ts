import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { campaignCalled, type Campaign } from '#campaign/index.ts'
import { contactColumns, geoJson, jsonLines, postFeatures, postLines, postTable, type Feature } from '#channel/file/index.ts'
import { csvFile, type Column } from '#core/csv.ts'
import { refuse, type House } from '#core/index.ts'
import { exportDecisions, exportStatements, type ExportedDecision, type ExportedStatement } from '#desk/index.ts'
import { listIncidents, type Incident } from '#incident/index.ts'
import { listQuestions, type Question } from '#question/index.ts'
import { exportPosts } from '#statement/index.ts'
import type { Command, Given } from './command.ts'
import { needed, optional, WrongUsage } from './command.ts'
import { withHouse } from './with-house.ts'

const kinds = ['posts', 'statements', 'incidents', 'questions', 'decisions']
const formats = ['jsonl', 'csv', 'geojson']

export const command: Command = {
  name: 'export',
  summary: 'Gives back what a campaign holds; posts in the order of folding.',
  usage: '--campaign SLUG --what posts|statements|incidents|questions|decisions --format jsonl|csv|geojson [--out FILE]',
  options: {
    campaign: { type: 'string', help: 'Slug of the campaign.' },
    what: { type: 'string', help: `One of ${kinds.join(', ')}.` },
    format: { type: 'string', help: `One of ${formats.join(', ')}; GeoJSON for what has a place.` },
    out: { type: 'string', help: 'File to write. Default: stdout.' },
    'with-private': { type: 'boolean', help: 'Posts with contact, names and originals; each such export is written to the audit log.' },
    reason: { type: 'string', help: 'Why, for the audit log; needed with --with-private.' },
  },
  run: (given) =>
    withHouse(given, async (house) => {
      const what = needed(given, 'what')
      const format = needed(given, 'format')
      if (!kinds.includes(what)) throw new WrongUsage(`--what is one of ${kinds.join(', ')}.`)
      if (!formats.includes(format)) throw new WrongUsage(`--format is one of ${formats.join(', ')}.`)
      const campaign = await campaignCalled(house.db, needed(given, 'campaign'))
      await writeOut(textOf(house, campaign, what, format, given), optional(given, 'out'))
    }),
}

function textOf(house: House, campaign: Campaign, what: string, format: string, given: Given): AsyncIterable<string> {
  if (what === 'posts') {
    const look = privateLook(given)
    const posts = exportPosts(house, campaign.id, look)
    if (format === 'csv') return postTable(posts, look ? contactColumns : [])
    return format === 'jsonl' ? postLines(posts) : geoJson(postFeatures(posts))
  }
  const rows = rowsOf(house, campaign, what)
  if (format === 'jsonl') return jsonLines(rows)
  if (format === 'csv') return csvFile(columns[what] as Column<unknown>[], rows)
  return geoJson(features(rows))
}

function privateLook(given: Given): { reason: string } | undefined {
  if (given.flags['with-private'] !== true) return undefined
  const reason = optional(given, 'reason')
  if (!reason) throw refuse('reason-needed', 400, 'Contact and originals leave the house only for a reason.', { mend: 'Give it with --reason "..."; it is written to the audit log.' })
  return { reason }
}

async function* rowsOf(house: House, campaign: Campaign, what: string): AsyncGenerator<Record<string, unknown>> {
  const most = 1_000_000
  if (what === 'statements') yield* exportStatements(house.db, campaign.id) as unknown as AsyncGenerator<Record<string, unknown>>
  else if (what === 'decisions') yield* exportDecisions(house.db, campaign.id) as unknown as AsyncGenerator<Record<string, unknown>>
  else if (what === 'incidents') yield* (await listIncidents(house.db, campaign.id, { limit: most })) as unknown as Record<string, unknown>[]
  else yield* (await listQuestions(house.db, campaign.id, { limit: most })) as unknown as Record<string, unknown>[]
}

async function* features(rows: AsyncIterable<Record<string, unknown>>): AsyncGenerator<Feature> {
  for await (const row of rows) {
    const place = (typeof row['place'] === 'object' && row['place'] !== null ? row['place'] : row) as { lat?: number | null; lon?: number | null }
    if (typeof place.lat === 'number' && typeof place.lon === 'number') yield { id: String(row['id']), lat: place.lat, lon: place.lon, properties: row }
  }
}

const columns: Record<string, Column<any>[]> = {
  statements: [
    { name: 'id', hxl: '#meta+id', cell: (row: ExportedStatement) => row.id },
    { name: 'text', hxl: '#description+text', cell: (row: ExportedStatement) => row.text },
    { name: 'language', hxl: '#meta+lang', cell: (row: ExportedStatement) => row.language ?? undefined },
    { name: 'copies', hxl: '#meta+copies+num', cell: (row: ExportedStatement) => row.copies },
    { name: 'channels', hxl: '#meta+channel+list', cell: (row: ExportedStatement) => row.channels.join(' ') },
    { name: 'state', hxl: '#status', cell: (row: ExportedStatement) => row.state },
    { name: 'issueArea', hxl: '#sector', cell: (row: ExportedStatement) => row.issueArea ?? undefined },
    { name: 'place', hxl: '#loc+name', cell: (row: ExportedStatement) => row.place ?? undefined },
    { name: 'lat', hxl: '#geo+lat', cell: (row: ExportedStatement) => row.lat ?? undefined },
    { name: 'lon', hxl: '#geo+lon', cell: (row: ExportedStatement) => row.lon ?? undefined },
    { name: 'precision', hxl: '#geo+precision', cell: (row: ExportedStatement) => row.precision ?? undefined },
    { name: 'firstSaidAt', hxl: '#date+start', cell: (row: ExportedStatement) => row.firstSaidAt },
    { name: 'lastSaidAt', hxl: '#date+end', cell: (row: ExportedStatement) => row.lastSaidAt },
  ],
  decisions: [
    { name: 'id', hxl: '#meta+id', cell: (row: ExportedDecision) => row.id },
    { name: 'statement', hxl: '#meta+statement', cell: (row: ExportedDecision) => row.statement },
    { name: 'decision', hxl: '#status', cell: (row: ExportedDecision) => row.decision },
    { name: 'reason', hxl: '#status+reason', cell: (row: ExportedDecision) => row.reason ?? undefined },
    { name: 'by', hxl: '#contact+name', cell: (row: ExportedDecision) => row.by },
    { name: 'at', hxl: '#date', cell: (row: ExportedDecision) => row.at },
    { name: 'takenBackAt', hxl: '#date+undone', cell: (row: ExportedDecision) => row.takenBackAt ?? undefined },
  ],
  incidents: [
    { name: 'number', hxl: '#meta+num', cell: (row: Incident) => row.number },
    { name: 'title', hxl: '#event+name', cell: (row: Incident) => row.title ?? undefined },
    { name: 'issueArea', hxl: '#sector', cell: (row: Incident) => row.issueArea ?? undefined },
    { name: 'place', hxl: '#loc+name', cell: (row: Incident) => row.place.name ?? undefined },
    { name: 'lat', hxl: '#geo+lat', cell: (row: Incident) => row.place.lat ?? undefined },
    { name: 'lon', hxl: '#geo+lon', cell: (row: Incident) => row.place.lon ?? undefined },
    { name: 'precision', hxl: '#geo+precision', cell: (row: Incident) => row.place.precision },
    { name: 'verification', hxl: '#status', cell: (row: Incident) => row.verification },
    { name: 'happenedAt', hxl: '#date', cell: (row: Incident) => row.happenedAt },
    { name: 'posts', hxl: '#meta+posts+num', cell: (row: Incident) => row.posts },
  ],
  questions: [
    { name: 'number', hxl: '#meta+num', cell: (row: Question) => row.number },
    { name: 'wording', hxl: '#description+text', cell: (row: Question) => row.wording ?? undefined },
    { name: 'language', hxl: '#meta+lang', cell: (row: Question) => row.language ?? undefined },
    { name: 'issueArea', hxl: '#sector', cell: (row: Question) => row.issueArea ?? undefined },
    { name: 'statements', hxl: '#meta+statements+num', cell: (row: Question) => row.statements },
    { name: 'posts', hxl: '#meta+posts+num', cell: (row: Question) => row.posts },
  ],
}

async function writeOut(text: AsyncIterable<string>, file: string | undefined): Promise<void> {
  const out = file === undefined ? process.stdout : createWriteStream(file, { mode: 0o600 })
  try {
    for await (const part of text) if (!out.write(part)) await once(out, 'drain')
    if (file !== undefined) {
      out.end()
      await finished(out)
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (file === undefined && code === 'EPIPE') return
    if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOSPC' || code === 'EISDIR') {
      throw refuse('file-not-written', 400, `${file} cannot be written (${code}).`, { mend: 'Choose another place with --out.' })
    }
    throw error
  }
}
