/** A batch that was decided while the one before was being written counts only if nobody has changed anything since. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import type { Arrival } from '#channel/index.ts'
import type { House, Reader } from '#core/index.ts'
import { stepTimes } from '#intake/index.ts'
import { handOn, hasOpenArrivals, storePosts, withdraw } from '#post/index.ts'
import { variants } from '../../bench/intake/variants.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { CampaignFolding } from './folding.ts'
import { holdFolding } from './hold.ts'
import { joinByHand, partStatement } from './refold/index.ts'

const person = 'p-ahead'
const batch = 100
let opened: TestHouse
let campaigns = 0

beforeAll(async () => {
  opened = await openTestHouse()
  await opened.house.db.rows(`insert into person (id, email, name, created_at) values ($1, 'ahead@example.org', 'Ana', now())`, [person])
})
afterAll(() => opened.close())

/** The same house, but for what becomes of work that is done aside. */
function houseWith(aside: (work: (reader: Reader) => Promise<unknown>) => Promise<unknown>): House {
  const db = new Proxy(opened.house.db, {
    get(target, key) {
      if (key === 'aside') return aside
      const value = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { ...opened.house, db }
}

const neverAhead = () => houseWith(async () => undefined)

async function stored(arrivals: Arrival[]): Promise<string> {
  const { id } = await addCampaign(opened.house, { slug: `a-${campaigns++}`, name: 'A', organisation: 'O' })
  for (let at = 0; at < arrivals.length; at += batch) {
    const { posts, epoch } = await storePosts(opened.house, { id }, arrivals.slice(at, at + batch), new Date(opened.clock.now().getTime() + at))
    handOn(posts, epoch)
  }
  return id
}

/** Folds batch by batch; `between` is done after each of them. */
async function folded(house: House, campaignId: string, between: (turn: number, folding: CampaignFolding) => Promise<void> = async () => {}): Promise<string[]> {
  const folding = new CampaignFolding(house, campaignId)
  for (let turn = 1; await hasOpenArrivals(opened.house.db, campaignId); turn += 1) {
    await folding.turn(batch)
    await between(turn, folding)
  }
  await folding.settle()
  return partition(campaignId)
}

/** Each post with the first one of its statement, in the order of folding. */
async function partition(campaignId: string): Promise<string[]> {
  const rows = await opened.house.db.rows<{ said: string }>(
    `select p.external_id || ' ' || first_value(p.external_id) over (partition by f.statement_id order by f.number) as said
     from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id where f.campaign_id = $1 order by f.number`, [campaignId])
  return rows.map((row) => row.said)
}

const times = () => stepTimes()['fold: decide ahead']?.calls ?? 0

async function idOf(campaignId: string, externalId: string): Promise<string> {
  return (await opened.house.db.row<{ id: string }>(`select id from post where campaign_id = $1 and external_id = $2`, [campaignId, externalId]))!.id
}

/** Statements of which several posts are, the oldest first. */
async function shared(campaignId: string): Promise<string[]> {
  return (await opened.house.db.rows<{ id: string }>(`select id from statement where campaign_id = $1 and posts > 3 order by number`, [campaignId])).map((row) => row.id)
}

const by = (campaignId: string) => ({ campaignId, personId: person, at: opened.clock.now() })

const interventions: Record<string, (campaignId: string, arrivals: Arrival[], turn: number) => Promise<unknown>> = {
  'a post of the batch that was decided is withdrawn': async (campaignId, arrivals, turn) =>
    withdraw(opened.house, campaignId, [await idOf(campaignId, arrivals[turn * batch + 7]!.externalId)], 'withdrawn'),
  'a post that stands for its statement is withdrawn': async (campaignId, arrivals) => withdraw(opened.house, campaignId, [await idOf(campaignId, arrivals[3]!.externalId)], 'withdrawn'),
  'a person joins two statements': async (campaignId) => {
    const [one, , other] = await shared(campaignId)
    await opened.house.db.transact(async (t) => {
      await holdFolding(t, campaignId)
      await joinByHand(opened.house, t, by(campaignId), one!, other!)
    })
  },
  'a person takes a statement apart': async (campaignId) => {
    const [statementId] = (await shared(campaignId)).slice(-1)
    const posts = await opened.house.db.rows<{ id: string }>(`select post_id as id from post_fold where campaign_id = $1 and statement_id = $2 order by number offset 2`, [campaignId, statementId])
    await opened.house.db.transact(async (t) => {
      await holdFolding(t, campaignId)
      await partStatement(t, by(campaignId), statementId!, { posts: posts.map((post) => post.id) } as never)
    })
  },
  'another process folds what was decided': (campaignId) => new CampaignFolding(neverAhead(), campaignId).turn(batch),
}

test.each(Object.keys(interventions))('%s: the posts after it are folded as if nothing had been decided ahead', async (name) => {
  const arrivals = variants(800, 5 + name.length)
  const partitions: string[][] = []
  for (const house of [opened.house, neverAhead()]) {
    const campaignId = await stored(arrivals)
    const before = times()
    partitions.push(await folded(house, campaignId, async (turn) => {
      if (turn === 3) await interventions[name]!(campaignId, arrivals, turn)
    }))
    expect(times() - before, 'each batch but the first was decided ahead').toBeGreaterThanOrEqual(6)
  }
  expect(partitions[0]!.length).toBeGreaterThan(790)
  expect(partitions[0]).toEqual(partitions[1])
})

test('what breaks off after it has decided leaves nothing behind, though other posts get the numbers that it had given', async () => {
  const arrivals = variants(1_200, 77)
  const [begun, late] = [arrivals.slice(0, 900), arrivals.slice(900)]
  let broken = 0
  const breaking = houseWith((work) => opened.house.db.aside(work).then(() => {
    broken += 1
    throw new Error('the connection is gone')
  }))
  const partitions: string[][] = []
  for (const house of [breaking, neverAhead()]) {
    const campaignId = await stored(begun)
    partitions.push(await folded(house, campaignId, async (turn) => {
      if (turn > 3) return
      // Of another process, that took longer to store them: they come before what was decided.
      const { posts, epoch } = await storePosts(opened.house, { id: campaignId }, late.slice((turn - 1) * batch, turn * batch), new Date(opened.clock.now().getTime() - 60_000 + turn))
      handOn(posts, epoch)
    }))
  }
  expect(broken).toBeGreaterThan(8)
  expect(partitions[0]).toEqual(partitions[1])
})

test('a house that is being left waits for what is being decided, and gives its connection back', async () => {
  const campaignId = await stored(variants(300, 9))
  const folding = new CampaignFolding(opened.house, campaignId)
  await folding.turn(batch)
  await folding.settle()
  const { idleCount, totalCount } = opened.house.db.pool
  expect(idleCount).toBe(totalCount)
  expect((await folded(opened.house, campaignId)).length).toBe(300)
})
