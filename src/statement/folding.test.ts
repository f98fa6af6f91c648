import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import type { Arrival } from '#channel/index.ts'
import { flowOf, type FoldedStatements, type Slice } from '#core/index.ts'
import { stepTimes, takeIn } from '#intake/index.ts'
import { handOn, hasOpenArrivals, storePosts } from '#post/index.ts'
import { agreesWithItself } from '../../test/harness/agrees.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { exportPosts } from './export.ts'
import { foldLines, Folder, MemoryStore } from './fold/index.ts'
import { CampaignFolding } from './folding.ts'
import { foldAll } from './turns.ts'
import { variants } from '../../bench/intake/variants.ts'

let test: TestHouse
let folder: string

beforeAll(async () => {
  test = await openTestHouse()
  folder = await mkdtemp(join(tmpdir(), 'clamor-folding-'))
})
afterAll(async () => {
  await test.close()
  await rm(folder, { recursive: true, force: true })
})

let campaigns = 0
const begin = async () => (await addCampaign(test.house, { slug: `c-${campaigns++}`, name: 'C', organisation: 'O' })).id

const run = promisify(execFile)
const child = fileURLToPath(new URL('../../bench/intake/child.ts', import.meta.url))

/** Each process sends its part, and all of them also the last hundred posts: at the same moment. */
async function byProcesses(campaignId: string, arrivals: Arrival[], processes: number, batch: number): Promise<number[]> {
  const common = arrivals.slice(-100)
  const parts = Array.from({ length: processes }, (_, i) => [...arrivals.slice(0, -100).filter((_, at) => at % processes === i), ...common])
  return Promise.all(parts.map(async (part, i) => {
    const file = join(folder, `${campaignId}-${i}.jsonl`)
    await writeFile(file, part.map((arrival) => JSON.stringify({ ...arrival, original: Buffer.from(arrival.original).toString('base64') })).join('\n'))
    const { stdout, stderr } = await run(process.execPath, [child, test.url, campaignId, file, String(batch)])
    expect(stderr).not.toContain('failed')
    return Number(stdout)
  }))
}

/** How many statements turn out to be one when these texts come in small batches: what is joined within a batch is nowhere recorded. */
async function joined(texts: string[]): Promise<number> {
  const store = new MemoryStore()
  const folder = new Folder(store)
  let merges = 0
  for (let at = 0; at < texts.length; at += 50) {
    const posts = texts.slice(at, at + 50).map((text, place) => ({ number: at + place, text }))
    const folded = await folder.fold(posts)
    store.apply(folded, posts)
    merges += folded.merges.length
  }
  return merges
}

/** Which posts are together, as text that is equal when the partition is. */
async function asFolded(campaignId: string): Promise<{ database: string[]; engine: string[]; texts: string[] }> {
  const lines: string[] = []
  const texts: string[] = []
  const first = new Map<string, string>()
  const database: string[] = []
  for await (const post of exportPosts(test.house, campaignId)) {
    lines.push(JSON.stringify({ id: post.externalId, text: post.text }))
    texts.push(post.text)
    if (!first.has(post.more.statement)) first.set(post.more.statement, post.externalId)
    database.push(`${post.externalId} ${first.get(post.more.statement)}`)
  }
  const engine: string[] = []
  for await (const { id, statement } of foldLines(lines)) engine.push(`${id} ${statement}`)
  return { database, engine, texts }
}

const cases = [
  { processes: 1, batch: 1, posts: 300 },
  { processes: 1, batch: 7, posts: 1_000 },
  { processes: 1, batch: 1_000, posts: 5_000 },
  { processes: 2, batch: 1, posts: 300 },
  { processes: 2, batch: 7, posts: 1_000 },
  { processes: 2, batch: 1_000, posts: 6_000 },
  { processes: 4, batch: 1, posts: 300 },
  { processes: 4, batch: 7, posts: 1_000 },
  { processes: 4, batch: 1_000, posts: 6_000 },
]

describe('the database holds what `clamor fold` makes of the export in its order', () => {
  it.each(cases)('$processes processes, batches of $batch', async ({ processes, batch, posts }) => {
    const campaignId = await begin()
    const accepted = await byProcesses(campaignId, variants(posts, processes * 1_000 + batch), processes, batch)
    expect(accepted.reduce((a, b) => a + b)).toBe(posts)
    const { database, engine, texts } = await asFolded(campaignId)
    expect(database).toHaveLength(posts)
    expect(database).toEqual(engine)
    await agreesWithItself(test.house, campaignId, posts)
    if (posts > 1_000) expect(await joined(texts), 'the posts are such that statements are joined').toBeGreaterThan(0)
  })
})

it('holds the same when each batch was decided while the one before was written', async () => {
  const campaignId = await begin()
  const arrivals = variants(2_000, 11)
  for (let at = 0; at < arrivals.length; at += 250) {
    const now = new Date(test.clock.now().getTime() + at)
    const stored = await storePosts(test.house, { id: campaignId }, arrivals.slice(at, at + 250), now)
    handOn(stored.posts, stored.epoch)
  }
  const folding = new CampaignFolding(test.house, campaignId)
  const before = stepTimes()['fold: decide ahead']?.calls ?? 0
  while ((await folding.turn(250)) !== 'held by another') if (!(await hasOpenArrivals(test.house.db, campaignId))) break
  expect(stepTimes()['fold: decide ahead']!.calls - before).toBe(7)
  const { database, engine } = await asFolded(campaignId)
  expect(database).toEqual(engine)
  await agreesWithItself(test.house, campaignId, 2_000)
})

it('folding tells the later slices once which statements are new and which grew, in its own transaction', async () => {
  const campaignId = await begin()
  const told: FoldedStatements[] = []
  const probe: Slice = { name: 'probe', steps: { folded: async (_house, t, folded) => void (told.push(folded), await t.rows('select 1')) } }
  const house = { ...test.house, flow: flowOf([...test.house.flow.slices, probe]) }
  const say = async (...texts: string[]) => {
    await takeIn(house, { id: campaignId }, texts.map((text) => ({ channel: 'sms', externalId: `f-${told.length}-${text.length}`, text, original: Buffer.from(text) })))
    await foldAll(house, campaignId)
  }
  const first = 'The ferry at the old mill has been out of order since the storm of last week'
  await say(first)
  await say(`RT @somebody: ${first}`, 'Nobody has emptied the bins behind the market hall for a month')
  const ids = await test.house.db.rows<{ id: string }>(`select id from statement where campaign_id = $1 order by number`, [campaignId])
  const [ferry, bins] = ids.map((row) => row.id)
  expect(told.map(({ founded, grown }) => ({ founded, grown }))).toEqual([{ founded: [ferry], grown: [] }, { founded: [bins], grown: [ferry] }])
})

it('whose turn it is not does not wait for the batch that another process is folding', async () => {
  const campaignId = await begin()
  const { db, clock } = test.house
  const until = new Date(clock.now().getTime() + 60_000)
  await db.transact((t) => t.run(`insert into folding (campaign_id, holder, until) values ($1, $2, $3)`, [campaignId, randomUUID(), until]))
  await db.transact(async (t) => {
    await t.row(`select from folding where campaign_id = $1 for update`, [campaignId])
    expect(await new CampaignFolding(test.house, campaignId).turn()).toBe('held by another')
  })
})
