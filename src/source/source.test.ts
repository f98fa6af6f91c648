/** First and second hand: who counts how, what a judgement does to consent, and links that come and go. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { campaignBySlug, consentOf, defaultConsent } from '#campaign/index.ts'
import { postsOf, withdraw } from '#post/index.ts'
import { snapshotOf } from '#publish/index.ts'
import { joinStatements } from '../statement/join.ts'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { handsOf, linksOf } from './read.ts'

let office: Office

beforeAll(async () => {
  office = await openOffice()
  for (const name of ['lucia', 'samir']) await office.person(name, 'volunteer')
  await office.person('maelle', 'coordinator')
})
beforeEach(() => office.clock.pass(20 * 60_000))
afterAll(() => office?.close())

async function find(words: string): Promise<string> {
  return (await office.here('lucia', 'GET', `/statements?q=${encodeURIComponent(words)}`)).body.statements[0].id
}

async function take(id: string, who = 'lucia'): Promise<number> {
  return (await office.here(who, 'POST', '/claims', { statement: id })).body.claims[0].statement.version
}

const posts = (id: string) => postsOf(office.house, office.campaign.id, id)

test('a statement says of how many people it is first-hand; whoever says it twice counts once, by the nearer', async () => {
  const text = 'Soldiers took the teacher from the school by the mill before the vote'
  const say = (externalId: string, handle: string, knows?: string) => ({ channel: 'x', externalId, text, author: { handle }, ...(knows ? { knows } : {}) })
  await office.say([say('1', 'amal', 'heard'), say('2', 'amal', 'saw'), say('3', 'bo', 'lived'), say('4', 'cy', 'heard'), say('5', 'dee')])
  const id = await find('soldiers teacher mill')
  expect(await handsOf(office.house.db, office.campaign.id, id)).toEqual({ people: 4, lived: 1, saw: 1, heard: 1, unsaid: 1 })
})

test('the desk judges under a claim: the sender’s own word stays, and what was only heard leaves the public pages at once', async () => {
  await office.say([{ channel: 'x', externalId: 'j', text: 'Who gave the order to close the infirmary of the orchard?', author: { handle: 'judy' }, knows: 'saw' }])
  const id = await find('infirmary of the orchard')
  const [post] = await posts(id)
  const put = (hand: string | null, version: number, who = 'lucia') => office.here(who, 'PUT', `/statements/${id}/posts/${post!.id}/judgement`, { version, hand })
  expect((await put('heard', 1)).body.code).toBe('not-held')
  const version = await take(id)
  await office.here('lucia', 'POST', `/statements/${id}/decisions`, { version, decision: 'question', question: 'new' })
  const shown = async () => JSON.stringify((await snapshotOf(office.house, (await campaignBySlug(office.house.db, office.campaign.slug))!)).questions)
  expect(await shown()).toContain('infirmary of the orchard')
  // Reopened, judged.
  await office.house.db.rows(`update statement set state = 'waiting' where campaign_id = $1 and id = $2`, [office.campaign.id, id])
  const held = await take(id)
  expect((await put('heard', held - 1)).body.code).toBe('stale-version')
  expect((await put('heard', held)).body).toEqual({ version: held + 1 })
  expect(await shown()).not.toContain('infirmary of the orchard')
  expect(await posts(id)).toMatchObject([{ knows: 'saw', judged: 'heard', consent: { quote: false, name: false, passOn: false, write: true } }])
  expect((await put(null, held + 1)).status).toBe(200)
  expect(await shown()).toContain('infirmary of the orchard')
  await office.here('lucia', 'DELETE', `/claims/${id}`)
})

test('hearsay by the sender’s word or by the judgement carries no consent; a judgement never gives any', () => {
  const own = [true, false, null]
  for (const channel of Object.keys(defaultConsent)) for (const knows of ['lived', 'saw', 'heard', null]) for (const judged of ['lived', 'saw', 'heard', null]) for (const word of own) {
    const given = { channel, knows, quote: word, name: word, passOn: word, write: word }
    const [before, after] = [consentOf({}, given), consentOf({}, { ...given, judged })]
    if (knows === 'heard' || judged === 'heard') expect([channel, after.quote, after.name, after.passOn]).toEqual([channel, false, false, false])
    else expect(after).toEqual(before)
    expect(after.write).toBe(before.write)
  }
})

test('a second-hand report is linked to the first-hand one, shown on both, and the link can be taken away', async () => {
  await office.say([
    { channel: 'sms', externalId: 'second', text: 'A cousin says that guards beat the ferryman beside the tannery landing', knows: 'heard' },
    { channel: 'form', externalId: 'first', text: 'I am the ferryman. Guards beat me at the tannery landing on Tuesday', knows: 'lived' },
    { channel: 'sms', externalId: 'third', text: 'People talk of a beaten ferryman near that tannery landing, guards they say', knows: 'heard' },
  ])
  const [second, first, third] = [await find('cousin says'), await find('I am the ferryman'), await find('people talk')]
  const link = (of: string, to: string, who = 'lucia') => office.here(who, 'PUT', `/statements/${of}/source`, { first: to })
  expect((await link(second, first)).body.code).toBe('not-held')
  await take(second)
  await take(third)
  expect((await link(second, second)).body.code).toBe('same-statement')
  expect((await link(second, first)).status).toBe(204)
  expect((await link(first, second)).body.code).toBe('circle')
  // The source of a source is meant.
  expect((await link(third, second)).status).toBe(204)
  const read = async (id: string) => (await office.here('samir', 'GET', `/statements/${id}/source`)).body
  expect((await read(second)).first).toMatchObject({ id: first })
  expect((await read(first)).seconds.map((one: { id: string }) => one.id).sort()).toEqual([second, third].sort())
  expect((await read(first)).people).toMatchObject({ people: 1, lived: 1 })

  expect((await office.here('samir', 'DELETE', `/statements/${second}/source`)).body.code).toBe('not-held')
  expect((await office.here('lucia', 'DELETE', `/statements/${second}/source`)).status).toBe(204)
  expect((await read(second)).first).toBeNull()

  // Found to say the same, the links go where the words went; one to itself is none.
  await link(second, first)
  const numbers = async (id: string) => Number((await office.house.db.row<{ number: string }>(`select number from statement where campaign_id = $1 and id = $2`, [office.campaign.id, id]))!.number)
  const [a, b] = [await numbers(third), await numbers(second)]
  await office.house.db.transact(async (t) => joinStatements(office.house, t, office.campaign.id, [{ from: a, into: b }], office.clock.now()))
  expect((await linksOf(office.house.db, office.campaign.id, first)).seconds.map((one) => one.id)).toEqual([second])
  const c = await numbers(first)
  await office.house.db.transact(async (t) => joinStatements(office.house, t, office.campaign.id, [{ from: b, into: c }], office.clock.now()))
  expect(await linksOf(office.house.db, office.campaign.id, first)).toEqual({ first: null, seconds: [] })
})

test('taken apart again, links are where they were made, also one between the two', async () => {
  await office.say([
    { channel: 'sms', externalId: 'apart-1', text: 'My aunt has it from the porter that the archive burned on purpose', knows: 'heard' },
    { channel: 'form', externalId: 'apart-2', text: 'I carried the petrol cans to the archive because the director told me to', knows: 'lived' },
    { channel: 'sms', externalId: 'apart-3', text: 'Everybody on our street says somebody set fire to the old papers', knows: 'heard' },
  ])
  const [aunt, porter, street] = [await find('aunt porter'), await find('petrol cans'), await find('everybody on our street')]
  await take(porter)
  for (const of of [aunt, street]) expect((await office.here('lucia', 'PUT', `/statements/${of}/source`, { first: porter })).status).toBe(204)
  await office.here('lucia', 'DELETE', `/claims/${porter}`)
  const links = async (id: string) => {
    const { first, seconds } = await linksOf(office.house.db, office.campaign.id, id)
    return [first?.id, seconds.map((one) => one.id).sort()]
  }
  const takeApart = await office.join('maelle', aunt, porter)
  expect([await links(aunt), await links(street)]).toEqual([[undefined, [street]], [aunt, []]])
  await takeApart()
  expect([await links(aunt), await links(porter), await links(street)]).toEqual([[porter, []], [undefined, [aunt, street].sort()], [porter, []]])
})

test('with a post that is taken back its judgement goes too', async () => {
  await office.say([{ channel: 'form', externalId: 'gone', text: 'The bell of the quarry rings each time they search a house' }])
  const id = await find('bell of the quarry')
  const [post] = await posts(id)
  await office.here('lucia', 'PUT', `/statements/${id}/posts/${post!.id}/judgement`, { version: await take(id), hand: 'saw' })
  await withdraw(office.house, office.campaign.id, [post!.id], 'withdrawn')
  expect(await office.house.db.rows(`select 1 from judgement where campaign_id = $1 and post_id = $2`, [office.campaign.id, post!.id])).toEqual([])
})
