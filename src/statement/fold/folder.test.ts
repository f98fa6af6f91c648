import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alike, Folder, MemoryStore, sign, SignatureCache } from './index.ts'

/** Folds in batches of one size; the statement of each text at the end. */
async function fold(texts: string[], size: number, { cacheWeight }: { cacheWeight?: number } = {}): Promise<number[]> {
  const store = new MemoryStore()
  const folder = new Folder(store, new SignatureCache(cacheWeight))
  const statements: number[] = []
  for (let from = 0; from < texts.length; from += size) {
    const posts = texts.slice(from, from + size).map((text, i) => ({ number: from + i, text }))
    const folded = await folder.fold(posts)
    store.apply(folded, posts)
    statements.push(...folded.statements)
  }
  return statements.map((statement) => store.root(statement))
}

const vocabulary =
  'water school bridge doctor road promise minister summer valley teacher money river market light answer village office letter paper stone winter nobody always broken empty again where when under over'.split(' ')
const sentence = fc.array(fc.constantFrom(...vocabulary), { minLength: 6, maxLength: 24 }).map((words) => words.join(' '))
const edit = fc.record({
  base: fc.nat(),
  kind: fc.constantFrom('same', 'repost', 'cut', 'word', 'slogan', 'number', 'tail', 'half'),
  at: fc.nat(),
  word: fc.constantFrom(...vocabulary),
})

/** Streams in which texts come back edited, so that folding, merging, guards and worn keys all have work. */
const stream = fc
  .tuple(fc.array(sentence, { minLength: 2, maxLength: 6 }), fc.array(edit, { minLength: 20, maxLength: 120 }))
  .map(([bases, edits]) => {
    const texts = [...bases]
    for (const { base, kind, at, word } of edits) {
      const text = texts[base % texts.length]!
      const words = text.split(' ')
      if (kind === 'same') texts.push(text)
      if (kind === 'repost') texts.push(`RT @x${at}: ${text}`)
      if (kind === 'cut') texts.push(text.slice(0, 60 + (at % 60)) + '…')
      if (kind === 'word') texts.push(words.with(at % words.length, word).join(' '))
      if (kind === 'slogan') texts.push(`we ask the ministers and we want an answer today ${word} ${words.slice(0, 4).join(' ')} ${at % 7}`)
      if (kind === 'number') texts.push(`${text} ${at % 3}`)
      if (kind === 'tail') texts.push(`${text} #${word}`)
      if (kind === 'half') texts.push(words.slice(Math.floor(words.length / 2)).join(' '))
    }
    return texts
  })

describe('one order, whatever the batches', () => {
  test('batches of 1, 7 and 1,000 give the same statements, with any cache', async () => {
    await fc.assert(
      fc.asyncProperty(stream, async (texts) => {
        const one = await fold(texts, 1)
        expect(await fold(texts, 7)).toEqual(one)
        expect(await fold(texts, 1000)).toEqual(one)
        expect(await fold(texts, 3, { cacheWeight: 0 })).toEqual(one)
      }),
      { numRuns: 60 },
    )
  })

  test('the same with hundreds of texts that wear a slogan out', async () => {
    const texts = slogans(600)
    const one = await fold(texts, 1)
    expect(await fold(texts, 7)).toEqual(one)
    expect(await fold(texts, 1000)).toEqual(one)
  })
})

describe('identical texts', () => {
  test('are always together, whatever came between', async () => {
    await fc.assert(
      fc.asyncProperty(stream, async (texts) => {
        const statements = await fold([...texts, ...texts], 50)
        for (let i = 0; i < texts.length; i += 1) expect(statements[i + texts.length]).toBe(statements[i])
      }),
      { numRuns: 40 },
    )
  })

  test('also when they are empty, a link, an emoji or no text at all', async () => {
    const texts = ['', '🙏🙏', 'https://a.example/1', '@one', '???', 'ok', '🙏🙏', 'https://a.example/1', '@one', '???', 'ok', '']
    const statements = await fold(texts, 5)
    expect(statements).toEqual([0, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 0])
  })
})

describe('chains do not drift', () => {
  test('nothing in a statement is unlike anything else in it, though each text is a copy of the one before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...vocabulary), { minLength: 60, maxLength: 90 }), async (words) => {
        const texts: string[] = []
        for (let from = 0; from + 22 <= words.length; from += 1) texts.push(words.slice(from, from + 22).join(' '))
        const statements = await fold(texts, 10)
        for (let i = 0; i < texts.length; i += 1) {
          for (let j = i + 1; j < texts.length; j += 1) {
            if (statements[i] === statements[j]) expect(alike(sign(texts[i]!), sign(texts[j]!)).likeness).toBeGreaterThan(0.3)
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  test('a cut beginning does not join two texts that only begin alike', async () => {
    const beginning = 'The contractor left the school roof open before the rains came and then '
    const texts = [
      beginning + '…',
      beginning + 'he went away with all the money of the parents, who now teach the children under a tree by the river',
      beginning + 'nobody from the office answered one letter, so we climbed up and covered it with old tents and stones',
    ]
    const statements = await fold(texts, 10)
    expect(statements[1]).toBe(statements[0])
    expect(statements[2]).not.toBe(statements[1])
  })

  test('a cut copy does not bring other numbers into its statement', async () => {
    const texts = [
      'The tally sheets went to the capital by boat and came back typed anew: who was on board at 11:45?',
      'The tally sheets went to the capital by boat and came back typed anew: who was…',
      'The tally sheets went to the capital by boat and came back typed anew: who was seen to carry them away again at 20:20?',
    ]
    const statements = await fold(texts, 10)
    expect(statements[1]).toBe(statements[0])
    expect(statements[2]).not.toBe(statements[1])
  })

  test('a text without a number does not bring two different numbers together', async () => {
    const texts = [
      'After the fall of the school wall people are in hospital, says the doctor on duty this morning',
      'After the fall of the school wall 14 people are in hospital, says the doctor on duty this morning',
      'After the fall of the school wall 17 people are in hospital, says the doctor on duty this morning',
    ]
    const statements = await fold(texts, 10)
    expect(statements[1]).toBe(statements[0])
    expect(statements[2]).not.toBe(statements[1])
  })
})

describe('statements that turn out to be one', () => {
  const words = 'the old bridge over the river at the mill has been closed for eleven weeks and pupils walk two hours to the school on the other side'
  const first = words
  const second = words.replace('river', 'gorge').replace('pupils', 'children')
  const between = words.replace('river', 'gorge')

  test('merge into the older when a text says what both say', async () => {
    expect(alike(sign(first), sign(second)).together).toBe(false)
    expect(alike(sign(first), sign(between)).together).toBe(true)
    expect(alike(sign(second), sign(between)).together).toBe(true)
    expect(await fold([first, 'something else altogether that nobody has said so far', second, between], 2)).toEqual([0, 1, 0, 0])
  })

  test('the batch that merges says so, and only of statements that were there before', async () => {
    const store = new MemoryStore()
    const folder = new Folder(store)
    const before = [{ number: 0, text: first }, { number: 1, text: second }]
    store.apply(await folder.fold(before), before)
    const folded = await folder.fold([{ number: 2, text: between }])
    expect(folded.merges).toEqual([{ from: 1, into: 0 }])
    expect(folded.statements).toEqual([0])
    expect(folded.founded).toEqual([])
    const all = await new Folder(new MemoryStore()).fold([...before, { number: 2, text: between }])
    expect(all).toMatchObject({ statements: [0, 0, 0], founded: [0], merges: [] })
  })
})

test('edited copies are found among hundreds of texts with the same slogan', async () => {
  const texts = slogans(600)
  const copies = texts.filter((_, i) => i % 3 === 0).map((text) => text.replace('answer today', 'answer now'))
  const statements = await fold([...texts, ...copies], 100)
  const found = copies.filter((_, i) => statements[texts.length + i] === statements[i * 3]).length
  expect(new Set(statements.slice(0, texts.length)).size).toBe(texts.length)
  expect(found).toBe(copies.length)
})

/** Texts that share about half of their letters. */
function slogans(count: number): string[] {
  let state = 7
  const pick = (): string => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return vocabulary[(state >>> 8) % vocabulary.length]!
  }
  const texts: string[] = []
  for (let i = 0; i < count; i += 1) {
    const own = Array.from({ length: 9 }, pick).join(' ')
    texts.push(`We are the people of the valley and we want an answer today: ${own}`)
  }
  return texts
}
