import { campaignById, type Campaign } from '#campaign/index.ts'
import { openLog, readConfig, type Actor, type House } from '#core/index.ts'
import { temporaryDataDir } from '#core/postgres/index.ts'
import { claimNext, countMatches, listQueue, listStatements, oneStatement, searchFilter } from '#desk/index.ts'
import { pseudonym } from '#post/index.ts'
import { openHouse } from '../../src/open.ts'
import { foundExample } from '../../demo/found.ts'
import { pourExample } from '../../demo/pour.ts'
import { actorFor } from '../../demo/work.ts'
import { load } from '../intake/machine.ts'
import { kinds, type Kind } from './queries.ts'

const runs = 40

/** How long a search takes as the desk asks it: a page of 40 and how many there are. Goal: p95 under 100 ms of each kind. */
export async function searchBench({ posts }: { posts: number }): Promise<void> {
  openLog('silent')
  const { house, close } = await openHouse(readConfig({ data: await temporaryDataDir(), log: 'silent' }), { throwAway: true })
  try {
    const { campaign: { id }, people } = await foundExample(house)
    const campaign = (await campaignById(house.db, id))!
    const seconds = await pourExample(house, campaign, { posts, seed: 3 })
    console.log(`${posts.toLocaleString('en')} posts, poured in ${seconds} s`)
    await searchTimes(house, campaign, actorFor(campaign)(people[0]!))
  } finally {
    await close()
  }
}

/** Asks every kind of question on a campaign that is full. */
export async function searchTimes(house: House, campaign: Campaign, actor: Actor): Promise<void> {
  const { id } = campaign
  await claimNext(house, id, actor, 25, {})
  const { count, some } = await size(house, id)
  console.log(`${count.toLocaleString('en')} statements; ${runs} questions of each kind; load ${load()}`)
  const baseline = await timed(runs, async (at) => void (await oneStatement(house.db, id, some[at % some.length]!)))
  const rows: Record<string, object> = { 'baseline: one statement by its id': { ...baseline, times: 1 } }
  for (const kind of await kindsOf(house, campaign)) rows[kind.name] = withRatio(await kindTimes(house, campaign, actor, kind), baseline)
  console.table(rows)
  console.log(`load ${load()}`)
}

interface Times {
  'p50 ms': number
  'p95 ms': number
}

async function kindTimes(house: House, campaign: Campaign, actor: Actor, kind: Kind): Promise<Times & { found: number }> {
  const random = seeded(kind.name.length)
  let found = 0
  const times = await timed(runs, async () => {
    const filter = await searchFilter(house, campaign, actor, { q: kind.query(random) })
    if (filter.heldBy) return void (found += (await listStatements(house.db, campaign.id, filter, { limit: 40 })).statements.length)
    const [, count] = await Promise.all([
      listQueue(house.db, campaign.id, filter, { limit: 40 }),
      countMatches(house.db, campaign.id, { ...filter, state: 'waiting' }),
    ])
    found += count
  })
  return { ...times, found: Math.round(found / runs) }
}

async function timed(count: number, work: (at: number) => Promise<void>): Promise<Times> {
  await work(0)
  const all: number[] = []
  for (let at = 0; at < count; at++) {
    const began = performance.now()
    await work(at)
    all.push(performance.now() - began)
  }
  all.sort((a, b) => a - b)
  const at = (share: number) => Math.round(all[Math.min(all.length - 1, Math.floor(all.length * share))]! * 10) / 10
  return { 'p50 ms': at(0.5), 'p95 ms': at(0.95) }
}

function withRatio<T extends Times>(times: T, baseline: Times) {
  return { ...times, times: Math.round(times['p50 ms'] / Math.max(baseline['p50 ms'], 0.1)) }
}

async function size(house: House, campaignId: string): Promise<{ count: number; some: string[] }> {
  const row = await house.db.row<{ count: number }>('select count(*)::int as count from statement where campaign_id = $1', [campaignId])
  const some = await house.db.rows<{ id: string }>('select id from statement where campaign_id = $1 order by id limit 40', [campaignId])
  return { count: row!.count, some: some.map((one) => one.id) }
}

/** Words by how often they stand in the statements themselves, tags and authors as they occur. */
async function kindsOf(house: House, campaign: Campaign): Promise<Kind[]> {
  const words = await house.db.rows<{ word: string; ndoc: number }>(
    `select word, ndoc from ts_stat($$ select search from statement_text where campaign_id = '${campaign.id}' limit 30000 $$) where word not like '#%' and length(word) > 3 order by ndoc desc, word`)
  const tags = await house.db.rows<{ word: string }>(
    `select word from ts_stat($$ select search from statement_text where campaign_id = '${campaign.id}' limit 30000 $$) where word like '#%' order by ndoc desc limit 20`)
  const authors = await house.db.rows<{ author: string }>('select author_id as author from post where campaign_id = $1 and author_id is not null limit 200', [campaign.id])
  const places = await house.db.rows<{ name: string; lat: number; lon: number }>('select name, lat, lon from place where campaign_id = $1 order by name limit 20', [campaign.id])
  const from = (least: number, most: number) => words.filter(({ ndoc }) => ndoc >= least && ndoc <= most).map(({ word }) => word)
  const top = words[0]!.ndoc
  return kinds(
    { common: words.slice(0, 25).map(({ word }) => word), middle: from(Math.ceil(top / 100), Math.ceil(top / 20)), rare: from(1, 5) },
    tags.map(({ word }) => word.slice(1)), authors.map(({ author }) => pseudonym(author)), places,
  )
}

function seeded(seed: number): () => number {
  let state = seed
  return () => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296)
}
