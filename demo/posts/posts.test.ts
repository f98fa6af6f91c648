import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { campaign } from '../campaign.ts'
import { areas } from '../grammar/index.ts'
import type { LabelledPost } from './index.ts'
import { examplePosts, examplePostsWithTruth } from './index.ts'

const all: LabelledPost[] = [...examplePostsWithTruth({ posts: 40_000, seed: 1 })]
const bySaying = Map.groupBy(all, (one) => one.saying)
const share = (which: (one: LabelledPost) => boolean): number => all.filter(which).length / all.length
const originals = [...bySaying.values()].map((posts) => posts[0]!)

const digest = (posts: number, seed: number): string => {
  const hash = createHash('sha256')
  for (const post of examplePosts({ posts, seed })) hash.update(JSON.stringify(post))
  return hash.digest('hex')
}

describe('the same call', () => {
  test('gives the same bytes, another seed gives others', () => {
    expect(digest(3_000, 7)).toBe(digest(3_000, 7))
    expect(digest(3_000, 7)).not.toBe(digest(3_000, 8))
  })

  test('gives exactly as many posts as asked for', () => {
    for (const posts of [1, 2, 10, 999]) expect([...examplePosts({ posts })]).toHaveLength(posts)
    expect(() => examplePosts({ posts: 0 }).next()).toThrow(RangeError)
    expect(() => examplePosts({ posts: 1.5 }).next()).toThrow(RangeError)
  })
})

describe('40,000 posts', () => {
  test('become some thousand sayings, a few of them very loud, most said once', () => {
    const sizes = [...bySaying.values()].map((posts) => posts.length).sort((a, b) => b - a)
    expect(sizes.length).toBeGreaterThan(5_000)
    expect(sizes.length).toBeLessThan(9_000)
    expect(sizes[0]).toBeGreaterThan(400)
    expect(sizes[0]).toBeLessThan(3_000)
    expect(sizes.filter((size) => size === 1).length / sizes.length).toBeGreaterThan(0.4)
    expect(sizes.filter((size) => size >= 100).length).toBeGreaterThan(20)
  })

  test('have ids of their own', () => {
    expect(new Set(all.map(({ post }) => `${post.channel} ${post.externalId}`)).size).toBe(all.length)
  })

  test('come on every channel, in four languages, about every issue area', () => {
    expect([...new Set(all.map(({ post }) => post.channel))].sort())
      .toEqual(['bluesky', 'call', 'email', 'feed', 'form', 'mastodon', 'paper', 'sms', 'telegram', 'whatsapp', 'x'])
    expect(share((one) => one.language === 'es')).toBeGreaterThan(0.3)
    expect(share((one) => one.language === 'en')).toBeGreaterThan(0.25)
    expect(share((one) => one.language === 'fr')).toBeGreaterThan(0.03)
    expect(share((one) => one.language === 'ar')).toBeGreaterThan(0.03)
    for (const area of campaign.issueAreas) {
      const of = originals.filter((one) => one.issueArea === area.key)
      expect(of.length, area.key).toBeGreaterThan(300)
      expect(new Set(of.map((one) => one.language)).size, area.key).toBe(4)
    }
  })

  test('hold every kind of copy', () => {
    const least = {
      repost: 0.15, rt: 0.04, quote: 0.015, 'quote-added': 0.01, link: 0.02, mention: 0.01, emoji: 0.01, tags: 0.02,
      word: 0.004, typo: 0.006, spelling: 0.005, cut: 0.01, cross: 0.015, forward: 0.02, again: 0.03,
    }
    for (const [kind, part] of Object.entries(least)) expect(share((one) => one.kind === kind), kind).toBeGreaterThan(part)
  })

  test('refer to posts that came before them', () => {
    const seen = new Map<string, string>()
    const early: string[] = []
    for (const { post } of all) {
      for (const id of [post.repostOf, post.quoteOf, post.replyTo]) {
        if (id === undefined) continue
        if (!(post.postedAt >= (seen.get(id) ?? '~'))) early.push(`${post.externalId} refers to ${id}`)
      }
      seen.set(post.externalId, post.postedAt)
    }
    expect(early).toEqual([])
    expect(share(({ post }) => Boolean(post.repostOf))).toBeGreaterThan(0.2)
    expect(share(({ post }) => Boolean(post.replyTo))).toBeGreaterThan(0.001)
  })

  test('say different things in different words', () => {
    const words = (text: string): string => text.replace(/^RT @\S+: /, '').replace(/https:\S+|[@#]\S+/g, ' ').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
    const told = new Map<string, string>()
    const twice: string[] = []
    for (const one of all) {
      const text = words(one.post.text)
      if (text.length < 20 || one.kind === 'cut') continue
      if ((told.get(text) ?? one.saying) !== one.saying) twice.push(text)
      told.set(text, one.saying)
    }
    expect(twice).toEqual([])
    expect(told.size).toBeGreaterThan(5_000)
  })

  test('hold hard cases: the same words with another number, another town, or denied', () => {
    const wordsOnly = (one: LabelledPost): string => one.post.text.replace(/[#@]\S+/g, '').replace(/\d[\d.,:]*/g, '0').trim()
    const questions = originals.filter((one) => one.subject === 'question')
    const byWords = Map.groupBy(questions, wordsOnly)
    expect([...byWords.values()].filter((alike) => alike.length > 1).length).toBeGreaterThan(20)
    expect(questions.some((one) => /\b(are not free|did not lose|may not|no dice que|no perdió|no puede)\b/.test(one.post.text))).toBe(true)
  })

  test('are written mostly on one day, after three quiet weeks', () => {
    expect(share(({ post }) => Math.abs(Date.parse(post.postedAt) - Date.parse('2026-09-28T07:00:00Z')) < 12 * 3_600_000)).toBeGreaterThan(0.6)
    expect(share(({ post }) => post.postedAt < '2026-09-20')).toBeLessThan(0.1)
  })

  test('carry consent, contact, place and how it is known where the channel does', () => {
    const on = (channel: string) => all.filter(({ post }) => post.channel === channel).map(({ post }) => post)
    expect(on('form').filter((post) => post.consent).length / on('form').length).toBeGreaterThan(0.7)
    expect(on('form').filter((post) => !post.consent).length).toBeGreaterThan(0)
    expect(new Set(on('form').map((post) => JSON.stringify(post.consent))).size).toBeGreaterThan(8)
    expect(on('x').every((post) => !post.consent && !post.contact && post.author?.handle)).toBe(true)
    expect(on('paper').every((post) => post.place && !post.contact)).toBe(true)
    expect(on('sms').every((post) => /^\+33(19900|26191|35301|46571|53649|63998)\d{4}$/.test(post.contact?.phone ?? ''))).toBe(true)
    expect(on('email').every((post) => post.contact?.email?.endsWith('@example.org'))).toBe(true)
    expect(all.filter((one) => one.subject === 'incident' && one.post.place).length).toBeGreaterThan(200)
    expect(new Set(all.map(({ post }) => post.knows))).toEqual(new Set([undefined, 'lived', 'saw', 'heard']))
  })

  test('never leave a slot or a sign of the grammar in the text', () => {
    expect(all.filter(({ post }) => post.text.trim() === '' || /[{}<>|]|undefined/.test(post.text)).map(({ post }) => post.text)).toEqual([])
  })

  test('are in Arabic where they say so', () => {
    for (const one of originals.filter(({ language, subject }) => language === 'ar' && subject !== 'crumb')) {
      const text = one.post.text.replace(/https:\S+|[@#]\S+/g, '')
      const letters = text.match(/\p{L}/gu)!.length
      expect(text.match(/\p{Script=Arabic}/gu)!.length / letters, text).toBeGreaterThan(0.97)
    }
  })

  test('keep the truth out of the post', () => {
    const known = new Set(['channel', 'externalId', 'text', 'author', 'postedAt', 'language', 'place', 'repostOf', 'quoteOf', 'replyTo', 'links', 'media', 'knows', 'contact', 'consent'])
    expect([...new Set(all.flatMap(({ post }) => Object.keys(post)))].filter((key) => !known.has(key))).toEqual([])
  })
})

test('the grammar has every theme in four languages, and says nothing twice', () => {
  const sentences: string[] = []
  for (const area of areas) {
    expect(area.themes).toHaveLength(6)
    for (const theme of area.themes) {
      for (const language of ['en', 'es', 'fr', 'ar'] as const) {
        expect(theme.asks[language].length, `${theme.key} ${language}`).toBeGreaterThan(0)
        sentences.push(...theme.asks[language])
      }
    }
    sentences.push(...Object.values(area.stories).flat(), ...Object.values(area.follows).flat())
  }
  expect(new Set(sentences).size).toBe(sentences.length)
})

test('300,000 posts take no more memory than 30,000', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const heapAfter = (posts: number): number => {
    let most = 0
    let count = 0
    for (const post of examplePosts({ posts, seed: 4 })) {
      if (post.text && ++count % 10_000 === 0) {
        collect()
        most = Math.max(most, process.memoryUsage().heapUsed)
      }
    }
    return most
  }
  // 300,000 posts kept would be 200 MB and more.
  const small = heapAfter(30_000)
  expect(heapAfter(300_000) - small).toBeLessThan(100 * 1024 * 1024)
})
