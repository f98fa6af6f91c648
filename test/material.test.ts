/**
 * The real sets through the real intake into a real database. What is expected is counted by csv-parse and plain arithmetic, not by
 * Clamor. Nothing of their content stands here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import { importFile } from '#intake/index.ts'
import { countStatements, foldAll } from '#statement/index.ts'
import { openTestHouse, type TestHouse } from './harness/house.ts'

const material = resolve(import.meta.dirname, '../../shared/data')
const there = existsSync(join(material, 'tweets'))
if (!there) console.warn(`skipped: there is no ${material}`)

describe.skipIf(!there)('collections gathered by others', () => {
  let opened: TestHouse
  let campaign: Campaign
  let rows: string[][] = []
  const files = there
    ? ['crisislex-t6', 'crisislex-t26'].flatMap((set) => readdirSync(join(material, 'tweets', set)).filter((name) => name.endsWith('.csv')).sort().map((name) => join(material, 'tweets', set, name)))
    : []

  beforeAll(async () => {
    opened = await openTestHouse()
    campaign = await addCampaign(opened.house, { slug: 'real', name: 'Real', organisation: 'Readers' })
    rows = files.flatMap((file) => (parse(readFileSync(file), { relax_quotes: true }) as string[][]).slice(1))
  })
  afterAll(() => opened?.close())

  const idOf = (row: string[]) => row[0]!.replace(/\D/g, '')

  test('every different id becomes one post, and a second run takes nothing', async () => {
    const sums = { read: 0, accepted: 0, known: 0, rejected: 0 }
    for (const file of files) {
      const one = await importFile(opened.house, campaign, file, { channel: 'x' })
      for (const key of ['read', 'accepted', 'known', 'rejected'] as const) sums[key] += one[key]
    }
    const different = new Set(rows.map(idOf)).size
    expect(sums).toEqual({ read: rows.length, accepted: different, known: rows.length - different, rejected: 0 })
    const again = await importFile(opened.house, campaign, files[0]!, { channel: 'x' })
    expect(again).toMatchObject({ accepted: 0, rejected: 0, known: again.read })
  }, 120_000)

  test('posts = statements + copies, and word for word the same is one statement', async () => {
    await foldAll(opened.house, campaign.id)
    const { statements, posts } = await countStatements(opened.house.db, campaign.id)
    expect(posts).toBe(new Set(rows.map(idOf)).size)
    expect(statements).toBeLessThan(posts)
    const folded = await opened.house.db.rows<{ id: string; statement: string }>(
      `select p.external_id as id, f.statement_id as statement from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id where f.campaign_id = $1`,
      [campaign.id],
    )
    const statementOf = new Map(folded.map((row) => [row.id, row.statement]))
    const statementsOfText = new Map<string, Set<string>>()
    for (const row of rows) {
      const text = row[1]!
      statementsOfText.set(text, (statementsOfText.get(text) ?? new Set()).add(statementOf.get(idOf(row))!))
    }
    expect([...statementsOfText.values()].filter((several) => several.size > 1)).toHaveLength(0)
  }, 120_000)

  test('reports of an Ushahidi map keep their places and days', async () => {
    const haiti = await addCampaign(opened.house, { slug: 'reports', name: 'Reports', organisation: 'Readers' })
    const path = join(material, 'reports/ushahidi-haiti-2010.csv')
    const reports = parse(readFileSync(path), { columns: true }) as Record<string, string>[]
    const imported = await importFile(opened.house, haiti, path)
    expect(imported).toMatchObject({ format: 'ushahidi', read: reports.length, accepted: new Set(reports.map((row) => row['Serial'])).size, rejected: 0 })
    const stored = await opened.house.db.row<{ placed: number; latitudes: number; days: number }>(
      `select count(lat)::int as placed, round(sum(lat)::numeric, 3)::float8 as latitudes, count(distinct date_trunc('day', posted_at at time zone 'UTC'))::int as days
       from post where campaign_id = $1`, [haiti.id])
    expect(stored!.placed).toBe(reports.length)
    expect(stored!.latitudes).toBeCloseTo(reports.reduce((sum, row) => sum + Number(row['LATITUDE']), 0), 2)
    expect(stored!.days).toBe(new Set(reports.map((row) => row['INCIDENT DATE']!.split(' ')[0])).size)
  }, 60_000)
})
