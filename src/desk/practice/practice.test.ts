import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from '../../../test/harness/office.ts'
import { fitOf, setSkill, skillOf } from '../skill/skill.ts'
import { lessons } from './lessons.ts'
import { answerLesson, beginAgain, practiceOf, setPracticeFirst, standingOf } from './practice.ts'
import { actorOf } from '#person/index.ts'
import type { Actor } from '#core/index.ts'

let office: Office
const people: Record<string, Actor> = {}

beforeAll(async () => {
  office = await openOffice()
  for (const [name, role] of [['vera', 'volunteer'], ['omar', 'volunteer'], ['tess', 'volunteer'], ['cora', 'coordinator']] as const) {
    await office.person(name, role)
    people[name] = (await actorOf(office.house, { cookie: office.cookieOf(name) }))!
  }
})
afterAll(() => office.close())

const answer = (name: string, wrong: number) =>
  lessons.reduce(async (before, lesson, at) => {
    await before
    const other = lesson.choices.find((choice) => choice !== lesson.right)!
    await answerLesson(office.house, people[name], office.campaign, lesson.key, at < wrong ? other : lesson.right)
  }, Promise.resolve())
const levelOf = async (name: string) => (await skillOf(office.house.db, office.campaign.id, people[name]!.person.id)).level
const calmOnly = async (name: string) => (await fitOf(office.house.db, office.campaign.id, people[name]!))?.calmOnly ?? false

test('where the practice comes first, who is new gets nothing urgent until they pass it or a coordinator waves them through', async () => {
  const { house, campaign } = office
  expect([await levelOf('vera'), await calmOnly('vera')]).toEqual(['trained', false])
  await expect(setPracticeFirst(house, people['vera'], campaign, true)).rejects.toMatchObject({ code: 'forbidden' })
  await setPracticeFirst(house, people['cora'], campaign, true)
  expect([await levelOf('vera'), await calmOnly('vera'), await calmOnly('cora')], 'a coordinator is beyond levels').toEqual(['new', true, false])
  await answer('vera', 3)
  expect(standingOf(await practiceOf(house.db, campaign.id, people['vera']!.person.id))).toEqual({ right: 5, over: true, passed: false })
  expect(await calmOnly('vera')).toBe(true)
  await beginAgain(house, people['vera'], campaign)
  await answer('vera', 2)
  expect([await levelOf('vera'), await calmOnly('vera')]).toEqual(['trained', false])
  await setSkill(house, people['cora']!, campaign, people['omar']!.person.id, { level: 'trained' })
  expect(await calmOnly('omar'), 'waved through').toBe(false)
  await setPracticeFirst(house, people['cora'], campaign, false)
  expect(await calmOnly('tess')).toBe(false)
})

test('the first answer of a try counts, and passing lowers nobody', async () => {
  const { house, campaign } = office
  await setSkill(house, people['cora']!, campaign, people['tess']!.person.id, { level: 'trusted' })
  await answerLesson(house, people['tess'], campaign, 'midwife', 'discard')
  await answerLesson(house, people['tess'], campaign, 'midwife', 'question')
  expect((await practiceOf(house.db, campaign.id, people['tess']!.person.id)).answers).toEqual({ midwife: 'discard' })
  await answer('tess', 0)
  expect(standingOf(await practiceOf(house.db, campaign.id, people['tess']!.person.id))).toEqual({ right: 7, over: true, passed: true })
  expect(await levelOf('tess')).toBe('trusted')
  await expect(answerLesson(house, people['tess'], campaign, 'midwife', 'everything')).rejects.toMatchObject({ code: 'practice-choice' })
})
