import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { issueAreasOf } from '#campaign/index.ts'
import type { Actor } from '#core/index.ts'
import { raiseAlarm } from '#alarm/index.ts'
import { addGroup, claimNext, claimOne, decide, deedsLately, deedsOf, endGroup, oneStatement, searchFilter, setSecondRules, takeBack, undoSeconds, withinReach, type Asking } from '#desk/index.ts'
import { actorOf } from '#person/index.ts'
import { withdraw } from '#post/index.ts'
import { makeRule, switchRule } from '#rule/index.ts'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { mix } from '../../demo/posts/chance.ts'
import { joinStatements } from '../statement/join.ts'
import { numberOf } from '../statement/number.ts'
import { goOn } from './make.ts'
import { bulksOn, leftOut, listBulks, makeBulk, previewBulk, takeBackBulk, talliesOf, type Wish } from './index.ts'

let office: Office
let lea: Actor
let sam: Actor
let group: string
let said = 0

beforeAll(async () => {
  office = await openOffice()
  await office.person('lea', 'coordinator')
  await office.person('sam', 'volunteer')
  lea = (await actorOf(office.house, { cookie: office.cookieOf('lea') }))!
  sam = (await actorOf(office.house, { cookie: office.cookieOf('sam') }))!
  group = await addGroup(office.house, lea, office.campaign, { name: 'Night shift', members: [] })
})
afterAll(() => office?.close())
beforeEach(() => office.clock.pass(60_000))

/** Eight words that nobody has said before. */
function gibberish(n: number): string {
  const syllables = ['ba', 'do', 'ki', 'lu', 'me', 'no', 'pi', 'ra', 'su', 'ta', 've', 'wo', 'ya', 'zu', 'fe', 'gi']
  return Array.from({ length: 8 }, (_, at) => Array.from({ length: 4 }, (_, place) => syllables[mix(n * 8 + at, place) % 16]).join('')).join(' ')
}

/** New statements with a word of their own, so that a search finds these and no others. */
async function fresh(word: string, count: number, more: Record<string, unknown> = {}): Promise<string[]> {
  await office.say(Array.from({ length: count }, () => ({ channel: 'sms', externalId: `b${said}`, text: `${word} ${gibberish(said++)}`, ...more })))
  return idsOf(word)
}

const idsOf = async (word: string) => (await office.house.db.rows<{ id: string }>(
  `select s.id from statement s join statement_text x on x.campaign_id = $1 and x.statement_id = s.id where s.campaign_id = $1 and x.search @@ $2::tsquery order by s.number`, [office.campaign.id, word])).map((row) => row.id)
const search = async (asking: Asking, actor = lea): Promise<Wish['search']> => ({ filter: await searchFilter(office.house, office.campaign, actor, asking), asking })
const discard = async (q: string): Promise<Wish> => ({ kind: 'discard', fields: { reason: 'spam' }, search: await search({ q }) })
const preview = (wish: Wish, actor = lea) => previewBulk(office.house, actor, office.campaign, wish)
const make = (wish: Wish & { seen?: Date; id?: string }, actor = lea) => makeBulk(office.house, actor, office.campaign, wish)
const back = (id: string, actor = lea) => takeBackBulk(office.house, actor, office.campaign, id)
const tally = async (id: string) => (await talliesOf(office.house.db, office.campaign.id, [id])).get(id)!
const one = async (id: string) => (await oneStatement(office.house.db, office.campaign.id, id))!
const states = async (ids: string[]) => {
  const found = await Promise.all(ids.map(one))
  return found.reduce<Record<string, number>>((sum, { state }) => ({ ...sum, [state]: (sum[state] ?? 0) + 1 }), {})
}
/** A house that begins, makes one step, and is gone. */
function dying(): Office['house'] {
  const { house } = office
  let left = 3
  const db = { rows: house.db.rows.bind(house.db), row: house.db.row.bind(house.db), transact: (work: never) => (left-- > 0 ? house.db.transact(work) : Promise.reject(new Error('power cut'))) }
  return { ...house, db } as unknown as Office['house']
}
const counted = (list: { outcome: string; count: number }[]) => Object.fromEntries(list.map(({ outcome, count }) => [outcome, count]))

test('a preview says how many, and why not the others; then exactly that is done, and each history shows it', async () => {
  const { house, campaign } = office
  const ids = await fresh('raffle', 12)
  await fresh('raffle', 1, { knows: 'lived', channel: 'form' })
  const urgent = (await idsOf('raffle'))[1]!
  await house.db.rows(`update statement set signals = '{urgent}' where campaign_id = $1 and id = $2`, [campaign.id, urgent])
  await claimOne(house, campaign.id, sam, ids[0]!)
  await raiseAlarm(house, campaign, sam, ids[2]!)
  const { version } = await claimOne(house, campaign.id, sam, ids[3]!)
  await decide(house, campaign.id, sam, ids[3]!, version, 'done', {})
  office.clock.pass(1_000)
  const wish = await discard('raffle')
  const seen = await preview(wish)
  expect(seen).toMatchObject({ statements: 13, can: 9, posts: 9, second: 0, firstHand: 1, holders: [{ name: 'sam', count: 1 }] })
  expect(counted(seen.left)).toEqual({ held: 1, alarm: 1, urgent: 1, decided: 1 })
  expect(seen.examples[0]!.firstHand).toBe(true)
  expect(await states(ids)).toEqual({ held: 1, decided: 1, waiting: 10 })
  office.clock.pass(1_000)
  await fresh('raffle', 1)
  const bulk = await make({ ...wish, seen: seen.seen })
  expect(bulk).toMatchObject({ state: 'done', statements: 13, by: 'lea', kind: 'discard', asking: { q: 'raffle' } })
  expect(counted((await tally(bulk.id)).outcomes)).toEqual({ done: 9, held: 1, alarm: 1, urgent: 1, decided: 1 })
  expect((await leftOut(house.db, campaign.id, bulk.id)).map((row) => row.outcome).sort()).toEqual(['alarm', 'decided', 'held', 'urgent'])
  expect(await deedsOf(house.db, campaign.id, ids[5]!)).toMatchObject([{ decision: 'discard', by: 'lea', done: { reason: 'spam' }, bulkId: bulk.id }])
  expect((await one(ids[0]!)).holder).toBe('sam')
  expect((await one((await idsOf('raffle')).at(-1)!)).state, 'arrived after the preview').toBe('waiting')
  expect(await deedsLately(house.db, campaign.id, lea.person.id, house.clock.now()), 'not offered one by one').toEqual([])
  const [deed] = await deedsOf(house.db, campaign.id, ids[5]!)
  await expect(takeBack(house, campaign.id, lea, ids[5]!, deed!.id)).rejects.toMatchObject({ code: 'of-many' })
})

test('all of it is taken back, long after too, as far as nobody has moved on', async () => {
  const { house, campaign } = office
  const ids = await fresh('lottery', 8)
  const bulk = await make(await discard('lottery'))
  expect(await states(ids)).toEqual({ decided: 8 })
  await house.db.rows(`update statement set version = version + 1 where campaign_id = $1 and id = $2`, [campaign.id, ids[0]])
  office.clock.pass(undoSeconds * 60_000)
  expect(await back(bulk.id)).toMatchObject({ state: 'undone', undoneBy: 'lea' })
  expect(await tally(bulk.id)).toMatchObject({ back: 7, moved: 1 })
  expect(await states(ids)).toEqual({ decided: 1, waiting: 7 })
  expect((await deedsOf(house.db, campaign.id, ids[1]!))[0]!.takenBackAt).not.toBeNull()
  await expect(back(bulk.id)).rejects.toMatchObject({ code: 'already-taken-back' })
  expect((await listBulks(house.db, campaign.id))[0]!.id).toBe(bulk.id)
})

test('what needs two people goes to a second one, and comes back with the rest', async () => {
  const { house, campaign } = office
  const ids = await fresh('casino', 30)
  const rule = { kinds: ['discard'], issueAreaId: null, urgent: false, underDecisions: null, share: 0.5, second: 'anybody' as const }
  await house.db.transact((t) => setSecondRules(house, t, campaign.id, lea.person.id, [rule]))
  const wish = await discard('casino')
  const seen = await preview(wish)
  expect(seen.second).toBeGreaterThan(3)
  expect(seen.second).toBeLessThan(27)
  const bulk = await make(wish)
  expect(counted((await tally(bulk.id)).outcomes)).toEqual({ done: 30 - seen.second, proposed: seen.second })
  expect(await states(ids)).toEqual({ decided: 30 - seen.second, review: seen.second })
  const [reviewed] = (await house.db.rows<{ id: string }>(`select statement_id as id from proposal where campaign_id = $1 and state = 'open' and bulk_id = $2`, [campaign.id, bulk.id]))
  const { version } = await claimOne(house, campaign.id, sam, reviewed!.id)
  await decide(house, campaign.id, sam, reviewed!.id, version, 'confirm', {})
  await back(bulk.id)
  expect(await states(ids), 'what the second person confirmed stays').toEqual({ decided: 1, waiting: 29 })
  expect(await house.db.rows(`select 1 from proposal where campaign_id = $1 and state = 'open'`, [campaign.id])).toEqual([])
  await house.db.transact((t) => setSecondRules(house, t, campaign.id, lea.person.id, []))
})

test('an issue area and a group are given to many, and each gets back its own', async () => {
  const { house, campaign } = office
  const ids = await fresh('quartz', 6)
  const areas = await issueAreasOf(house.db, campaign.id)
  await house.db.rows(`update statement set issue_area_id = $3 where campaign_id = $1 and id = any($2::uuid[])`, [campaign.id, ids.slice(0, 2), areas.find((area) => area.key === 'health')!.id])
  await house.db.rows(`update statement set issue_area_id = $3 where campaign_id = $1 and id = $2`, [campaign.id, ids[2], areas.find((area) => area.key === 'water')!.id])
  const q = 'quartz is:waiting'
  const given = await make({ kind: 'area', fields: { issueArea: 'water' }, search: await search({ q }) })
  expect(counted((await tally(given.id)).outcomes)).toMatchObject({ done: expect.any(Number), same: 1 })
  expect((await Promise.all(ids.map(one))).map((row) => row.issueArea)).toEqual(Array(6).fill('water'))
  expect(await bulksOn(house.db, campaign.id, ids[0]!)).toMatchObject([{ kind: 'area', by: 'lea', input: { issueArea: 'water' }, back: false }])
  const handed = await make({ kind: 'hand-on', fields: { group }, search: await search({ q }) })
  expect((await one(ids[0]!)).group).toMatchObject({ id: group, name: 'Night shift' })
  await back(handed.id)
  await back(given.id)
  expect((await one(ids[0]!)).group).toBeNull()
  expect((await Promise.all(ids.map(one))).map((row) => row.issueArea)).toEqual(['health', 'health', 'water', null, null, null])
})

test('what is aside is brought back whatever holds it, no rule takes it again, and it can be put back as it was', async () => {
  const { house, campaign } = office
  const ids = await fresh('gannetcoin', 4)
  const rule = await makeRule(house, campaign.id, lea, { kind: 'phrase', value: 'gannetcoin' }, false)
  const aside = () => house.db.rows(`select statement_id, rule_id, at, by_sender, urgent from aside where campaign_id = $1 order by statement_id, rule_id`, [campaign.id])
  const verdicts = () => house.db.rows(`select * from rule_verdict where campaign_id = $1 order by statement_id, rule_id`, [campaign.id])
  const before = [await aside(), await verdicts()]
  const bulk = await make({ kind: 'wait', fields: {}, search: await search({ q: 'gannetcoin is:aside' }) })
  expect(await states(ids)).toEqual({ waiting: 4 })
  await switchRule(house, campaign.id, lea, rule.id, 'off')
  await switchRule(house, campaign.id, lea, rule.id, 'on')
  expect(await states(ids), 'wanted once, never taken again').toEqual({ waiting: 4 })
  await back(bulk.id)
  expect(await states(ids)).toEqual({ aside: 4 })
  expect([await aside(), await verdicts()]).toEqual(before)
  const again = await make({ kind: 'wait', fields: {}, search: await search({ q: 'gannetcoin is:aside' }) })
  await switchRule(house, campaign.id, lea, rule.id, 'off')
  await back(again.id)
  expect(await states(ids), 'the rule that held them is off').toEqual({ waiting: 4 })
  expect(await tally(again.id)).toMatchObject({ back: 0, moved: 4 })
})

test('a discard is taken back for many, but not what an incident or a question rests on', async () => {
  const { house, campaign } = office
  const ids = await fresh('marquee', 3)
  const { version } = await claimOne(house, campaign.id, lea, ids[0]!)
  await decide(house, campaign.id, lea, ids[0]!, version, 'question', { question: 'new', wording: 'Who pays for it?' })
  await make(await discard('marquee'))
  const bulk = await make({ kind: 'wait', fields: {}, search: await search({ q: 'marquee is:decided' }) })
  expect(counted((await tally(bulk.id)).outcomes)).toEqual({ done: 2, stands: 1 })
  expect(await states(ids)).toEqual({ decided: 1, waiting: 2 })
  await back(bulk.id)
  expect(await states(ids)).toEqual({ decided: 3 })
  expect((await deedsOf(house.db, campaign.id, ids[1]!)).at(-1)).toMatchObject({ decision: 'discard', takenBackAt: null })
})

test('many ask a question that is there', async () => {
  const { house, campaign } = office
  const ids = await fresh('ferry', 5)
  const { version } = await claimOne(house, campaign.id, lea, ids[0]!)
  await decide(house, campaign.id, lea, ids[0]!, version, 'question', { question: 'new', wording: 'When does the ferry sail?' })
  const { id } = (await house.db.row<{ id: string }>(`select question_id as id from question_statement where campaign_id = $1 and statement_id = $2`, [campaign.id, ids[0]]))!
  const links = async () => (await house.db.row<{ n: number }>(`select count(*)::int as n from question_statement where campaign_id = $1 and question_id = $2`, [campaign.id, id]))!.n
  const bulk = await make({ kind: 'question', fields: { question: id }, search: await search({ q: 'ferry' }) })
  expect(await links()).toBe(5)
  await back(bulk.id)
  expect(await links()).toBe(1)
  await expect(make({ kind: 'question', fields: { question: 'new' }, search: await search({ q: 'ferry' }) })).rejects.toMatchObject({ code: 'question-there' })
})

test('a long one goes on where a dying process left it, open screens hear of it once, and half of it can be taken back', async () => {
  const { house, campaign } = office
  const ids = await fresh('sweepstake', 1_200)
  const wish = { ...(await discard('sweepstake')), id: crypto.randomUUID() }
  await expect(makeBulk(dying(), lea, campaign, wish)).rejects.toThrow('power cut')
  expect(await make(wish), 'the form that is sent again').toMatchObject({ id: wish.id, state: 'doing', statements: 1_200 })
  expect((await tally(wish.id)).open).toBe(700)
  await house.flow.jobs.find((job) => job.name === 'finishBulk')!.run(house, { campaignId: campaign.id, bulkId: wish.id })
  expect(await tally(wish.id)).toMatchObject({ open: 0, did: 1_200 })
  expect(await states([ids[0]!, ids[600]!, ids[1_199]!])).toEqual({ decided: 3 })
  const events = await house.db.rows(`select event from live_event where campaign_id = $1 and event ->> 'bulk' = $2`, [campaign.id, wish.id])
  expect(events).toHaveLength(1)
  expect(await back(wish.id)).toMatchObject({ state: 'undone' })
  expect(await tally(wish.id)).toMatchObject({ back: 1_200, moved: 0 })
})

test('one that is still at work is stopped, and what it has done is taken back', async () => {
  const { house, campaign } = office
  const ids = await fresh('betting', 600)
  const wish = { ...(await discard('betting')), id: crypto.randomUUID() }
  await expect(makeBulk(dying(), lea, campaign, wish)).rejects.toThrow('power cut')
  await back(wish.id)
  expect(await tally(wish.id)).toMatchObject({ back: 500, open: 0 })
  expect(await goOn(house, campaign.id, wish.id)).toBe(true)
  expect(await states([ids[0]!, ids[599]!])).toEqual({ waiting: 2 })
})

test('one whose group is ended meanwhile stops there, and what has had its turn can be taken back', async () => {
  const { house, campaign } = office
  const ids = await fresh('keno', 600)
  const dusk = await addGroup(house, lea, campaign, { name: 'Dusk', members: [] })
  const wish = { kind: 'hand-on', fields: { group: dusk }, search: await search({ q: 'keno' }), id: crypto.randomUUID() }
  await expect(makeBulk(dying(), lea, campaign, wish)).rejects.toThrow('power cut')
  await endGroup(house, lea, campaign, dusk)
  expect(await goOn(house, campaign.id, wish.id)).toBe(true)
  expect(counted((await tally(wish.id)).outcomes)).toEqual({ done: 500, stopped: 100 })
  await back(wish.id)
  expect(await tally(wish.id)).toMatchObject({ back: 500, moved: 0 })
  expect(await states([ids[0]!, ids[599]!])).toEqual({ waiting: 2 })
})

test('a volunteer does it to those ticked and within reach, a whole search is for a coordinator; a call made twice is one', async () => {
  const { house, campaign } = office
  const ids = await fresh('jackpot', 30)
  await house.db.rows(`update statement set group_id = $3 where campaign_id = $1 and id = $2`, [campaign.id, ids[0], group])
  const body = { decision: 'discard', reason: 'spam' }
  expect(await office.here('sam', 'POST', '/bulks', { ...body, search: { q: 'jackpot' } })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  expect(await office.here('sam', 'POST', '/bulks', { ...body, statements: ids })).toMatchObject({ status: 403 })
  expect(await office.here('sam', 'POST', '/bulks', { decision: 'wait', statements: ids.slice(0, 2) })).toMatchObject({ status: 403 })
  expect(await office.here('sam', 'POST', '/bulks', { decision: 'incident', statements: ids.slice(0, 2) })).toMatchObject({ status: 400 })
  expect(await office.here('sam', 'POST', '/bulks', { ...body, statements: [] })).toMatchObject({ status: 422, body: { code: 'bulk-nothing' } })
  const few = { ...body, statements: ids.slice(0, 20) }
  const seen = await office.here('sam', 'POST', '/bulk-previews', few)
  expect(seen).toMatchObject({ status: 200, body: { statements: 20, can: 19, left: [{ outcome: 'reach', count: 1 }] } })
  const key = { 'idempotency-key': 'once' }
  const made = await office.here('sam', 'POST', '/bulks', few, key)
  expect(made).toMatchObject({ status: 201, body: { bulk: { state: 'done', statements: 20, by: 'sam', outcomes: [{ outcome: 'done', count: 19 }, { outcome: 'reach', count: 1 }] } } })
  expect((await office.here('sam', 'POST', '/bulks', few, key)).body).toEqual(made.body)
  expect((await office.here('sam', 'GET', '/bulks')).body.bulks.filter((row: { by: string }) => row.by === 'sam')).toHaveLength(1)
  const other = await office.here('lea', 'POST', '/bulks', { ...body, search: { q: 'jackpot' } })
  expect(other.body.bulk.outcomes).toEqual([{ outcome: 'done', count: 11 }, { outcome: 'decided', count: 19 }])
  expect(await office.here('sam', 'DELETE', `/bulks/${other.body.bulk.id}`)).toMatchObject({ status: 404 })
  expect(await office.here('lea', 'DELETE', `/bulks/${made.body.bulk.id}`)).toMatchObject({ status: 200, body: { bulk: { state: 'undone', back: 19, undoneBy: 'lea' } } })
  expect(await withinReach(house.db, campaign.id, sam)).toMatchObject({ reach: [] })
})

test('statements that become one keep the history; words that are taken back are in no search that was done', async () => {
  const { house, campaign } = office
  const [a, b] = await fresh('zanzibird', 2)
  const bulk = await make({ kind: 'area', fields: { issueArea: 'water' }, search: await search({ q: 'zanzibird' }) })
  await house.db.transact((t) => joinStatements(house, t, campaign.id, [{ from: numberOf(b!), into: numberOf(a!) }], house.clock.now()))
  expect(await bulksOn(house.db, campaign.id, a!)).toHaveLength(1)
  await back(bulk.id)
  expect((await one(a!)).issueArea).toBeNull()
  const posts = await house.db.rows<{ id: string }>(`select id from post where campaign_id = $1 and text like 'zanzibird%'`, [campaign.id])
  await withdraw(house, campaign.id, posts.map((post) => post.id), 'withdrawn')
  expect((await house.db.rows<{ row: string }>(`select b::text as row from bulk b where campaign_id = $1 union all select l::text from bulk_statement l where campaign_id = $1`, [campaign.id])).map((one) => one.row).join('\n')).not.toMatch(/zanzibird/)
  expect((await listBulks(house.db, campaign.id)).find((one) => one.id === bulk.id)).toMatchObject({ by: 'lea', asking: null, kind: 'area' })
})

test('against twenty people who take the same, each statement is taken by a person or discarded, never both', async () => {
  const { house, campaign } = office
  const ids = await fresh('tombola', 120)
  const people = await Promise.all(Array.from({ length: 20 }, async (_, n) => {
    await office.person(`p${n}`, 'volunteer')
    return (await actorOf(house, { cookie: office.cookieOf(`p${n}`) }))!
  }))
  const wish = await discard('tombola')
  const filter = await searchFilter(house, campaign, lea, { q: 'tombola' })
  const [bulk, ...taken] = await Promise.all([make(wish), ...people.map((person) => claimNext(house, campaign.id, person, 3, filter))])
  const claimed = new Set(taken.flat().map((claim) => claim.statementId))
  const { outcomes, open } = await tally(bulk.id)
  const { done = 0, held = 0 } = counted(outcomes)
  expect(open).toBe(0)
  expect(done + held).toBe(120)
  for (const id of ids) {
    const row = await one(id)
    const deeds = await deedsOf(house.db, campaign.id, id)
    expect([row.state, deeds.length], id).toEqual(claimed.has(id) ? ['held', 0] : ['decided', 1])
  }
  expect(held).toBe(claimed.size)
})
