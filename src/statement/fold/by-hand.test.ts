import { describe, expect, it } from 'vitest'
import { alike, ByHand, Folder, MemoryStore, sign, type Representative } from './index.ts'

const river = 'the old bridge over the river at the mill has been closed for eleven weeks and pupils walk two hours to the school on the other side'
const gorge = river.replace('river', 'gorge').replace('pupils', 'children')
const between = river.replace('river', 'gorge')

/** A store in which a person has taken the second of two texts out of the statement of the first, or joined them. */
class Parted extends MemoryStore {
  readonly anchors: ReadonlySet<number>

  constructor(byHand: ByHand, anchors: number[]) {
    super()
    this.byHand = byHand
    this.anchors = new Set(anchors)
  }

  override async representatives(statements: number[]): Promise<Representative[]> {
    return (await super.representatives(statements)).map((one) => ({ ...one, anchor: this.anchors.has(one.number) }))
  }
}

async function fold(store: MemoryStore, texts: string[], size: number): Promise<number[]> {
  const folder = new Folder(store)
  const statements: number[] = []
  for (let from = 0; from < texts.length; from += size) {
    const posts = texts.slice(from, from + size).map((text, i) => ({ number: from + i, text }))
    const folded = await folder.fold(posts)
    store.apply(folded, posts)
    statements.push(...folded.statements)
  }
  return statements.map((statement) => store.root(statement))
}

describe('what people have put in order', () => {
  it('is not joined by folding, though a text says what both say; alone it would be', async () => {
    expect(await fold(new MemoryStore(), [river, gorge, between], 1)).toEqual([0, 0, 0])
    for (const size of [1, 3]) expect((await fold(new Parted(new ByHand([0, 1], [[0, 1]]), [0, 1]), [river, gorge, between], size)).slice(0, 2)).toEqual([0, 1])
  })

  it('takes a copy on the side of the nearest anchor, whatever joined either side since', async () => {
    const shut = (text: string) => text.replace('closed', 'shut').replace('weeks', 'days')
    const texts = [river, between, river.replace('weeks', 'days'), shut(river), between.replace('closed', 'shut'), shut(between)]
    expect(alike(sign(texts[5]!), sign(texts[3]!)).likeness).toBeGreaterThan(alike(sign(texts[5]!), sign(between)).likeness)
    // One folds them all together; apart, each copy goes with the word that parts the sides.
    expect(new Set(await fold(new MemoryStore(), texts, 1))).toEqual(new Set([0]))
    const store = new Parted(new ByHand([0, 1], [[0, 1]]), [0, 1])
    store.apply({ statements: [0, 1], founded: [0, 1], merges: [], retired: [], exacts: [0, 1].map((number) => ({ exact: sign(texts[number]!).exact, number, statement: number })),
      representatives: [0, 1].map((number) => ({ number, statement: number, keys: [...sign(texts[number]!).keys].slice(0, 5), outline: new Int32Array(20).fill(-1) })) },
      [0, 1].map((number) => ({ number, text: texts[number]! })))
    const folder = new Folder(store)
    for (const [number, side] of [[2, 0], [3, 0], [4, 1], [5, 1]] as const) {
      const posts = [{ number, text: texts[number]! }]
      const folded = await folder.fold(posts)
      store.apply(folded, posts)
      expect([number, ...folded.statements]).toEqual([number, side])
    }
  })
})
