import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { takeIn } from '#intake/index.ts'
import { withdraw } from '#post/index.ts'
import { isRefusal } from '#core/index.ts'
import { agreesWithItself } from '../../../test/harness/agrees.ts'
import { openTestHouse, type TestHouse } from '../../../test/harness/house.ts'
import { CampaignFolding } from '../folding.ts'
import { holdFolding } from '../hold.ts'
import { foldAll } from '../turns.ts'
import { joinByHand, partStatement, standingRefold, undoRefold, type Refolded, type Which } from './index.ts'

let test: TestHouse
let campaignId = ''
let serial = 0
const person = 'p-ana'

beforeAll(async () => {
  test = await openTestHouse()
  await test.house.db.rows(`insert into person (id, email, name, created_at) values ($1, 'ana@example.org', 'Ana', now())`, [person])
})
afterAll(() => test.close())

async function begin(): Promise<void> {
  campaignId = (await addCampaign(test.house, { slug: `c-${serial++}`, name: 'C', organisation: 'O' })).id
}

/** Without folding: whoever is to fold does. */
async function arrive(...texts: string[]): Promise<string[]> {
  const silent = { ...test.house, flow: { ...test.house.flow, run: async () => {} } }
  const { results } = await takeIn(silent, { id: campaignId }, texts.map((text) => ({ channel: 'sms', externalId: `r-${serial++}`, text, original: Buffer.from(text) })))
  return results.map((one) => one.id)
}

async function say(...texts: string[]): Promise<string[]> {
  const ids = await arrive(...texts)
  await foldAll(test.house, campaignId)
  return ids
}

/** The statement of each post. */
async function partition(): Promise<Map<string, string>> {
  const rows = await test.house.db.rows<{ post_id: string; statement_id: string }>(`select post_id, statement_id from post_fold where campaign_id = $1 order by number`, [campaignId])
  return new Map(rows.map((row) => [row.post_id, row.statement_id]))
}

const by = () => ({ campaignId, personId: person, at: test.clock.now() })

async function part(statementId: string, which: Which): Promise<Refolded> {
  return test.house.db.transact(async (t) => {
    await holdFolding(t, campaignId)
    return partStatement(t, by(), statementId, which)
  })
}

async function join(kept: string, joined: string): Promise<Refolded> {
  return test.house.db.transact(async (t) => {
    await holdFolding(t, campaignId)
    return joinByHand(test.house, t, by(), kept, joined)
  })
}

async function undo(id: string): Promise<void> {
  await test.house.db.transact(async (t) => {
    await holdFolding(t, campaignId)
    await undoRefold(test.house, t, by(), (await standingRefold(t, campaignId, id))!)
  })
}

const bridge = 'the old bridge over the river at the mill has been closed for eleven weeks and pupils walk two hours to the school on the other side'
const gorge = bridge.replace('river', 'gorge')
const tags = ['now', 'please', 'today', 'help', 'again']
const exchanged: [string, string][] = [['closed', 'shut'], ['weeks', 'days'], ['pupils', 'children'], ['walk', 'go'], ['old', 'ancient'], ['school', 'class']]

/** A copy in which one word is another, and a hashtag stands at the end: thirty of them, of either text. */
const edited = (text: string, at: number) => `${text.replace(...exchanged[at % 6]!)} #${tags[at % 5]}`

describe('a wording taken out of a statement', () => {
  it.each(['warm', 'cold', 'by two'])('stays out: a hundred later copies of both sides go to their own, with caches %s', async (caches) => {
    await begin()
    const [first, second] = await say(bridge, gorge, `RT @ana: ${bridge}`, `RT @ben: ${gorge}`)
    const before = await partition()
    expect(new Set(before.values()).size).toBe(1)
    const statement = before.get(first!)!
    let folders = [new CampaignFolding(test.house, campaignId), new CampaignFolding(test.house, campaignId)]
    await folders[0]!.turn()
    const { otherId, posts } = await part(statement, { wording: second! })
    expect(posts).toBe(2)
    await agreesWithItself(test.house, campaignId, 4)
    for (let at = 0; at < 100; at += 10) {
      const mine = await arrive(...Array.from({ length: 10 }, (_, i) => (i % 3 === 0 ? `RT @cleo${at + i}: ${bridge}` : edited(bridge, at + i))))
      const theirs = await arrive(...Array.from({ length: 10 }, (_, i) => (i % 3 === 0 ? `@dan${at + i} ${gorge}` : edited(gorge, at + i))))
      if (caches === 'cold') folders = [new CampaignFolding(test.house, campaignId)]
      for (let turn = 0; ; turn += 1) {
        const done = await folders[caches === 'by two' ? turn % 2 : 0]!.turn(7)
        if (done !== 'held by another' && !done.left) break
        if (done !== 'held by another' && done.folded === 0) break
        test.clock.pass(6_000)
      }
      const now = await partition()
      expect(mine.map((id) => now.get(id))).toEqual(mine.map(() => statement))
      expect(theirs.map((id) => now.get(id))).toEqual(theirs.map(() => otherId))
    }
    await agreesWithItself(test.house, campaignId, 204)
  })
})

it('what was taken out, joined to another and then taken back by whoever said it cannot be put back, and says so', async () => {
  await begin()
  const [first, second, third] = await say(bridge, gorge, 'nobody has emptied the bins behind the market hall since the feast')
  const before = await partition()
  const taken = await part(before.get(first!)!, { wording: second! })
  await join(before.get(third!)!, taken.otherId)
  await withdraw(test.house, campaignId, [second!], 'withdrawn')
  await expect(undo(taken.refoldId)).rejects.toMatchObject({ code: 'nothing-left' })
})

const sentences = [bridge, gorge, bridge.replace('pupils', 'children'), 'nobody has emptied the bins behind the market hall since the feast, and rats run over the stalls at noon', 'la vieille fontaine de la place ne donne plus une goutte depuis les fêtes et personne ne vient voir']
const arrival = fc.record({ of: fc.nat(sentences.length - 1), how: fc.constantFrom('same', 'repost', 'edit', 'cut', 'other'), at: fc.nat(29) })
  .map(({ of, how, at }) => {
    const text = sentences[of]!
    if (how === 'repost') return `RT @somebody${at}: ${text}`
    if (how === 'edit') return edited(text, at)
    if (how === 'cut') return `${text.slice(0, 60 + at)}…`
    return how === 'other' ? `${text.split(' ').reverse().join(' ')} ${at % 4}` : text
  })
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('arrive' as const), texts: fc.array(arrival, { minLength: 1, maxLength: 8 }), folder: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('part' as const), of: fc.nat(), posts: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('join' as const), kept: fc.nat(), joined: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), which: fc.nat() }) },
)

/** What folding itself joined since is no matter of the undo: groups as they were, those that it joined taken as one. */
function groups(posts: Map<string, string>, among: ReadonlySet<string>): string[] {
  const first = new Map<string, string>()
  return [...posts].filter(([id]) => among.has(id)).map(([id, statement]) => {
    if (!first.has(statement)) first.set(statement, id)
    return `${id} ${first.get(statement)}`
  })
}

it('whatever is taken out, joined, withdrawn and undone while posts arrive: an undo gives the same partition, and all counts agree', async () => {
  let undone = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 20 }), async (steps) => {
      await begin()
      let posts = 0
      let gone = 0
      const folders = [new CampaignFolding(test.house, campaignId), new CampaignFolding(test.house, campaignId)]
      const arriving = async (texts: string[], folder: number) => {
        await arrive(...texts)
        posts += texts.length
        for (let turn; (turn = await folders[folder]!.turn(5)) !== 'held by another' && turn.left;);
      }
      await arriving([...sentences, ...sentences.map((text, at) => edited(text, at))], 0)
      const standing: (Refolded & { before: Map<string, string> })[] = []
      const undoing = async (at: number) => {
        const { refoldId, statementId, otherId, before } = standing[at]!
        const now = await partition()
        try {
          await undo(refoldId)
        } catch (error) {
          if (!isRefusal(error)) throw error
          // Only the last one is certain to be possible; withdrawals may have left nothing of it.
          if (at === standing.length - 1 && gone === 0) throw error
          return
        }
        standing.splice(at, 1)
        undone += 1
        const after = await partition()
        // What was done later goes on from what would have been without it.
        for (const later of standing.slice(at)) {
          for (const [post, statement] of later.before) {
            if (statement === otherId) later.before.set(post, statementId)
            if (statement === statementId && after.get(post) === otherId) later.before.set(post, otherId)
          }
        }
        if (at < standing.length) return
        const there = new Set([...before.keys()].filter((post) => now.has(post)))
        expect(groups(after, there)).toEqual(groups(await joinedByFolding(before), there))
      }
      for (const one of steps) {
        const now = await partition()
        const ids = [...now.keys()]
        if (one.do === 'arrive') await arriving(one.texts, one.folder)
        if (one.do === 'undo' && standing.length > 0) await undoing(one.which % standing.length)
        if (one.do === 'withdraw' && ids.length > 4 && gone < 3) {
          await withdraw(test.house, campaignId, [ids[one.which % ids.length]!], 'withdrawn')
          gone += 1
          const left = await test.house.db.rows<{ id: string }>(`select id from refold where campaign_id = $1 and undone_at is null`, [campaignId])
          for (const dead of standing.filter(({ refoldId }) => !left.some((row) => row.id === refoldId))) standing.splice(standing.indexOf(dead), 1)
        }
        if (one.do === 'part') {
          const post = ids[one.of % ids.length]!
          const done = await tryTo(() => part(now.get(post)!, one.posts ? { posts: [post] } : { wording: post }))
          if (done) standing.push({ ...done, before: now })
        }
        if (one.do === 'join') {
          const all = [...new Set(now.values())]
          const [kept, joined] = [all[one.kept % all.length]!, all[one.joined % all.length]!]
          const done = await tryTo(() => join(kept, joined))
          if (done) standing.push({ ...done, before: now })
        }
      }
      await agrees(posts, gone)
      while (standing.length > 0) {
        const left = standing.length
        await undoing(left - 1)
        await agrees(posts, gone)
        if (standing.length === left) standing.pop()
      }
    }),
    { numRuns: 12, seed: 20_261_126, endOnFailure: true },
  )
  expect(undone).toBeGreaterThan(12)
})

async function tryTo(work: () => Promise<Refolded>): Promise<Refolded | undefined> {
  try {
    return await work()
  } catch (error) {
    if (isRefusal(error) && ['nothing-left', 'joined-with-itself'].includes(error.code)) return undefined
    throw error
  }
}

async function agrees(posts: number, gone: number): Promise<void> {
  if (gone === 0) return agreesWithItself(test.house, campaignId, posts)
  const row = await test.house.db.row<{ posts: number; folded: number }>(
    `select (select sum(posts)::int from statement where campaign_id = $1) as posts, (select count(*)::int from post_fold where campaign_id = $1) as folded`, [campaignId])
  expect(row).toEqual({ posts: row!.folded, folded: posts - gone })
}

/** A partition as it was, with the statements as one that folding has joined since: nobody's take out or join. */
async function joinedByFolding(before: Map<string, string>): Promise<Map<string, string>> {
  const rows = await test.house.db.rows<{ was: string; is_now: string }>(
    `select was, is_now from fold_merge m where campaign_id = $1 and not exists (
       select from refold r where r.campaign_id = $1 and ('x' || right(r.other_id::text, 12))::bit(48)::bigint = m.was)`, [campaignId])
  const became = new Map(rows.map((row) => [Number(row.was), Number(row.is_now)]))
  const now = (statement: string): string => {
    let at = Number.parseInt(statement.slice(24), 16)
    while (became.has(at)) at = became.get(at)!
    return String(at)
  }
  return new Map([...before].map(([post, statement]) => [post, now(statement)]))
}
