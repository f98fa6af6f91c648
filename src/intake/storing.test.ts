/** Large batches are stored in a thread of their own: what is stored is the same, and nothing is lost with the thread. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import type { Arrival } from '#channel/index.ts'
import { readPrivate, storeBatch, storePosts, alone } from '#post/index.ts'
import { foldAll } from '#statement/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { variants } from '../../bench/intake/variants.ts'
import { stepTimes } from './steps.ts'
import { takeIn } from './take-in.ts'

let test: TestHouse
beforeAll(async () => void (test = await openTestHouse()))
afterAll(() => test.close())

let campaigns = 0
const begin = () => addCampaign(test.house, { slug: `c-${campaigns++}`, name: 'C', organisation: 'O' })

/** Stores batches until the thread has answered one. */
async function threadReady(house = test.house): Promise<void> {
  const campaign = await addCampaign(house, { slug: `r-${campaigns++}`, name: 'R', organisation: 'O' })
  let carried = false
  for (let seed = 100; !carried; seed++) {
    await storeBatch(house, campaign.id, variants(250, seed), house.clock.now(), { lane: alone, timer: (_, work) => work(), spent: () => (carried = true) })
    if (seed > 300) throw new Error('the thread never came')
  }
}

/** With everything that an arrival can carry. */
function rich(count: number, seed: number): Arrival[] {
  return variants(count, seed).map((one, place) => ({
    ...one,
    ...(place % 3 === 0 ? { author: { name: 'Rosa Example', handle: `rosa${place % 40}`, network: 'Example' } } : {}),
    ...(place % 5 === 0 ? { contact: { email: `p${place}@example.org` }, consent: { quote: true, name: place % 2 === 0 } } : {}),
    ...(place % 7 === 0 ? { place: { name: 'Río Seco', lat: 13.5, lon: -88.25 }, knows: 'saw' as const } : {}),
    ...(place % 11 === 0 ? { postedAt: new Date(1_700_000_000_000 + place), links: [`https://example.org/${place}`], media: [{ url: 'https://example.org/a.jpg', alt: 'A well' }] } : {}),
  }))
}

it('the thread stores what the house itself would store, to the last column, and hands it on to folding', async () => {
  await threadReady()
  const [carried, kept] = [await begin(), await begin()]
  const posts = rich(900, 7)
  const before = stepTimes()['transaction']?.calls ?? 0
  for (let at = 0; at < posts.length; at += 300) {
    await takeIn(test.house, carried, posts.slice(at, at + 300))
    await storePosts(test.house, kept, posts.slice(at, at + 300), test.house.clock.now())
  }
  expect(stepTimes()['transaction']!.calls, 'steps of the thread are counted').toBe(before + 3)
  const rows = (campaignId: string) => test.house.db.rows<{ id: string }>(
    `select id, channel, external_id, text, language, posted_at, place_name, lat, lon, knows, hashtags, mentions, links, media, quote, name, pass_on, write, reachable, sha256,
       author_id is null as anonymous from post where campaign_id = $1 order by channel, external_id`, [campaignId])
  const [inThread, inHouse] = [await rows(carried.id), await rows(kept.id)]
  const said = (list: { id: string }[]) => list.map(({ id: _, ...row }) => row)
  expect(inThread).toHaveLength(900)
  expect(said(inThread).map((row) => ({ ...row, posted_at: undefined }))).toEqual(said(inHouse).map((row) => ({ ...row, posted_at: undefined })))
  const opened = async (campaignId: string, list: { id: string }[]) => {
    const found = await readPrivate(test.house, { campaignId, reason: 'a test looks' }, list.map((row) => row.id))
    return list.map((row) => found.get(row.id)!).map(({ original, byline, contact }) => ({ original: Buffer.from(original).toString(), byline, contact }))
  }
  expect(await opened(carried.id, inThread)).toEqual(await opened(kept.id, inHouse))
  await foldAll(test.house, carried.id)
  const folded = await test.house.db.row<{ posts: number }>(`select sum(posts)::int as posts from statement where campaign_id = $1`, [carried.id])
  expect(folded).toEqual({ posts: 900 })
})

it('when its connections are cut, whoever sends learns of it, and what is sent again is there once', async () => {
  await threadReady()
  const campaign = await begin()
  const posts = variants(3_000, 9)
  const send = (from: number) => takeIn(test.house, campaign, posts.slice(from, from + 500)).then(() => true, () => false)
  const first = [0, 500, 1_000, 1_500, 2_000, 2_500].map(send)
  const cut = await test.house.db.rows(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'clamor storing' and datname = current_database()`)
  expect(cut.length).toBeGreaterThan(0)
  const stored = await Promise.all(first)
  for (let place = 0; place < stored.length; place++) if (!stored[place]) expect(await send(place * 500)).toBe(true)
  const count = await test.house.db.row<{ posts: number; different: number }>(
    `select count(*)::int as posts, count(distinct external_id)::int as different from post where campaign_id = $1`, [campaign.id])
  expect(count).toEqual({ posts: 3_000, different: 3_000 })
})

it('a house that is being left ends its thread with its connections, and stores what still comes by itself', async () => {
  const other = await openTestHouse()
  try {
    const campaign = await addCampaign(other.house, { slug: 'left', name: 'Left', organisation: 'O' })
    await threadReady(other.house)
    const open = () => other.house.db.rows(`select 1 from pg_stat_activity where application_name = 'clamor storing' and datname = current_database()`)
    expect(await open()).not.toEqual([])
    await other.house.flow.slices.find((slice) => slice.name === 'post')!.rest!(other.house)
    // PostgreSQL strikes a closed connection off its list a moment later.
    await expect.poll(open).toEqual([])
    expect(await takeIn(other.house, campaign, variants(600, 4))).toMatchObject({ accepted: 600 })
  } finally {
    await other.close()
  }
})
