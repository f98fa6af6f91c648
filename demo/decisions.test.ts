import { describe, expect, test } from 'vitest'
import { campaign } from './campaign.ts'
import { decide } from './decisions.ts'
import { areas } from './grammar/index.ts'
import { examplePostsWithTruth } from './posts/index.ts'
import type { LabelledPost } from './posts/index.ts'

interface Loud { first: LabelledPost, posts: number }

const sayings = new Map<string, Loud>()
for (const one of examplePostsWithTruth({ posts: 40_000, seed: 2 })) {
  const known = sayings.get(one.saying)
  if (known) known.posts += 1
  else sayings.set(one.saying, { first: one, posts: 1 })
}
const loudest = [...sayings.values()].sort((a, b) => b.posts - a.posts).slice(0, 1_200)
const decided = loudest.map(({ first }) => ({ first, decision: decide({ text: first.post.text, language: first.post.language ?? null }) }))

describe('what the cast decides about the loudest statements', () => {
  test('covers nearly all of them', () => {
    expect(decided.filter(({ decision }) => decision).length / decided.length).toBeGreaterThan(0.95)
  })

  test('finds the theme of a question, from the words alone', () => {
    const asked = decided.filter(({ first }) => first.subject === 'question')
    const right = asked.filter(({ first, decision }) => decision?.kind === 'question' && decision.theme === first.theme)
    expect(right.length / asked.length).toBeGreaterThan(0.97)
  })

  test('gathers several statements, in several languages, under one question, in every issue area', () => {
    const questions = Map.groupBy(decided.filter(({ decision }) => decision?.kind === 'question'), ({ decision }) =>
      decision?.kind === 'question' ? decision.theme : '')
    const several = [...questions.values()].filter((of) => of.length > 2 && new Set(of.map(({ first }) => first.language)).size > 1)
    expect(several.length).toBeGreaterThan(30)
    expect(new Set([...questions.keys()].map((theme) => theme.split('/')[0])).size).toBe(campaign.issueAreas.length)
  })

  test('places incidents in a town of the gazetteer, at a precision', () => {
    const told = decided.filter(({ first }) => first.subject === 'incident')
    expect(told.length).toBeGreaterThan(50)
    for (const { first, decision } of told) {
      expect(decision?.kind, first.post.text).toBe('incident')
      if (decision?.kind !== 'incident') continue
      expect(decision.issueArea).toBe(first.issueArea)
      expect(decision.title).toContain(decision.place.name)
      expect(['exact', '1km', 'district', 'hidden']).toContain(decision.place.precision)
    }
  })

  test('discards what asks nothing, for each reason', () => {
    const reasons = new Set(decided.map(({ decision }) => decision?.kind === 'discard' ? decision.reason : undefined))
    for (const reason of ['spam', 'abuse', 'off-topic', 'not-actionable', 'already-known', 'test'] as const) expect(reasons).toContain(reason)
    for (const { first, decision } of decided) if (decision?.kind === 'discard') expect(['noise', 'crumb', 'addition']).toContain(first.subject)
  })
})

test('a statement that nobody foresaw is left to people', () => {
  expect(decide({ text: 'My umbrella turned inside out and a stranger laughed with me.', language: 'en' })).toBeUndefined()
})

test('every theme is written out as a question, in both languages of the campaign', () => {
  for (const theme of areas.flatMap((area) => area.themes)) {
    expect(theme.wording.en).toMatch(/^[A-Z].*\?$/)
    expect(theme.wording.es).toMatch(/^¿.*\?$/)
  }
})
