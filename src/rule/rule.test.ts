import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#core/index.ts'
import { claimNext, claimOne, exportStatements, listStatements, releaseClaim } from '#desk/index.ts'
import { actorOf } from '#person/index.ts'
import { withdraw } from '#post/index.ts'
import { countStatements, queueCounts } from '#statement/index.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { endRules, judge, listRules, makeRule, previewOf, sampleOf, switchRule, unjudge, urgentAside, type NewRule } from './index.ts'

let office: Office
let lea: Actor
let sam: Actor
let said = 0

beforeAll(async () => {
  office = await openOffice()
  await office.person('lea', 'coordinator')
  await office.person('sam', 'volunteer')
  lea = (await actorOf(office.house, { cookie: office.cookieOf('lea') }))!
  sam = (await actorOf(office.house, { cookie: office.cookieOf('sam') }))!
})
afterAll(() => office?.close())
beforeEach(async () => {
  // Each test begins with an empty campaign and no rules.
  const { house, campaign } = office
  for (const table of ['aside', 'rule_verdict', 'rule_day', 'flood_count', 'claim', 'deed', 'statement_text', 'statement', 'post_fold', 'fold_exact', 'fold_representative', 'fold_key', 'fold_merge', 'rule']) {
    await house.db.rows(`delete from ${table} where campaign_id = $1`, [campaign.id])
  }
  await house.db.rows('update folding set epoch = epoch + 1, next_number = 1 where campaign_id = $1', [campaign.id])
  await house.db.rows('update rule_setting set version = version + 1 where campaign_id = $1', [campaign.id])
})

type Post = { text?: string; by?: string } & Record<string, unknown>

async function say(...posts: Post[]): Promise<void> {
  await office.say(posts.map(({ by, ...post }) => ({ channel: 'x', externalId: `r${said}`, text: `${sentence(said++ % 2_000)} ${Math.floor(said / 2_000)}`, ...(by ? { author: { handle: by } } : {}), ...post })))
}

async function states(): Promise<Record<string, number>> {
  const { oldestWaitingSeconds: _, ...counts } = await queueCounts(office.house.db, office.campaign.id, office.house.clock.now())
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

/** What stands in the queue, in its order. */
async function queue(): Promise<string[]> {
  return (await listStatements(office.house.db, office.campaign.id, { state: 'waiting' }, { limit: 200 })).statements.map((one) => one.text)
}

const make = (wish: NewRule, actor = lea) => makeRule(office.house, office.campaign.id, actor, wish, actor === sam)
const turn = (id: string, state: 'on' | 'off') => switchRule(office.house, office.campaign.id, lea, id, state)
const view = async (id: string) => (await listRules(office.house.db, office.campaign.id, office.house.clock.now(), { id }))[0]!
const postBy = async (text: string) => (await office.house.db.row<{ id: string }>('select id from post where campaign_id = $1 and text = $2', [office.campaign.id, text]))!.id

const coins = (n: number) => `Double your savings with GannetCoin before the ${n} of March, ask ${sentence(n)}`

test('a search is put aside now and from now on, is counted, and comes back whole when it is switched off', async () => {
  await say({ text: coins(1) }, { text: coins(2) }, {}, {})
  const before = await queue()
  const wish = { kind: 'search', filter: { q: 'gannetcoin -water' } }
  const preview = await previewOf(office.house, office.campaign.id, wish)
  expect(preview).toMatchObject({ statements: 2, posts: 2, held: 0, urgent: 0 })
  expect(preview.examples.map((one) => one.text).sort()).toEqual([coins(1), coins(2)].sort())
  expect(await states()).toEqual({ waiting: 4 })
  const rule = await make({ ...wish, reason: 'An advertisement' })
  expect(await states()).toEqual({ waiting: 2, aside: 2 })
  await say({ text: coins(3) }, { text: `RT @coin: ${coins(1)}` }, {})
  expect(await states()).toEqual({ waiting: 3, aside: 3 })
  expect(await view(rule.id)).toMatchObject({ state: 'on', madeBy: 'lea', reason: 'An advertisement', statements: 3, posts: 4, days: expect.arrayContaining([3]) })
  await turn(rule.id, 'off')
  expect(await states()).toEqual({ waiting: 6 })
  expect((await queue()).filter((text) => before.includes(text)).sort()).toEqual(before.sort())
  await turn(rule.id, 'on')
  expect(await states()).toEqual({ waiting: 3, aside: 3 })
  // Switched off and on again, nothing is counted twice.
  expect((await view(rule.id)).days.reduce((sum, one) => sum + one)).toBe(3)
  expect(await countStatements(office.house.db, office.campaign.id)).toEqual({ statements: 6, posts: 7 })
  let exported = 0
  for await (const one of exportStatements(office.house.db, office.campaign.id)) exported += 1 + one.copies
  expect(exported).toBe(7)
})

test.each([
  ['phrase', 'Savings with GANNETcoin', ['Double your savings with gannetcoin today and thank me later, friends'], ['Savings are lost with every gannetcoin that the mayor buys for the town']],
  ['hashtag', '#Match', ['What a goal in the last minute of the long game tonight #match', 'The whole town watches the second half on one screen ＃MATCH now'], ['A match was lit near the archive of the court last night #matchday', 'No match between what was paid and what was built at the pier']],
  ['host', 'coin.example.org', ['Read how I became rich by the sea in a week http://www.coin.example.org/win?x=1', 'See my whole story about money and love https://coin.example.org.'], ['The ledger of the bank is at https://notcoin.example.org/ for all to read', 'Somebody wrote coin example org on the wall of the customs house']],
  ['link', 'https://coin.example.org/win/', ['Win what the rest of the town has lost, at http://coin.example.org/win?from=me', 'Only tonight for the brave and the young https://coin.example.org/win'], ['Somebody has sued the firm, documents at https://coin.example.org/winner', 'The court order stands at https://coin.example.org/win/court for all']],
])('a %s takes what it means and nothing beside, of what waits as of what arrives', async (kind, value, mine, others) => {
  await say(...mine.map((text) => ({ text })), ...others.map((text) => ({ text })))
  await make({ kind, value })
  expect((await queue()).sort()).toEqual([...others].sort())
  expect(await states()).toEqual({ waiting: others.length, aside: mine.length })
  await say(...mine.map((text) => ({ text: text.replace(/^\S+ \S+/, 'Quite another beginning of it all, said by the harbour master:') })), ...others.map((text) => ({ text: text.replace(/^\S+ \S+/, 'The sister of the baker tells it like this:') })))
  expect(await states()).toEqual({ waiting: others.length * 2, aside: mine.length * 2 })
})

test('a link that stands beside the text only is found too', async () => {
  const posts = (n: number) => ({ text: `${sentence(700 + n)} sh.example/a${n}`, links: ['https://coin.example.org/win'], hashtags: [], mentions: [] })
  await say(posts(1), {})
  await make({ kind: 'link', value: 'coin.example.org/win' })
  await say(posts(2), {})
  expect(await states()).toEqual({ waiting: 2, aside: 2 })
})

test('a sender is put aside where all who say it are; another voice brings it back, and no address is kept or shown', async () => {
  const [alone, both, later] = ['The first thing that only the shouter from the pier says to us', 'Something that the shouter and a nurse of the clinic say alike today', 'And what the shouter says on the next morning, when all is quiet']
  await say({ text: alone, by: 'shouter' }, { text: both, by: 'shouter' }, { text: both, by: 'nurse' }, {})
  const rule = await make({ kind: 'sender', post: await postBy(alone) })
  expect(await states()).toEqual({ waiting: 2, aside: 1 })
  await say({ text: later, by: 'shouter' })
  expect(await states()).toEqual({ waiting: 2, aside: 2 })
  await say({ text: `RT @shouter: ${later}`, by: 'shouter' })
  expect(await states()).toEqual({ waiting: 2, aside: 2 })
  await say({ text: `RT @shouter: ${later}`, by: 'teacher' })
  expect(await states()).toEqual({ waiting: 3, aside: 1 })
  expect(await view(rule.id)).toMatchObject({ sender: expect.stringMatching(/^[0-9A-Z]{4}$/), statements: 1 })
  const rows = await office.house.db.rows<{ row: string }>('select r::text as row from rule r where campaign_id = $1', [office.campaign.id])
  expect(JSON.stringify([rows, await view(rule.id)])).not.toMatch(/shouter/)
})

test('two muted senders hold what both say; with the end of either it waits again', async () => {
  const text = 'The same long sentence about nothing that two accounts say to everybody'
  for (const order of [[0, 1], [1, 0]]) {
    const [own, other] = [`Only the first one says this about the weather ${order}`, `Only the second one says this about the clouds ${order}`]
    const shared = `${text} ${order[0] ? 'today in the rain' : 'tonight by the sea'}`
    await say({ text: own, by: 'one' }, { text: other, by: 'two' }, { text: shared, by: 'one' }, { text: shared, by: 'two' })
    const rules = [await make({ kind: 'sender', post: await postBy(own) }), await make({ kind: 'sender', post: await postBy(other) })]
    expect(await queue()).not.toContain(shared)
    await turn(rules[order[0]!]!.id, 'off')
    expect(await queue()).toContain(shared)
    await turn(rules[order[1]!]!.id, 'off')
    expect((await states())['aside']).toBeUndefined()
  }
})

test('what somebody holds is never pulled from under their hands, nor by what arrives; what is decided stays so', async () => {
  await say({ text: coins(10) }, { text: coins(11) }, { text: coins(12) })
  const [claim] = await claimNext(office.house, office.campaign.id, sam, 1, {})
  const wish = { kind: 'phrase', value: 'gannetcoin' }
  expect(await previewOf(office.house, office.campaign.id, wish)).toMatchObject({ statements: 2, held: 1 })
  const rule = await make(wish)
  expect(await states()).toEqual({ held: 1, aside: 2 })
  await releaseClaim(office.house, office.campaign.id, sam, claim!.statementId)
  const [aside] = (await listStatements(office.house.db, office.campaign.id, { state: 'aside' })).statements
  await expect(claimOne(office.house, office.campaign.id, sam, aside!.id)).rejects.toMatchObject({ code: 'not-waiting' })
  await turn(rule.id, 'off')
  await claimOne(office.house, office.campaign.id, sam, aside!.id)
  await turn(rule.id, 'on')
  expect(await states()).toEqual({ held: 1, aside: 2 })
})

test('rules and claims at the same moment: every statement is with one person or aside, none both', async () => {
  await say(...Array.from({ length: 60 }, (_, n) => ({ text: `${sentence(100 + n)} GannetCoin` })), ...Array.from({ length: 20 }, (_, n) => ({ text: sentence(300 + n) })))
  const taking = async () => {
    const taken: string[] = []
    for (let round = 0; round < 8; round++) taken.push(...(await claimNext(office.house, office.campaign.id, sam, 3, {})).map((one) => one.statementId))
    return taken
  }
  const [rule, ...claims] = await Promise.all([make({ kind: 'phrase', value: 'gannetcoin' }), taking(), taking()])
  const taken = claims.flat()
  expect(new Set(taken).size).toBe(taken.length)
  const both = await office.house.db.rows(
    `select 1 from statement s left join claim c on c.campaign_id = s.campaign_id and c.statement_id = s.id left join aside a on a.campaign_id = s.campaign_id and a.statement_id = s.id
     where s.campaign_id = $1 and ((s.state = 'held') <> (c.statement_id is not null) or (s.state = 'aside') <> (a.statement_id is not null))`, [office.campaign.id])
  expect(both).toEqual([])
  const { aside = 0, held, waiting = 0 } = await states()
  expect([aside + held! + waiting, held]).toEqual([80, taken.length])
  expect(await queue()).not.toContainEqual(expect.stringMatching(/gannetcoin/i))
  await turn(rule.id, 'off')
  expect((await states())['aside']).toBeUndefined()
})

test('a sample is drawn by its seed; what was wanted waits again for good, and the error is a figure', async () => {
  await say(...Array.from({ length: 30 }, (_, n) => ({ text: coins(200 + n) })))
  const rule = await make({ kind: 'phrase', value: 'gannetcoin' })
  const draw = async (seed: string) => (await sampleOf(office.house.db, office.campaign.id, rule.id, 10, seed)).map((one) => one.id)
  const first = await draw('a')
  expect(await draw('a')).toEqual(first)
  expect((await draw('b')).sort()).not.toEqual([...first].sort())
  expect(await judge(office.house, office.campaign.id, lea, rule.id, first.slice(0, 3), 'wanted')).toBe(3)
  expect(await judge(office.house, office.campaign.id, lea, rule.id, first.slice(3), 'noise')).toBe(7)
  expect(await view(rule.id)).toMatchObject({ sampled: 10, wanted: 3, statements: 27 })
  expect(await draw('a')).not.toContain(first[5])
  await turn(rule.id, 'off')
  await turn(rule.id, 'on')
  expect(await states()).toEqual({ waiting: 3, aside: 27 })
  await unjudge(office.house, office.campaign.id, rule.id, first[0]!)
  expect(await states()).toEqual({ waiting: 2, aside: 28 })
  expect(await view(rule.id)).toMatchObject({ sampled: 9, wanted: 2 })
})

test('what is told at first hand is never swallowed silently', async () => {
  await say({ text: coins(300), knows: 'lived' }, { text: coins(301) }, { text: coins(302) })
  expect(await previewOf(office.house, office.campaign.id, { kind: 'phrase', value: 'gannetcoin' })).toMatchObject({ statements: 3, urgent: 1, examples: [{ urgent: true }, {}, {}] })
  const rule = await make({ kind: 'phrase', value: 'gannetcoin' })
  const trapped = `Two of us are trapped under the stairs of the GannetCoin house, it burns`
  await say({ text: `RT @coin: ${coins(301)}`, knows: 'lived' }, { text: coins(303), knows: 'lived' }, { text: trapped })
  expect(await view(rule.id)).toMatchObject({ statements: 5, urgent: 4 })
  expect((await urgentAside(office.house.db, office.campaign.id)).map((one) => one.text).sort()).toEqual([coins(300), coins(301), coins(303), trapped].sort())
})

test('a volunteer proposes, and it does nothing until a coordinator accepts it; the same one twice is one', async () => {
  await say({ text: coins(400) })
  const proposed = await make({ kind: 'phrase', value: 'GannetCoin' }, sam)
  expect(proposed).toMatchObject({ state: 'proposed', pending: null })
  expect((await make({ kind: 'phrase', value: 'gannetcoin ' }, sam)).id).toBe(proposed.id)
  await say({ text: coins(401) })
  expect(await states()).toEqual({ waiting: 2 })
  await turn(proposed.id, 'on')
  expect(await states()).toEqual({ aside: 2 })
  expect(await view(proposed.id)).toMatchObject({ madeBy: 'sam', changedBy: 'lea' })
})

test('when its time is over a rule takes nothing more and holds what it has', async () => {
  await say({ text: coins(500) })
  const rule = await make({ kind: 'phrase', value: 'gannetcoin', days: 1 })
  office.clock.pass(25 * 3_600_000)
  await endRules(office.house)
  expect(await view(rule.id)).toMatchObject({ state: 'over', changedBy: null })
  await say({ text: coins(501) })
  expect(await states()).toEqual({ waiting: 1, aside: 1 })
})

test('a ban is written down and reversible', async () => {
  const text = 'I shall find out where every one of you sleeps, says the banned one'
  await say({ text, by: 'menace' })
  const ban = await make({ kind: 'sender', post: await postBy(text), ban: true, reason: 'Threats' })
  expect(await view(ban.id)).toMatchObject({ box: 'ban', statements: 1 })
  office.clock.pass(1_000)
  await turn(ban.id, 'off')
  expect(await states()).toEqual({ waiting: 1 })
  const lines = await office.house.db.rows('select kind, subject, reason from audit where campaign_id = $1 and kind like $2 order by id', [office.campaign.id, 'sender.%'])
  expect(lines).toEqual([{ kind: 'sender.banned', subject: ban.id, reason: 'Threats' }, { kind: 'sender.unbanned', subject: ban.id, reason: null }])
})

test('no words of a withdrawn post stay in a rule, unless somebody else says them', async () => {
  const [one, two] = ['My zanzibird neighbour has sold the well to the company of his own brother', 'Zanzibird coins for everybody who writes to us before the end of the month']
  await say({ text: one }, { text: two }, { text: coins(600) })
  const rule = await make({ kind: 'phrase', value: 'zanzibird' })
  await make({ kind: 'phrase', value: 'gannetcoin' })
  await withdraw(office.house, office.campaign.id, [await postBy(one)], 'withdrawn')
  expect(await view(rule.id)).toMatchObject({ state: 'on', value: 'zanzibird', statements: 1 })
  await withdraw(office.house, office.campaign.id, [await postBy(two)], 'withdrawn')
  expect(await view(rule.id)).toMatchObject({ state: 'off', value: null, statements: 0, madeBy: 'lea' })
  expect(await states()).toEqual({ aside: 1 })
  await expect(turn(rule.id, 'on')).rejects.toMatchObject({ code: 'rule-empty' })
})

test.each([[{ kind: 'search', filter: { q: 'ab' } }], [{ kind: 'search', filter: { q: '-coin -win' } }], [{ kind: 'phrase', value: '!!' }], [{ kind: 'link', value: 'no link' }], [{ kind: 'hashtag', value: 'two words' }], [{ kind: 'template' }]])(
  'what would mean nothing or everything is refused: %j', async (wish) => {
    await expect(make(wish)).rejects.toMatchObject({ code: 'rule-wrong', status: 422 })
  })

test.each(['from:ABCD coin', 'coin since:2026-01-01', 'coin near:Oldford', 'coin held-by:me'])('a search by what is no property of a statement is no rule: %s', async (q) => {
  await expect(make({ kind: 'search', filter: { q } })).rejects.toMatchObject({ code: 'rule-search', status: 422 })
})

test('a search takes only what all of it means: language, channel and tags too', async () => {
  const text = (n: number) => `${sentence(40 + n * 9)} gannetcoin`
  await say({ text: text(1), channel: 'sms' }, { text: text(2), channel: 'x' }, { text: `${text(3)} #win`, channel: 'sms' })
  await make({ kind: 'search', filter: { q: 'gannetcoin -#win', channel: 'sms' } })
  expect(await states()).toEqual({ waiting: 2, aside: 1 })
  await say({ text: text(4), channel: 'sms' }, { text: text(5), channel: 'x' }, { text: `${text(6)} #win`, channel: 'sms' })
  expect(await states()).toEqual({ waiting: 4, aside: 2 })
  await make({ kind: 'search', filter: { q: '#win channel:sms' } })
  await say({ text: `${sentence(130)} #win`, channel: 'sms' }, { text: `${sentence(140)} #win`, channel: 'x' }, { text: `${sentence(151)} #winner`, channel: 'sms' })
  expect(await states()).toEqual({ waiting: 4, aside: 5 })
})
