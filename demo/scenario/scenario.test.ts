/** What the demo plays at sixty times speed, here as fast as it goes. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { burstsOf, figuresOf, stateAt } from '#burst/index.ts'
import { boardOf, chatsOf, publicChat } from '#chat/index.ts'
import { coveragesOf, publicCoverage } from '#coverage/index.ts'
import { tacticById } from '#plan/index.ts'
import { foldAll } from '#statement/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { foundExample, type Founded } from '../found.ts'
import type { PlayedClock } from './clock.ts'
import { scenarios } from './scenario.ts'

let opened: TestHouse
let founded: Founded
const lines: string[] = []

beforeAll(async () => {
  opened = await openTestHouse()
  founded = await foundExample(opened.house)
})
afterAll(() => opened?.close())

function played(name: string): Promise<void> {
  const { house, clock } = opened
  const jumping = {
    now: () => clock.now(), play() {},
    async until(at: Date) {
      if (at > clock.at) clock.at = at
      // What arrived is folded between two minutes.
      await foldAll(house, founded.campaign.id)
    },
    pause: (minutes: number) => jumping.until(new Date(clock.at.getTime() + minutes * 60_000)),
  }
  return scenarios[name]!.play({ house, clock: jumping as unknown as PlayedClock, ...founded, tell: (line) => void lines.push(line) })
}

test('a burst: made of a template, through a STOP, counted by what arrived, judged by its aim', async () => {
  await played('burst')
  const { house } = opened
  const { campaign } = founded
  const [burst] = await burstsOf(house.db, campaign.id)
  expect([burst!.stops.length, stateAt(burst!, house.clock.now())]).toEqual([1, 'over'])
  const figures = await figuresOf(house, campaign.id, burst!)
  expect([figures.pledged, figures.tapped > 30, figures.confirmed > 20, figures.byWord > 5]).toEqual([48, true, true, true])
  // Nobody is given a text while it is stopped.
  expect(figures.minutes.slice(51, 56).every((one) => one.tapped === 0)).toBe(true)
  expect(Object.keys(figures.languages).sort()).toEqual(['ar', 'en', 'es', 'fr'])
  expect(await tacticById(house.db, campaign.id, burst!.tacticId!)).toMatchObject({ kind: 'burst', template: 'two-hours', verdict: 'missed' })
})

test('a chat: six questions in order, answers under each, its transcript published', async () => {
  await played('chat')
  const { house } = opened
  const [chat] = await chatsOf(house.db, founded.campaign.id)
  expect(await tacticById(house.db, founded.campaign.id, chat!.tacticId!)).toMatchObject({ kind: 'chat', template: 'trained-team', verdict: 'missed' })
  const board = await boardOf(house, founded.campaign, chat!.id)
  expect(board.questions.map((one) => [one.label, one.count])).toEqual([[1, 5], [2, 5], [3, 4], [4, 4], [5, 4], [6, 4]])
  // Who forgets the number is found by the hour.
  expect(board.questions.reduce((sum, one) => sum + one.unlooked, 0)).toBe(5)
  const shown = await publicChat(house, founded.campaign, chat!)
  expect([shown!.chat.state, shown!.questions[0]!.answers[0]!.by]).toEqual(['published', { name: 'Ione Marsh', guest: true }])
})

test('a live coverage: everything checked by a second person, held, posted, and through a STOP', async () => {
  await played('live')
  const [coverage] = await coveragesOf(opened.house.db, founded.campaign.id)
  const shown = await publicCoverage(opened.house, founded.campaign, coverage!)
  expect(shown!.threads.map((thread) => thread.length)).toEqual([1, 2, 2, 1])
  expect(lines.some((line) => line.endsWith('presses STOP'))).toBe(true)
})
