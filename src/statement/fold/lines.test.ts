import { expect, test } from 'vitest'
import { foldLines, UnreadableLine } from './index.ts'

async function folded(lines: string[]): Promise<{ id: string; statement: string }[]> {
  const answers = []
  for await (const answer of foldLines(lines)) answers.push(answer)
  return answers
}

test('each line gets its statement, named by its first post, in the order of the lines', async () => {
  const lines = [
    { id: 'a', text: 'The well in our village has been dry since March' },
    { id: 'b', text: 'My pension stopped in May without a letter' },
    { id: 'c', text: 'RT @amina_k: The well in our village has been dry since March', author: 'x', postedAt: '2026-05-01T00:00:00Z' },
  ].map((post) => JSON.stringify(post))
  expect(await folded([...lines, ''])).toEqual([
    { id: 'a', statement: 'a' },
    { id: 'b', statement: 'b' },
    { id: 'c', statement: 'a' },
  ])
})

test('nothing in, nothing out', async () => {
  expect(await folded([])).toEqual([])
})

test.each([
  ['not JSON', '{"id":"a"'],
  ['not a JSON object', '[1]'],
  ['"id" must be a string', '{"id":1,"text":"x"}'],
  ['"text" must be a string', '{"id":"a"}'],
])('a line with %s is named by its number', async (reason, line) => {
  await expect(folded(['{"id":"a","text":"b"}', line])).rejects.toThrow(new UnreadableLine(2, reason))
})
