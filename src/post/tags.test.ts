import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import twitterText from 'twitter-text'
import { describe, expect, it } from 'vitest'
import { randomPosts } from '../../bench/intake/random-posts.ts'
import { namedIn } from './tags.ts'

describe('what a text names', () => {
  it.each([
    ['a tag, in any script', '#Agua #ماء #水 #été2026', { hashtags: ['Agua', 'ماء', '水', 'été2026'] }],
    ['no number alone, nothing glued to a word', '#2026 a#b x&#39; ## #_ #a', { hashtags: ['a'] }],
    ['each once', '#a #a @b @b', { hashtags: ['a'], mentions: ['b'] }],
    ['a handle, not the end of an address', 'RT @one: to @two, x@example.org .@three', { mentions: ['one', 'two', 'three'] }],
    ['a handle of the fediverse with its host', 'with @ana@social.example!', { mentions: ['ana@social.example'] }],
    ['a link without the end of the sentence', 'see https://t.example/a#b?c=@d. (http://x.example/y_(z))', { links: ['https://t.example/a#b?c=@d', 'http://x.example/y_(z)'] }],
    ['nothing', 'no names here', {}],
  ])('%s', (_, text, expected) => {
    expect(namedIn(text)).toEqual({ hashtags: [], mentions: [], links: [], ...expected })
  })

  it('is what twitter-text finds, on made posts', () => {
    for (const { text } of randomPosts(2_000, 5)) expect([text, namedIn(text)]).toEqual([text, { ...namedIn(text), ...byTwitter(text) }])
  })

  const suite = resolve(import.meta.dirname, '../../../shared/data/tweets/crisislex-t6')
  it.skipIf(!existsSync(suite))('is what twitter-text finds, on real posts', () => {
    const texts = realTexts(suite)
    const differing = texts.filter((text) => {
      const [ours, theirs] = [namedIn(text), byTwitter(text)]
      return JSON.stringify([ours.hashtags, ours.mentions]) !== JSON.stringify([theirs.hashtags, theirs.mentions])
    })
    expect(texts.length).toBeGreaterThan(5_000)
    expect(differing.length / texts.length).toBeLessThan(0.001)
  })
})

function byTwitter(text: string): { hashtags: string[]; mentions: string[] } {
  return { hashtags: [...new Set(twitterText.extractHashtags(text))], mentions: [...new Set(twitterText.extractMentions(text))] }
}

function realTexts(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.csv')).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8').split('\n').slice(1, 3_001).map((line) => line.split(',').slice(1, -1).join(',')))
}
