/** What lets the same program run on a cluster sharded by campaign, as far as the catalogue can show it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from './harness/house.ts'
import { growingTables, localTables, sharedTables } from './harness/tables.ts'

let opened: TestHouse
let growing: string[] = []

beforeAll(async () => {
  opened = await openTestHouse()
  growing = await growingTables(opened.house.db)
})
afterAll(() => opened.close())

test('every named table exists, and growing ones are many', async () => {
  const rows = await opened.house.db.rows<{ name: string }>(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`)
  const there = rows.map((row) => row.name)
  expect([...localTables, ...sharedTables].filter((name) => !there.includes(name))).toEqual([])
  expect(growing.length).toBeGreaterThan(15)
})

test('every key of a growing table begins with its campaign', async () => {
  const keys = await opened.house.db.rows<{ name: string; index: string; first: string }>(`
    select c.relname as name, i.indexrelid::regclass::text as index, a.attname as first
    from pg_index i join pg_class c on c.oid = i.indrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where c.relnamespace = 'public'::regnamespace and i.indisunique`)
  const wrong = keys.filter((key) => growing.includes(key.name) && key.first !== 'campaign_id')
  expect(wrong).toEqual([])
  const keyed = new Set(keys.map((key) => key.name))
  expect(growing.filter((name) => !keyed.has(name))).toEqual([])
})

test('foreign keys hold on a cluster: between growing tables with the campaign, never to or from local ones, never set null', async () => {
  const keys = await opened.house.db.rows<{ name: string; target: string; definition: string; deleting: string }>(`
    select c.relname as name, f.relname as target, pg_get_constraintdef(k.oid) as definition, k.confdeltype as deleting
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
    where k.contype = 'f' and c.relnamespace = 'public'::regnamespace`)
  const wrong = keys.filter(({ name, target, definition, deleting }) => {
    if (deleting === 'n' || deleting === 'd') return true
    if (growing.includes(name) && growing.includes(target)) return !/FOREIGN KEY \(campaign_id, /.test(definition)
    if (growing.includes(name)) return localTables.includes(target)
    if (sharedTables.includes(name)) return growing.includes(target) || localTables.includes(target)
    return growing.includes(target) || sharedTables.includes(target)
  })
  expect(wrong).toEqual([])
})

test('no triggers on our tables', async () => {
  const triggers = await opened.house.db.rows(`select tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid where not tgisinternal and c.relnamespace = 'public'::regnamespace`)
  expect(triggers).toEqual([])
})

test('no query compares times in the database clock: SQL of ours never calls now() for what it stores', async () => {
  const { readFile, readdir } = await import('node:fs/promises')
  const { join, resolve } = await import('node:path')
  const src = resolve(import.meta.dirname, '../src')
  const wrong: string[] = []
  for (const path of (await readdir(src, { recursive: true })).filter((name) => /\.(ts|sql)$/.test(name) && !/\.test\.ts$/.test(name))) {
    const text = await readFile(join(src, path), 'utf8')
    for (const sql of text.match(/\b(insert into|update)\b[^`;]*(?<![.\w])now\(\)/g) ?? []) wrong.push(`${path}: ${sql.slice(0, 60)}`)
  }
  expect(wrong).toEqual([])
})
