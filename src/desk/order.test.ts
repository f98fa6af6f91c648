import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { withdraw } from '#post/index.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  await office.person('ana', 'volunteer')
  await office.person('cora', 'coordinator')
})
afterAll(() => office?.close())

const minute = 60_000
const say = (id: string, text: string, more: object = {}) => office.say([{ channel: 'form', externalId: id, text, ...more }])
const waiting = async () => (await office.here('ana', 'GET', '/statements?state=waiting')).body.statements.map((one: { text: string }) => one.text) as string[]
const order = async (change: object) => office.here('cora', 'PUT', '/queue-order', change)

test('what is urgent comes first, then what many say, then who waits longest; each says why', async () => {
  const { clock } = office
  const plain = sentence(0)
  const urgent = 'Two people are trapped under the old bridge'
  const loud = sentence(41)
  await say('plain', plain)
  clock.pass(30 * minute)
  await office.say(Array.from({ length: 8 }, (_, at) => ({ channel: 'x', externalId: `loud${at}`, text: loud })))
  clock.pass(60 * minute)
  await say('urgent', urgent)
  expect(await waiting()).toEqual([urgent, loud, plain])
  const { claims } = (await office.here('ana', 'POST', '/claims', { count: 1 })).body
  expect(claims[0].statement).toMatchObject({ text: urgent, signals: ['urgent'], earned: [{ part: 'urgent', minutes: 240 }] })
  await office.here('ana', 'DELETE', `/claims/${claims[0].statement.id}`)
  // It is due since it arrived: having been with somebody does not send it to the end.
  expect(await waiting()).toEqual([urgent, loud, plain])
})

test('a copy that joins later brings its statement forward', async () => {
  await office.say(Array.from({ length: 63 }, (_, at) => ({ channel: 'x', externalId: `plain${at}`, text: sentence(0) })))
  const [, second] = (await office.here('ana', 'GET', '/statements?state=waiting')).body.statements
  expect(second).toMatchObject({ text: sentence(0), copies: 63 })
  const { body } = await office.here('ana', 'GET', `/statements/${second.id}`)
  expect(body.earned).toEqual([{ part: 'copies', minutes: 90 }])
  expect(new Date(body.dueAt).getTime()).toBe((await arrived(second.id)) + (720 - 90) * minute)
})

async function arrived(id: string): Promise<number> {
  return (await office.house.db.row<{ at: Date }>('select arrived_at as at from statement where campaign_id = $1 and id = $2', [office.campaign.id, id]))!.at.getTime()
}

test('a coordinator changes weights and words, and the queue stands in the new order at once', async () => {
  expect((await order({ weights: { urgent: 0, doubling: 0 }, words: { urgent: { en: ['locked'] } } })).status).toBe(204)
  await say('locked', 'The chapel door was locked on Sunday')
  expect((await waiting())[0]).toBe(sentence(0))
  await order({ weights: { urgent: 600 } })
  expect((await waiting())[0]).toBe('The chapel door was locked on Sunday')
  const { body } = await office.here('ana', 'GET', '/queue-order')
  expect(body.weights).toMatchObject({ patience: 720, urgent: 600, doubling: 0 })
  expect(body.words.urgent.en).toEqual(['locked'])
  expect(body.words.urgent.es).toContain('ambulancia*')
  // Its own English list replaced the usual one: nobody is trapped any more.
  const { statements } = (await office.here('ana', 'GET', '/statements?q=trapped')).body
  expect(statements[0].signals).toEqual([])
  expect((await order({ words: {} })).status).toBe(204)
  expect((await office.here('ana', 'GET', '/statements?q=trapped')).body.statements[0].signals).toEqual(['urgent'])
})

test('weights that make no sense are refused with the reason; a volunteer does not set them', async () => {
  for (const [weights, code] of [[{ patience: 5 }, 'patience-short'], [{ patience: 100, urgent: 200 }, 'over-patience'], [{ near: 1.5 }, 'invalid'], [{ near: -1 }, 'invalid']] as const) {
    const { status, body } = await order({ weights })
    expect([weights, status >= 400 && status < 500, body.code]).toEqual([weights, true, code])
  }
  expect((await office.here('ana', 'PUT', '/queue-order', { weights: {} })).status).toBe(403)
})

test('words that their author withdraws bring nothing forward any more', async () => {
  await order({ weights: { urgent: 240, doubling: 15 }, words: {} })
  const text = 'The school kitchen on the harbour hill has served the same thin soup on every single day since the new contract began'
  await say('soup-1', `${text}, children`)
  await say('soup-2', text)
  const before = (await office.here('ana', 'GET', '/statements?q=soup')).body.statements
  expect(before).toHaveLength(1)
  expect(before[0].signals).toEqual(['vulnerable'])
  const post = await office.house.db.row<{ id: string }>(`select id from post where campaign_id = $1 and external_id = 'soup-1'`, [office.campaign.id])
  await withdraw(office.house, office.campaign.id, [post!.id], 'withdrawn')
  const [after] = (await office.here('ana', 'GET', '/statements?q=soup')).body.statements
  expect(after).toMatchObject({ text, signals: [], copies: 0 })
  expect(new Date(after.dueAt).getTime()).toBe((await arrived(after.id)) + 720 * minute)
})
