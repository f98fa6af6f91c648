import { expect, test } from 'vitest'
import { searchForm, SignalFinder } from '#statement/index.ts'
import { usualDangerWords } from './words.ts'

test('every word that raises an alarm is an urgent word of the queue: only urgent statements are looked at', () => {
  const finder = new SignalFinder({})
  const uncovered = Object.values(usualDangerWords).flat().filter((word) => !finder.find(searchForm(word.replaceAll('*', ' '))).has('urgent'))
  expect(uncovered).toEqual([])
})
