import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { countStatements, exportPosts, foldAll } from '#statement/index.ts'
import { variants } from '../../bench/intake/variants.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { importFile } from './import.ts'

let test: TestHouse
let folder: string
let campaigns = 0
const begin = () => addCampaign(test.house, { slug: `c-${campaigns++}`, name: 'C', organisation: 'O' })

beforeAll(async () => {
  test = await openTestHouse()
  folder = await mkdtemp(join(tmpdir(), 'clamor-import-'))
})
afterAll(async () => {
  await test.close()
  await rm(folder, { recursive: true, force: true })
})

const child = fileURLToPath(new URL('../../bench/intake/import-child.ts', import.meta.url))

/** A process of its own imports the file and is killed after `milliseconds`; true when it came to its end before. */
async function importAndKill(campaignId: string, file: string, milliseconds: number): Promise<boolean> {
  const running = spawn(process.execPath, [child, test.url, campaignId, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve) => running.stdout.once('data', () => resolve()))
  const timer = setTimeout(() => running.kill('SIGKILL'), milliseconds)
  const code = await new Promise<number | null>((resolve) => running.once('close', resolve))
  clearTimeout(timer)
  return code === 0
}

describe('an import', () => {
  it('killed at random moments and run again loses nothing and doubles nothing', async () => {
    const campaign = await begin()
    const posts = variants(12_000, 11)
    const file = join(folder, 'killed.jsonl')
    await writeFile(file, posts.map((post) => JSON.stringify({ id: post.externalId, channel: post.channel, text: post.text, postedAt: post.postedAt })).join('\n'))
    let kills = 0
    for (let run = 0; run < 6; run++) {
      // From the first batch to the middle of folding.
      if (!(await importAndKill(campaign.id, file, 40 + Math.random() * 900))) kills += 1
    }
    expect(kills, 'at least some were killed before the end').toBeGreaterThan(0)
    const last = await importFile(test.house, campaign, file)
    await foldAll(test.house, campaign.id)
    expect(last.accepted + last.known).toBe(12_000)
    expect((await countStatements(test.house.db, campaign.id)).posts).toBe(12_000)
    const stored = await test.house.db.rows<{ external_id: string; text: string }>(`select external_id, text from post where campaign_id = $1`, [campaign.id])
    expect(new Map(stored.map((row) => [row.external_id, row.text]))).toEqual(new Map(posts.map((post) => [post.externalId, post.text])))
    const numbers = await test.house.db.row(`select count(*)::int as count, count(distinct post_id)::int as posts, max(number)::int as last from post_fold where campaign_id = $1`, [campaign.id])
    expect(numbers).toEqual({ count: 12_000, posts: 12_000, last: 12_000 })
  })

  it('takes the file in its order, and its export into another campaign gives the same posts and statements', async () => {
    const [campaign, copy] = [await begin(), await begin()]
    const file = join(folder, 'order.jsonl')
    const posts = variants(2_500, 12)
    await writeFile(file, posts.map((post) => JSON.stringify({ id: post.externalId, channel: post.channel, text: post.text, postedAt: post.postedAt })).join('\n'))
    expect(await importFile(test.house, campaign, file)).toMatchObject({ read: 2_500, accepted: 2_500, known: 0, rejected: 0, rejectFile: null })
    await foldAll(test.house, campaign.id)
    const exported: Record<string, any>[] = []
    for await (const post of exportPosts(test.house, campaign.id)) exported.push(post)
    expect(exported.map((post) => post['externalId'])).toEqual(posts.map((post) => post.externalId))
    const again = join(folder, 'again.jsonl')
    await writeFile(again, exported.map((post) => JSON.stringify({ id: post['externalId'], ...post })).join('\n'))
    expect(await importFile(test.house, copy, again)).toMatchObject({ accepted: 2_500, rejected: 0 })
    await foldAll(test.house, copy.id)
    const back: Record<string, any>[] = []
    for await (const post of exportPosts(test.house, copy.id)) back.push(post)
    const plain = (posts: Record<string, any>[]) => posts.map(({ more, ...post }) => ({ ...post, number: more.number, statement: Number.parseInt(more.statement.slice(-12), 16) }))
    expect(plain(back)).toEqual(plain(exported))
  })

  it('run a second time accepts nothing', async () => {
    const campaign = await begin()
    const file = join(folder, 'twice.csv')
    await writeFile(file, 'id,text,postedAt\n1,"The pump on the square is dry",2026-03-01\n2,"The school has no roof",2026-03-02\n')
    expect(await importFile(test.house, campaign, file, { channel: 'paper' })).toMatchObject({ format: 'csv', read: 2, accepted: 2, known: 0 })
    expect(await importFile(test.house, campaign, file, { channel: 'paper' })).toMatchObject({ read: 2, accepted: 0, known: 2 })
  })

  it('puts what cannot be read aside, with line and reason', async () => {
    const campaign = await begin()
    const file = join(folder, 'bad.jsonl')
    await writeFile(file, ['{"id":"1","text":"The bridge at the mill is closed"}', 'this is no JSON', '{"id":"3","text":"  "}', '{"id":"4","text":"The bus comes no more"}'].join('\n'))
    const result = await importFile(test.house, campaign, file, { rejects: join(folder, 'aside.jsonl') })
    expect(result).toMatchObject({ read: 4, accepted: 2, known: 0, rejected: 2, rejectFile: join(folder, 'aside.jsonl') })
    const aside = (await readFile(result.rejectFile!, 'utf8')).trim().split('\n').map((line) => JSON.parse(line))
    expect(aside.map((one) => [one.line, one.code])).toEqual([[2, 'not-json'], [3, 'empty']])
    expect(aside[0].record).toBe('this is no JSON')
  })
})
