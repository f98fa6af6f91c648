import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { campaignCalled, type Campaign } from '#campaign/index.ts'
import { contactColumns, geoJson, jsonLines, postColumns, postFeatures, postLines, type Feature } from '#channel/file/index.ts'
import type { Column } from '#core/csv.ts'
import { refuse, type House } from '#core/index.ts'
import { sheetBounds, tableFile, type TableFormat } from '#core/table/index.ts'
import { decisionColumns, exportDecisions, exportStatements, statementColumns } from '#desk/index.ts'
import { incidentColumns, listIncidents } from '#incident/index.ts'
import { listQuestions, questionColumns } from '#question/index.ts'
import { exportPosts } from '#statement/index.ts'
import type { Command, Given } from './command.ts'
import { needed, optional, WrongUsage } from './command.ts'
import { withHouse } from './with-house.ts'

const kinds = ['posts', 'statements', 'incidents', 'questions', 'decisions']
const formats = ['jsonl', 'csv', 'xlsx', 'geojson']

export const command: Command = {
  name: 'export',
  summary: 'Gives back what a campaign holds; posts in the order of folding.',
  usage: '--campaign SLUG --what posts|statements|incidents|questions|decisions --format jsonl|csv|xlsx|geojson [--out FILE]',
  options: {
    campaign: { type: 'string', help: 'Slug of the campaign.' },
    what: { type: 'string', help: `One of ${kinds.join(', ')}.` },
    format: { type: 'string', help: `One of ${formats.join(', ')}; GeoJSON for what has a place, XLSX up to ${sheetBounds.rowsOut.toLocaleString('en')} rows.` },
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

function textOf(house: House, campaign: Campaign, what: string, format: string, given: Given): AsyncIterable<string | Buffer> {
  const look = { title: `${campaign.slug} ${what}`, direction: campaign.languages[0] === 'ar' ? 'rtl' : 'ltr' } as const
  if (what === 'posts') {
    const reason = privateLook(given)
    const posts = exportPosts(house, campaign.id, reason)
    if (isTable(format)) return tableFile(format, [...postColumns, ...(reason ? contactColumns : [])], posts, look)
    return format === 'jsonl' ? postLines(posts) : geoJson(postFeatures(posts))
  }
  const rows = rowsOf(house, campaign, what)
  if (format === 'jsonl') return jsonLines(rows)
  if (isTable(format)) return tableFile(format, columns[what] as Column<unknown>[], rows, look)
  return geoJson(features(rows))
}

const columns: Record<string, Column<never>[]> = { statements: statementColumns, decisions: decisionColumns, incidents: incidentColumns, questions: questionColumns }

const isTable = (format: string): format is TableFormat => format === 'csv' || format === 'xlsx'

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

async function writeOut(text: AsyncIterable<string | Buffer>, file: string | undefined): Promise<void> {
  // What is refused leaves no empty file behind.
  const parts = text[Symbol.asyncIterator]()
  const first = await parts.next()
  const out = file === undefined ? process.stdout : createWriteStream(file, { mode: 0o600 })
  try {
    if (!first.done && !out.write(first.value)) await once(out, 'drain')
    for await (const part of { [Symbol.asyncIterator]: () => parts }) if (!out.write(part)) await once(out, 'drain')
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
