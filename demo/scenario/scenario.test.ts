/** What the demo plays at sixty times speed, here as fast as it goes. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boardOf, chatsOf, publicChat } from '#chat/index.ts'
import { coveragesOf, publicCoverage } from '#coverage/index.ts'
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
    },
    async pause(minutes: number) {
      clock.pass(minutes * 60_000)
      // What arrived is folded between two minutes.
      await foldAll(house, founded.campaign.id)
    },
  }
  return scenarios[name]!.play({ house, clock: jumping as unknown as PlayedClock, ...founded, tell: (line) => void lines.push(line) })
}

test('a chat: six questions in order, answers under each, its transcript published', async () => {
  await played('chat')
  const { house } = opened
  const [chat] = await chatsOf(house.db, founded.campaign.id)
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
