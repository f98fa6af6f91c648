import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { isRefusal } from '#core/index.ts'
import type { Arrival } from '#channel/index.ts'
import { alone, readContact, readPrivate, storePosts, withdraw } from '#post/index.ts'
import { foldAll } from '#statement/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { variants } from '../../bench/intake/variants.ts'
import { readItems } from './body.ts'
import { Gate } from './gather.ts'
import { takeIn } from './take-in.ts'

let test: TestHouse
beforeAll(async () => void (test = await openTestHouse()))
afterAll(() => test.close())

let campaigns = 0
const begin = () => addCampaign(test.house, { slug: `c-${campaigns++}`, name: 'C', organisation: 'O' })

const count = async (campaign: { id: string }) =>
  (await test.house.db.row<{ count: number }>(`select count(*)::int as count from post where campaign_id = $1`, [campaign.id]))!.count

describe('taking in', () => {
  it('knows what it has, in the same batch and in later ones', async () => {
    const campaign = await begin()
    const arrivals = variants(50, 1)
    const first = await takeIn(test.house, campaign, [...arrivals, ...arrivals.slice(0, 10)])
    expect(first).toMatchObject({ accepted: 50, known: 10 })
    expect(first.results[50]).toEqual({ id: first.results[0]!.id, known: true })
    const again = await takeIn(test.house, campaign, arrivals)
    expect(again).toMatchObject({ accepted: 0, known: 50 })
    expect(again.results.map((one) => one.id)).toEqual(first.results.slice(0, 50).map((one) => one.id))
    expect(await count(campaign)).toBe(50)
  })

  it('stores the same posts sent at the same moment by many connections once, without an error', async () => {
    const campaign = await begin()
    const arrivals = variants(400, 2)
    const { house } = test
    // Not through takeIn, which would send them one after the other: as separate processes do it.
    const sent = await Promise.all(Array.from({ length: 8 }, (_, i) => {
      const order = i % 2 === 0 ? arrivals : arrivals.toReversed()
      return storePosts(house, campaign, order, house.clock.now()).then(({ results }) => results)
    }))
    expect(sent.flat().filter((one) => !one.known)).toHaveLength(400)
    expect(await count(campaign)).toBe(400)
    const keys = await house.db.row<{ count: number }>(`select count(*)::int as count from author_key where campaign_id = $1`, [campaign.id])
    expect(keys!.count).toBe(new Set(arrivals.map((one) => `${one.channel} ${one.author!.handle}`)).size)
  })

  it('a batch that waits for the one before holds nothing that one needs, in a new campaign and while keys are destroyed', async () => {
    const { house } = test
    const campaign = await begin()
    const arrivals = variants(300, 5)
    const store = async (from: number, lane = alone) => (await storePosts(house, campaign, arrivals.slice(from, from + 100), house.clock.now(), { lane })).posts.map((post) => post.id)
    const behind = (first: () => Promise<unknown>, from: number) => {
      let before: Promise<unknown> | undefined
      return store(from, { ...alone, mayWrite: async () => void (await (before ??= first())) })
    }
    let stored: string[] = []
    expect(await behind(async () => (stored = await store(0)), 100), 'nothing was there before').toHaveLength(100)
    expect(await behind(() => withdraw(house, campaign.id, stored, 'erased'), 200), 'keys were destroyed meanwhile').toHaveLength(100)
    expect(await count(campaign)).toBe(300)
  })

  it('keeps the original byte for byte, and opens it with the key of its author whoever made the key', async () => {
    const campaign = await begin()
    const original = Buffer.from('{"text": "caf\\u00e9 \\u0001", "n": 1.0}')
    const [post] = (await takeIn(test.house, campaign, [
      { channel: 'sms', externalId: 's1', text: 'café', original, author: { name: 'Ana' }, contact: { phone: '+34 600 000 000' } },
      { channel: 'sms', externalId: 's2', text: 'no author', original },
    ])).results
    const opened = await readPrivate(test.house, { campaignId: campaign.id, reason: 'test' }, [post!.id])
    expect(opened.get(post!.id)).toEqual({ original, byline: { name: 'Ana' }, contact: { phone: '+34 600 000 000' } })
    expect(await readContact(test.house, { campaignId: campaign.id, reason: 'test' }, post!.id)).toEqual({ phone: '+34 600 000 000' })
    const raw = await test.house.db.rows<{ row: string }>(`select p::text as row from post p where campaign_id = $1`, [campaign.id])
    for (const { row } of raw) expect(row).not.toMatch(/600 000|Ana|6361665c7530/)
    const looks = await test.house.db.rows(`select kind from audit where campaign_id = $1 and kind like '%.read' order by kind`, [campaign.id])
    expect(looks).toEqual([{ kind: 'contact.read' }, { kind: 'original.read' }])
  })

  it('answers single posts sent at once with few commits, each with its own result', async () => {
    const campaign = await begin()
    const arrivals = variants(300, 3)
    const answers = await Promise.all(arrivals.map((arrival) => takeIn(test.house, campaign, [arrival])))
    expect(answers.every((one) => one.accepted === 1)).toBe(true)
    expect(new Set(answers.map((one) => one.results[0]!.id)).size).toBe(300)
    await foldAll(test.house, campaign.id)
    expect(await test.house.db.rows(`select 1 from arrival where campaign_id = $1`, [campaign.id])).toEqual([])
    const batches = await test.house.db.row<{ count: number }>(`select count(distinct arrived_at)::int as count from post where campaign_id = $1`, [campaign.id])
    expect(batches!.count).toBeLessThan(20)
  })

  it('one caller whose posts cannot be stored does not fail the others', async () => {
    const campaign = await begin()
    const [good, other] = variants(2, 4) as [Arrival, Arrival]
    const bad: Arrival = { ...other, externalId: 'bad', text: 'a NUL \0 in it' }
    const [first, second, third] = await Promise.allSettled([takeIn(test.house, campaign, [good]), takeIn(test.house, campaign, [bad]), takeIn(test.house, campaign, [other])])
    expect([first!.status, second!.status, third!.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await count(campaign)).toBe(2)
  })
})

describe('under overload', () => {
  it('says so with a time to come back, and takes a single call of any size', async () => {
    const gate = new Gate(10)
    let open = () => {}
    const inside = gate.pass(50, () => new Promise<void>((resolve) => (open = resolve)))
    const refused = await gate.pass(1, async () => {}).catch((error: unknown) => error)
    expect(isRefusal(refused) && [refused.status, refused.extra['retryAfter']]).toEqual([429, 2])
    open()
    await inside
    await expect(gate.pass(1, async () => 'in')).resolves.toBe('in')
  })
})

describe('a body', () => {
  const item = (id: string) => ({ channel: 'sms', externalId: id, text: 'a [text] with "signs", {braces} and \\ in it' })

  it.each([
    ['one object', JSON.stringify(item('1')), 'application/json', 1],
    ['an array', JSON.stringify([item('1'), item('2')]), 'application/json', 2],
    ['an array with blanks', ` [ ${JSON.stringify(item('1'))} ,\n ${JSON.stringify(item('2'))} ] `, 'application/json', 2],
    ['an empty array', '[]', 'application/json', 0],
    ['one object behind a byte order mark', `\ufeff${JSON.stringify(item('1'))}`, 'application/json', 1],
    ['lines behind a byte order mark', `\ufeff${JSON.stringify(item('1'))}\r\n${JSON.stringify(item('2'))}`, 'application/x-ndjson', 2],
    ['lines', `${JSON.stringify(item('1'))}\r\n\n${JSON.stringify(item('2'))}`, 'application/x-ndjson', 2],
  ])('is read as %s', (_, body, type, expected) => {
    const { arrivals, rejected } = readItems(Buffer.from(body), type)
    expect(rejected).toEqual([])
    expect(arrivals).toHaveLength(expected)
    for (const arrival of arrivals) expect(JSON.parse(Buffer.from(arrival.original).toString())).toEqual(item(arrival.externalId))
  })

  it('gives each bad item its index and keeps the good ones', () => {
    const { arrivals, rejected } = readItems(Buffer.from(JSON.stringify([item('1'), { ...item('2'), text: '' }, 7, item('4'), { channel: 'sms', text: 'no id' }])), 'application/json')
    expect(arrivals.map((one) => one.externalId)).toEqual(['1', '4'])
    expect(rejected.map((one) => one.index)).toEqual([1, 2, 4])
    expect(rejected[2]).toMatchObject({ code: 'missing', detail: expect.stringContaining('externalId') })
  })

  it('that is not JSON is refused whole, a line that is none alone', () => {
    expect(() => readItems(Buffer.from('{"a":'), 'application/json')).toThrow('not valid JSON')
    expect(readItems(Buffer.from(`{"a":\n${JSON.stringify(item('1'))}`), 'application/x-ndjson').rejected).toMatchObject([{ index: 0, code: 'not-json' }])
  })

  it('with too many posts is refused', () => {
    expect(() => readItems(Buffer.from(`[${Array(10_001).fill('{}').join()}]`), 'application/json')).toThrow('at most')
  })
})
