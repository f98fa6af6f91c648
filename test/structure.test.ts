/** The shape of the house, held by a machine: who may import whom, who may write what, and what has only one door. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { configTable } from '#core/index.ts'
import { migrationFiles, slices } from '../src/flow.ts'

const src = resolve(import.meta.dirname, '../src')
const order = slices.map((slice) => slice.name)
/** Rooms of `src` that are no slices: screens and commands compose slices, the interface knows none of them. */
const rooms = ['ui', 'routes', 'cli']

interface Source {
  path: string
  slice: string
  text: string
  isTest: boolean
}

let sources: Source[] = []

beforeAll(async () => {
  const paths = (await readdir(src, { recursive: true })).filter((path) => /\.(ts|svelte)$/.test(path))
  sources = await Promise.all(
    paths.map(async (path) => ({
      path,
      slice: path.includes('/') ? path.split('/')[0]! : '',
      text: await readFile(join(src, path), 'utf8'),
      isTest: /\.test\.ts$/.test(path),
    })),
  )
})

test('every folder of src is a slice of flow.ts or a named room', async () => {
  const folders = (await readdir(src, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  expect(folders.filter((folder) => !order.includes(folder) && !rooms.includes(folder))).toEqual([])
  expect(order.filter((name) => !folders.includes(name))).toEqual([])
})

const importPattern = /(?:from|import)\s*\(?\s*'([^']+)'/g

function importsOf(source: Source): { target: string; slice: string; file: string }[] {
  return [...source.text.matchAll(importPattern)].flatMap(([, target]) => {
    const path = target!.startsWith('#') ? target!.slice(1) : target!.startsWith('.') ? relative(src, resolve(src, dirname(source.path), target!)) : undefined
    if (path === undefined || path.startsWith('..')) return []
    const parts = path.split('/')
    return [{ target: target!, slice: parts.length > 1 ? parts[0]! : '', file: parts.slice(1).join('/') }]
  })
}

/** What a neighbour may name beside index.ts: the contract that adapters are written against, and rooms of their own within a slice. */
const frontDoors = /^(index|contract|csv)\.ts$|^(data|postgres|fold|email|sms|mastodon|bluesky|x|file|map|dossier|table)\/index\.ts$/

test('slices import only upstream, and only through a front door', () => {
  const wrong: string[] = []
  for (const source of sources.filter((one) => order.includes(one.slice) && !one.isTest)) {
    for (const { target, slice, file } of importsOf(source)) {
      if (slice === source.slice || slice === '') {
        if (slice === '' && order.includes(source.slice)) wrong.push(`${source.path} reaches up to ${target}`)
        continue
      }
      // Components come from ui/; what is said to people (a mail) is said in its words, also by a slice.
      if (slice === 'ui' && (source.path.endsWith('.svelte') || file === 'words.ts' || file === 'languages.ts')) continue
      if (!order.includes(slice)) wrong.push(`${source.path} imports ${target}`)
      else if (order.indexOf(slice) > order.indexOf(source.slice)) wrong.push(`${source.path} imports downstream: ${target}`)
      else if (!frontDoors.test(file) && !file.endsWith('.svelte')) wrong.push(`${source.path} goes past the front door: ${target}`)
    }
  }
  expect(wrong).toEqual([])
})

test('screens and commands go through front doors too', () => {
  const wrong: string[] = []
  for (const source of sources.filter((one) => ['routes', 'cli'].includes(one.slice))) {
    for (const { target, slice, file } of importsOf(source)) {
      if (order.includes(slice) && !frontDoors.test(file) && !file.endsWith('.svelte')) wrong.push(`${source.path}: ${target}`)
    }
  }
  expect(wrong).toEqual([])
})

test('only the configuration reads the environment', () => {
  const readers = sources.filter((source) => !source.isTest && source.text.includes('process.env')).map((source) => source.path)
  expect(readers).toEqual(['core/config.ts'])
})

test('a table is written only by its slice', async () => {
  const owner = new Map<string, string>()
  for (const file of await migrationFiles()) {
    const sql = await readFile(file, 'utf8')
    for (const [, table] of sql.matchAll(/create (?:unlogged )?table (?:if not exists )?([a-z_]+)/g)) owner.set(table!, relative(src, file).split('/')[0]!)
  }
  const wrong: string[] = []
  for (const source of sources.filter((one) => !one.isTest)) {
    for (const [, table] of source.text.matchAll(/(?:insert into|update|delete from|copy)\s+([a-z_]+)\s/g)) {
      const own = owner.get(table!)
      if (own && own !== source.slice) wrong.push(`${source.path} writes ${table} of ${own}`)
    }
  }
  expect(wrong).toEqual([])
})

test('every folder of a channel has recorded payloads, a test and a page of doc', async () => {
  const folders = (await readdir(join(src, 'channel'), { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const wrong: string[] = []
  for (const folder of folders) {
    const names = await readdir(join(src, 'channel', folder), { recursive: true })
    for (const [what, pattern] of [['payloads', /^payloads\/./], ['a test', /\.test\.ts$/], ['a page of doc', /^[A-Z]+\.md$/]] as const) {
      if (!names.some((name) => pattern.test(name))) wrong.push(`${folder} lacks ${what}`)
    }
  }
  expect(wrong).toEqual([])
})

test('migration numbers are unique', async () => {
  const numbers = (await migrationFiles()).map((file) => basename(file).slice(0, 4))
  expect(numbers.length).toBe(new Set(numbers).size)
})

test("the operator's table of settings is the one of the program", async () => {
  const guide = await readFile(resolve(import.meta.dirname, '../docs/operator.md'), 'utf8')
  expect(guide).toContain(configTable())
})
