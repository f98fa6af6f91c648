import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueAreasOf } from '#campaign/index.ts'
import { withdraw } from '#post/index.ts'
import { openOffice, type Office } from '../../../test/harness/office.ts'
import { guess, train, wordsOf } from './bayes.ts'
import { setAutomatic } from './automatic.ts'
import { confidenceOf, curveOf, judge } from './confidence.ts'
import { guessArea, learnedOf, learnIn } from './learn.ts'
import { actorOf } from '#person/index.ts'
import type { Actor } from '#core/index.ts'

const water = ['pump', 'well', 'tap', 'pipe', 'cistern', 'hose', 'valve', 'spring']
const health = ['clinic', 'nurse', 'ward', 'pills', 'doctor', 'vaccine', 'midwife', 'fever']
const street = ['Long', 'Mill', 'Salt', 'Bell', 'Rope', 'Fish', 'King', 'Crow', 'Oak', 'Lime', 'Barn', 'Dock', 'Hay', 'Iron', 'Jade']

/** Different sentences, so that nothing folds; two words of a subject, the rest says nothing of it. */
function texts(subject: string[], count: number, salt: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const [a, b] = [subject[at % 8]!, subject[(at * 3 + salt + 1) % 8]!]
    const name = (step: number) => street[(at * step + salt) % 15]!
    return `${name(7)} and ${name(4)}${at} ${salt}: ${a} at number ${at * 13 + salt}, ${b} near ${name(11)} ${'abcdefghijklmnopqrstuvwxyz'[at % 26]}${at}${salt} lane`
  })
}

test('guesses what it was taught, also where one area is ten times as large, and nothing of words it does not know', () => {
  const examples = [...texts(water, 200, 1).map((text) => ({ words: wordsOf(text.toLowerCase()), area: 'w' })), ...texts(health, 20, 2).map((text) => ({ words: wordsOf(text.toLowerCase()), area: 'h' }))]
  const model = train(examples)
  expect(guess(model, ['the', 'nurse', 'of', 'the', 'ward'])?.area).toBe('h')
  expect(guess(model, ['pump', 'valve'])?.area).toBe('w')
  expect(guess(model, ['zebra', 'comet'])).toBeUndefined()
  const { right, of } = judge(examples)
  expect(right / of).toBeGreaterThan(0.95)
  expect(guess(train(examples.filter((one) => one.area === 'w')), ['pump']), 'one area is nothing to choose between').toBeUndefined()
})

test('confidence rises with the margin, never promises certainty, and is the share that was right', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ margin: fc.double({ min: 0, max: 9, noNaN: true }), right: fc.boolean() }), { minLength: 1, maxLength: 200 }), (guesses) => {
      const curve = curveOf(guesses)
      expect(curve.reduce((sum, step) => sum + step.count, 0)).toBe(guesses.length)
      let before = 0
      for (let margin = 0; margin <= 9; margin += 0.25) {
        const share = confidenceOf(curve, margin)
        expect(share).toBeGreaterThanOrEqual(before)
        expect(share).toBeLessThan(1)
        before = share
      }
    }),
  )
  expect(confidenceOf(curveOf(Array.from({ length: 99 }, (_, at) => ({ margin: at, right: true }))), 99)).toBeCloseTo(0.99, 5)
})

let office: Office
let cora: Actor
const areaIds: Record<string, string> = {}

beforeAll(async () => {
  office = await openOffice()
  await office.person('cora', 'coordinator')
  cora = (await actorOf(office.house, { cookie: office.cookieOf('cora') }))!
  for (const area of await issueAreasOf(office.house.db, office.campaign.id)) areaIds[area.key] = area.id
  const posts = [...texts(water, 60, 3), ...texts(health, 60, 4)].map((text, at) => ({ channel: 'sms', externalId: `e${at}`, text, language: 'en' }))
  await office.say(posts)
  await office.house.db.rows(
    `update statement s set state = 'decided', issue_area_id = case when x.text ~ $2 then $3::uuid else $4::uuid end from statement_text x
     where s.campaign_id = $1 and x.campaign_id = $1 and x.statement_id = s.id`,
    [office.campaign.id, water.join('|'), areaIds['water'], areaIds['health']],
  )
  await office.say([...texts(water, 10, 5), ...texts(health, 10, 6)].map((text, at) => ({ channel: 'sms', externalId: `w${at}`, text, language: 'en' })))
})
afterAll(() => office.close())

const waiting = () => office.house.db.rows<{ id: string; text: string; suggested: string | null; area: string | null; version: number }>(
  `select s.id, x.text, s.suggested_area_id as suggested, s.issue_area_id as area, s.version from statement s join statement_text x on x.campaign_id = $1 and x.statement_id = s.id
   where s.campaign_id = $1 and s.state = 'waiting' order by s.number`, [office.campaign.id])

test('what people decided suggests areas for what waits; nothing is set without a person until a coordinator says from when', async () => {
  const { house, campaign } = office
  await learnIn(house, campaign.id)
  expect(await learnedOf(house.db, campaign.id)).toMatchObject({ examples: 120, judged: 120 })
  const suggested = await waiting()
  expect(suggested.map((row) => row.area)).toEqual(Array(20).fill(null))
  const right = suggested.filter((row, at) => row.suggested === (at < 10 ? areaIds['water'] : areaIds['health']))
  expect(right.length).toBeGreaterThanOrEqual(18)
  expect(await guessArea(house.db, campaign.id, 'the pump and the valve')).toMatchObject({ areaId: areaIds['water'] })
  expect(await guessArea(house.db, campaign.id, 'zebra')).toBeUndefined()
})

test('above the confidence it is set, marked as such, and open again when a coordinator ends it; what a person took up meanwhile stays theirs', async () => {
  const { house, campaign } = office
  await expect(setAutomatic(house, cora, campaign, 0.3)).rejects.toMatchObject({ code: 'automatic-wrong' })
  await setAutomatic(house, cora, campaign, 0.8)
  const before = new Map((await waiting()).map((row) => [row.id, row.version]))
  await learnIn(house, campaign.id)
  const set = (await waiting()).filter((row) => row.area)
  expect(set.length).toBeGreaterThan(0)
  expect(set.every((row) => row.version === before.get(row.id)! + 1), 'whoever read it before sees the change').toBe(true)
  expect((await house.db.rows('select 1 from area_guess where campaign_id = $1', [campaign.id])).length).toBe(set.length)
  await house.db.rows(`update statement set state = 'held' where campaign_id = $1 and id = $2`, [campaign.id, set[0]!.id])
  expect(await setAutomatic(house, cora, campaign, null)).toBe(set.length - 1)
  expect((await waiting()).filter((row) => row.area)).toEqual([])
  expect((await house.db.row<{ area: string | null }>('select issue_area_id as area from statement where campaign_id = $1 and id = $2', [campaign.id, set[0]!.id]))!.area).not.toBeNull()
})

test('words that are taken back teach nothing any more', async () => {
  const { house, campaign } = office
  const [post] = await house.db.rows<{ id: string }>(`select id from post where campaign_id = $1 and external_id = 'e0'`, [campaign.id])
  await withdraw(house, campaign.id, [post!.id], 'withdrawn')
  expect(await learnedOf(house.db, campaign.id)).toBeUndefined()
  expect(await guessArea(house.db, campaign.id, 'the pump and the valve')).toBeUndefined()
  await learnIn(house, campaign.id)
  expect(await learnedOf(house.db, campaign.id)).toMatchObject({ examples: 119 })
})
