/**
 * Real files that nobody on this project made, when they are there. What is expected of them is counted here by
 * csv-parse and plain arithmetic, not by our own reader. Nothing of their content stands here.
 */
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { material } from './material.ts'
import { openFile } from './open.ts'

const there = existsSync(join(material, 'tweets'))
if (!there) console.warn(`skipped: there is no ${material}`)
const tables = there
  ? ['crisislex-t6', 'crisislex-t26'].flatMap((set) =>
      readdirSync(join(material, 'tweets', set))
        .filter((name) => name.endsWith('.csv'))
        .map((name) => join(set, name)),
    )
  : ['none']

describe.skipIf(!there)('posts gathered during disasters', () => {
  test.each(tables)('%s', async (name) => {
    const path = join(material, 'tweets', name)
    const rows = (parse(readFileSync(path), { relax_quotes: true }) as string[][]).slice(1)
    const file = await openFile(path)
    const records = await Array.fromAsync(file.records)
    expect(file.mapping).toMatchObject({ timeFromId: true })
    expect(records.filter((record) => record.reject)).toEqual([])
    expect(records.map((record) => record.arrival!.externalId)).toEqual(rows.map((row) => row[0]!.replace(/\D/g, '')))
    expect(records.map((record) => record.arrival!.text)).toEqual(
      rows.map((row) => row[1]!.replace(/\r\n?/g, '\n').replace(/[\x01-\x08\x0b-\x1f\x7f-\x9f]/g, '')),
    )
    for (const { arrival } of records) {
      // 2^22 milliseconds units, by division instead of a shift.
      expect(arrival!.postedAt!.getTime()).toBe(Number(BigInt(arrival!.externalId) / 4194304n) + 1288834974657)
    }
  })

  test('all of them together: as many rows and different ids as csv-parse counts', async () => {
    const ids = new Set<string>()
    let rows = 0
    for (const name of tables) {
      for await (const { arrival } of (await openFile(join(material, 'tweets', name))).records) {
        rows++
        ids.add(arrival!.externalId)
      }
    }
    const counted = tables.flatMap((name) =>
      (parse(readFileSync(join(material, 'tweets', name)), { relax_quotes: true }) as string[][])
        .slice(1)
        .map((row) => row[0]!.replace(/\D/g, '')),
    )
    expect([rows, ids.size]).toEqual([counted.length, new Set(counted).size])
  })

  test('incident reports of an Ushahidi map: texts, dates day first, places', async () => {
    const path = join(material, 'reports/ushahidi-haiti-2010.csv')
    const rows = parse(readFileSync(path), { columns: true }) as Record<string, string>[]
    const file = await openFile(createReadStream(path))
    const records = await Array.fromAsync(file.records)
    expect(file.format).toBe('ushahidi')
    expect(records.filter((record) => record.reject)).toEqual([])
    expect(records).toHaveLength(rows.length)
    records.forEach(({ arrival }, index) => {
      const row = rows[index]!
      const [day, month, year, hour, minute] = row['INCIDENT DATE']!.split(/[/ :]/).map(Number)
      expect(arrival!.externalId).toBe(row.Serial)
      expect(arrival!.postedAt).toEqual(new Date(Date.UTC(year!, month! - 1, day, hour, minute)))
      expect(arrival!.place).toMatchObject({ lat: Number(row.LATITUDE), lon: Number(row.LONGITUDE) })
      expect(arrival!.text.replace(/\s+/g, ' ')).toContain(row.DESCRIPTION!.replace(/\s+/g, ' ').slice(0, 50).trim())
    })
  })
})
