import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#core/index.ts'
import { listStatements } from '#desk/index.ts'
import { actorOf } from '#person/index.ts'
import { queueCounts } from '#statement/index.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { endRules, limitsOf, listRules, setLimits, switchRule, usualLimits } from './index.ts'

let office: Office
let lea: Actor
let said = 0
const minute = 60_000

beforeAll(async () => {
  office = await openOffice()
  await office.person('lea', 'coordinator')
  lea = (await actorOf(office.house, { cookie: office.cookieOf('lea') }))!
})
afterAll(() => office?.close())

const names = ['baker', 'nurse', 'fisher', 'teacher', 'welder', 'tailor', 'porter', 'midwife']
/** What honest people say, each once. */
const honest = (n: number) => ({ channel: 'x', externalId: `h${said++}`, text: sentence(n), author: { handle: `${names[n % 8]}${n}` } })
const post = (text: string, more: Record<string, unknown> = {}) => ({ channel: 'x', externalId: `f${said++}`, text, ...more })

async function counts() {
  const { waiting, aside } = await queueCounts(office.house.db, office.campaign.id, office.house.clock.now())
  return { waiting, aside }
}

const floods = async () => (await listRules(office.house.db, office.campaign.id, office.house.clock.now())).filter((rule) => rule.box === 'flood' && rule.state !== 'off')

test('many different things from one sender go into a box of their own, the first of them too, and the honest stay on top', async () => {
  await office.say(Array.from({ length: 12 }, (_, n) => honest(n)))
  for (let batch = 0; batch < 5; batch++) {
    await office.say([...Array.from({ length: 8 }, (_, n) => post(sentence(100 + batch * 8 + n), { author: { handle: 'hose' } })), honest(40 + batch)])
  }
  expect(await counts()).toEqual({ waiting: 17, aside: 40 })
  const queue = (await listStatements(office.house.db, office.campaign.id, { state: 'waiting' }, { limit: 200 })).statements
  expect(queue.map((one) => one.text).sort()).toEqual([...Array(12).keys(), 40, 41, 42, 43, 44].map(sentence).sort())
  const [flood, ...others] = await floods()
  expect(others).toEqual([])
  expect(flood).toMatchObject({ kind: 'sender', state: 'on', madeBy: null, statements: 40, sender: expect.stringMatching(/^[0-9A-Z]{4}$/) })
})

test('released whole it waits again, and this source is not taken for a flood any more', async () => {
  const [flood] = await floods()
  await switchRule(office.house, office.campaign.id, lea, flood!.id, 'off')
  expect(await counts()).toEqual({ waiting: 57, aside: 0 })
  await office.say(Array.from({ length: 25 }, (_, n) => post(sentence(150 + n), { author: { handle: 'hose' } })))
  expect(await counts()).toEqual({ waiting: 82, aside: 0 })
})

test('one text in many dresses is one flood, whoever says it; a form of words that many share is none', async () => {
  const before = await counts()
  const goods = ['kettle', 'ladder', 'blanket', 'mattress', 'radio', 'bicycle', 'lantern', 'hammock', 'anvil', 'trumpet', 'saddle', 'curtain']
  const towns = ['Harroque', 'Sant Blas', 'Puerto Gris', 'Lomas', 'Vado Alto', 'La Quinta', 'Tres Ríos', 'Bahía']
  const dressed = (n: number) => `Hello friends of ${towns[n % 8]} our shop by the old customs house sells every ${goods[n % 12]} at half of what it costs in ${towns[(n + 3) % 8]}, come before ${n} o'clock and bring ${goods[(n * 5) % 12]} and ${goods[(n * 7 + 1) % 12]}`
  await office.say(Array.from({ length: 90 }, (_, n) => post(dressed(n), { author: { handle: `shop${n}` } })))
  const after = await counts()
  const flood = (await floods())[0]!
  expect(flood).toMatchObject({ kind: 'template', statements: after.aside })
  // Some of the ninety are so alike that they are one statement anyway.
  expect(after.aside).toBeGreaterThan(40)
  expect(after.waiting - before.waiting).toBeLessThan(8)
  const asked = (n: number) => `#TellUs how much did the ${['city', 'port', 'school', 'court'][n % 4]} pay for ${sentence(200 + n)}`
  await office.say(Array.from({ length: 90 }, (_, n) => post(asked(n), { author: { handle: `asks${n}` } })))
  expect((await counts()).aside).toBe(after.aside)
})

test('what a person types in or imports, and what comes slowly, is no flood', async () => {
  const before = await counts()
  await office.say(Array.from({ length: 30 }, (_, n) => ({ channel: 'paper', externalId: `p${n}`, text: `${sentence(300 + n)} on paper`, author: { handle: 'collector' } })))
  const slowly = Array.from({ length: 30 }, (_, n) => post(`${sentence(300 + n)} and slowly`, { author: { handle: 'steady' }, postedAt: new Date(office.clock.now().getTime() - n * 2 * minute).toISOString() }))
  await office.say(slowly)
  expect((await counts()).aside).toBe(before.aside)
})

test('a flood that has passed is over: what it left stays aside, and what its sender says later waits', async () => {
  const before = await counts()
  await office.say(Array.from({ length: 25 }, (_, n) => post(`${sentence(330 + n)} once more`, { author: { handle: 'burst' } })))
  expect(await counts()).toEqual({ waiting: before.waiting, aside: before.aside + 25 })
  office.clock.pass(61 * minute)
  await endRules(office.house)
  expect((await floods()).map((rule) => rule.state)).toContain('over')
  await office.say([post(`${sentence(360)} after an hour`, { author: { handle: 'burst' } })])
  expect(await counts()).toEqual({ waiting: before.waiting + 1, aside: before.aside + 25 })
  const left = await office.house.db.row<{ count: number }>('select count(*)::int as count from flood_count where campaign_id = $1', [office.campaign.id])
  expect(left!.count).toBeGreaterThan(0)
  office.clock.pass(25 * 60 * minute)
  await endRules(office.house)
  expect(await office.house.db.rows('select 1 from flood_count where campaign_id = $1', [office.campaign.id])).toEqual([])
})

test('a link in many statements is a flood from the limit on that a campaign sets; the house\'s own links never are', async () => {
  const { house, campaign } = office
  expect(await limitsOf(house.db, campaign.id)).toEqual(usualLimits)
  await setLimits(house, campaign.id, { link: 10, template: 0 })
  const before = await counts()
  await office.say(Array.from({ length: 15 }, (_, n) => post(`${sentence(370 + n)} ${house.origin}/water-now`, { author: { handle: `own${n}` } })))
  expect((await counts()).aside).toBe(before.aside)
  await office.say(Array.from({ length: 15 }, (_, n) => post(`${sentence(385 + n)} https://win.example.org/boat`, { author: { handle: `win${n}` } })))
  expect((await counts()).aside).toBe(before.aside + 15)
  expect((await floods()).find((rule) => rule.kind === 'link')).toMatchObject({ value: 'win.example.org/boat', statements: 15 })
  await expect(setLimits(house, campaign.id, { sender: 2 })).rejects.toMatchObject({ code: 'limits-wrong' })
})
