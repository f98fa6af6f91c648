import { afterAll, beforeAll, expect, test } from 'vitest'
import { countTap, writeTaps } from '#link/index.ts'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { judgeTrials } from './judge.ts'
import { passing } from './passing.ts'

let office: Office
let linkId: string
const hour = 3_600_000

beforeAll(async () => {
  office = await openOffice()
  await office.person('nadia', 'coordinator')
  await office.person('omar', 'volunteer')
  linkId = (await office.here('nadia', 'POST', '/links', { name: 'The page', url: 'https://example.org/water', forward: { es: 'Mira esto:' } })).body.link.id
})
afterAll(() => office?.close())

const now = () => office.clock.now().getTime()

async function begin(body: Record<string, unknown> = {}) {
  const wish = {
    linkId, bankId: null, name: 'Numbers or a name', unit: 'sharer', windowMinutes: 60, beginsAt: new Date(now()).toISOString(), endsAt: new Date(now() + 48 * hour).toISOString(),
    arms: [{ text: 'Ask for the figures of our water.' }, { text: 'Marta has carried water for eleven years. Ask why.' }], ...body,
  }
  return office.here('nadia', 'POST', '/trials', wish)
}

const codeOf = (url: string) => url.split('/').at(-1)!

test('each person gets a wording by lot, each wording as often; a winner is named when the figures carry it', async () => {
  const begun = await begin()
  expect(begun.status).toBe(201)
  const { trial } = begun.body
  const names = Array.from({ length: 60 }, (_, place) => `Person ${place}`)
  const handed = [...(await office.here('nadia', 'POST', `/trials/${trial.id}/units`, { sharers: names.slice(0, 31) })).body.units, ...(await office.here('nadia', 'POST', `/trials/${trial.id}/units`, { sharers: names.slice(31) })).body.units]
  expect(handed.map((unit: any) => unit.sharer)).toEqual(names)
  expect(handed.filter((unit: any) => unit.arm === 0)).toHaveLength(30)
  const spoken = await passing(office.house, 'water-now', codeOf(handed[0].url), 'en')
  expect(spoken?.text).toBe(trial.arms[handed[0].arm].text)
  expect(spoken?.ways.map((way) => way.network)).toEqual(['sms', 'whatsapp', 'telegram', 'email'])
  // Whoever has the second wording is tapped; one in six of those with the first.
  handed.forEach((unit: any, place: number) => {
    if (unit.arm === 1 || place % 6 === 0) countTap(office.house, office.campaign.id, codeOf(unit.url), 'phone')
    countTap(office.house, office.campaign.id, codeOf(unit.url), 'preview')
  })
  await writeTaps(office.house)
  await judgeTrials(office.house)
  expect((await office.here('omar', 'GET', `/trials/${trial.id}`)).body.trial.state).toBe('running')
  office.clock.pass(2 * hour)
  // Too late: the window of everybody is over.
  handed.filter((unit: any) => unit.arm === 0).forEach((unit: any) => countTap(office.house, office.campaign.id, codeOf(unit.url), 'phone'))
  await writeTaps(office.house)
  await judgeTrials(office.house)
  const judged = (await office.here('omar', 'GET', `/trials/${trial.id}`)).body
  expect([judged.trial.state, judged.trial.winner]).toEqual(['won', 1])
  expect(judged.units.filter((unit: any) => unit.arm === 0).reduce((sum: number, unit: any) => sum + unit.taps, 0)).toBeLessThan(12)
  expect((await office.here('nadia', 'POST', `/trials/${trial.id}/units`, { sharers: ['Late'] })).body.code).toBe('trial-over')
})

test('wordings that do as well as each other end with not enough data', async () => {
  const { trial } = (await begin({ endsAt: new Date(now() + 3 * hour).toISOString() })).body
  const { units } = (await office.here('nadia', 'POST', `/trials/${trial.id}/units`, { sharers: Array.from({ length: 40 }, (_, place) => `P${place}`) })).body
  units.forEach((unit: any) => countTap(office.house, office.campaign.id, codeOf(unit.url), 'phone'))
  await writeTaps(office.house)
  office.clock.pass(4 * hour)
  await judgeTrials(office.house)
  expect((await office.here('nadia', 'GET', `/trials/${trial.id}`)).body.trial).toMatchObject({ state: 'undecided', winner: null })
  expect((await office.here('nadia', 'PUT', `/trials/${trial.id}/crown`, {})).body.code).toBe('no-winner')
})

test('slots are drawn whole beforehand, one wording each', async () => {
  const beginsAt = new Date(Math.ceil(now() / hour) * hour)
  const { trial } = (await begin({ unit: 'slot', windowMinutes: 30, beginsAt: beginsAt.toISOString(), endsAt: new Date(beginsAt.getTime() + 9.6 * hour).toISOString() })).body
  const { units } = (await office.here('nadia', 'GET', `/trials/${trial.id}`)).body
  expect(units).toHaveLength(18)
  expect(units.filter((unit: any) => unit.arm === 0)).toHaveLength(9)
  units.forEach((unit: any, place: number) => expect(new Date(unit.beginsAt).getTime()).toBe(beginsAt.getTime() + place * hour / 2))
  expect((await office.here('nadia', 'POST', `/trials/${trial.id}/units`, { sharers: ['Ana'] })).body.code).toBe('trial-slots')
  expect((await office.here('nadia', 'PUT', `/trials/${trial.id}/stop`)).body.trial.state).toBe('stopped')
})

test('the wording that won goes into the bank, and those from the bank that lost out of it', async () => {
  const bank = (await office.here('nadia', 'POST', '/banks', { name: 'Water', hashtags: ['WaterNow'] })).body.bank
  const texts = ['Ask for the figures #WaterNow', 'Marta carries water, ask why #WaterNow']
  const { variants } = (await office.here('nadia', 'POST', `/banks/${bank.id}/variants`, { variants: texts.map((text) => ({ language: 'en', text })) })).body
  const { trial } = (await begin({ bankId: bank.id, arms: texts.map((text, place) => ({ text, variantId: variants[place].id })) })).body
  const { units } = (await office.here('nadia', 'POST', `/trials/${trial.id}/units`, { sharers: Array.from({ length: 40 }, (_, place) => `P${place}`) })).body
  units.filter((unit: any) => unit.arm === 0).forEach((unit: any) => countTap(office.house, office.campaign.id, codeOf(unit.url), 'computer'))
  await writeTaps(office.house)
  office.clock.pass(2 * hour)
  await judgeTrials(office.house)
  expect((await office.here('nadia', 'PUT', `/trials/${trial.id}/crown`, {})).body).toEqual({ out: 1 })
  const left = (await office.here('nadia', 'GET', `/banks/${bank.id}`)).body
  expect(left.variants.map((one: { outAt: string | null }) => one.outAt === null)).toEqual([true, false])
})

test('a trial says beforehand what is wrong with it', async () => {
  const wrong: [Record<string, unknown>, string][] = [
    [{ arms: [{ text: 'Only one' }] }, 'arms-wrong'], [{ arms: [{ text: 'The same' }, { text: ' The same ' }] }, 'text-twice'], [{ endsAt: new Date(now() - hour).toISOString() }, 'end-wrong'],
    [{ unit: 'slot', windowMinutes: 1_440 }, 'slots-wrong'], [{ windowMinutes: 1 }, 'window-wrong'],
  ]
  for (const [body, code] of wrong) expect((await begin(body)).body.code).toBe(code)
  const body = { linkId, bankId: null, name: 'No', unit: 'sharer', windowMinutes: 60, beginsAt: new Date(now()).toISOString(), endsAt: new Date(now() + hour).toISOString(), arms: [{ text: 'a' }, { text: 'b' }] }
  expect((await office.here('omar', 'POST', '/trials', body)).status).toBe(403)
})
