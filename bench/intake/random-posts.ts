import type { ChannelName } from '#channel/index.ts'

/*
 * The worst case: only 40 % are copies (exact, as a repost, with a changed link or mention, cut), the rest are sentences of
 * which there are more than a bench can use up. A fixed seed, so that two runs do the same work.
 */
const subjects = ['The water', 'Our clinic', 'The bus', 'The roof', 'Every lamp', 'The owner', 'The bridge', 'The market', 'The office', 'Our street', 'The well', 'My school']
const verbs = ['is closed', 'is broken', 'was promised', 'costs twice', 'smells', 'has no light', 'was sold', 'is flooded', 'stands empty', 'waits', 'is guarded', 'was moved']
const places = ['by the river', 'at the station', 'up in', 'at the mill', 'near the quay', 'on the road to', 'beside', 'below', 'crossing', 'in our']
const times = ['since Monday', 'three weeks', 'after a storm', 'all winter', 'today', 'since the vote', 'for days', 'every night', 'a year now', 'again']
const ends = ['no answer', 'children walk', 'who will pay', 'we asked', 'no plan', 'come and look', 'people wait', 'it was listed', 'they say', 'tell us why']
const syllables = ['ka', 'lo', 'mi', 'ren', 'sa', 'tu', 'vel', 'ni', 'do', 'pra', 'es', 'om', 'ga', 'bir', 'ju', 'fen']
const channels: ChannelName[] = ['x', 'mastodon', 'bluesky', 'x', 'telegram', 'x', 'sms', 'form']

/** As an item of the API. `public_metrics` is something that it does not name: it is kept in the original. */
export interface RandomPost {
  channel: ChannelName
  externalId: string
  text: string
  language: string
  postedAt: string
  author: { handle: string; name: string }
  public_metrics: { reposts: number; likes: number }
}

/** A small generator of numbers (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function* randomPosts(count: number, seed: number): Generator<RandomPost> {
  const random = randomOf(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const name = () => pick(syllables) + pick(syllables) + pick(syllables)
  // Between the fixed words, which are short, stand others of some 260,000, so that each of a million posts has about three to be
  // compared with, as real ones have. With a vocabulary of 70,000 it has seven, all of them cold: that tripled the cost.
  const word = () => name() + pick(syllables) + (random() < 0.5 ? pick(syllables) : '')
  const recent: string[] = []
  const start = Date.UTC(2026, 2, 1)
  for (let i = 0; i < count; i++) {
    let text: string
    const fate = random()
    if (recent.length > 100 && fate < 0.4) {
      // Copies are mostly of what was said lately, as on a network.
      const original = recent[Math.floor(recent.length * (1 - random() ** 3))]!
      if (fate < 0.2) text = `RT @${name()}${i % 97}: ${original}`
      else if (fate < 0.28) text = original
      else if (fate < 0.34) text = `${original} https://t.example/${name()}${i}`
      else if (fate < 0.38) text = `@${name()} ${original} 🙏`
      else text = original.length > 90 ? `${original.slice(0, 80)}…` : original
    } else {
      text = `${pick(subjects)} ${word()} ${word()} ${pick(verbs)} ${word()} ${pick(places)} ${word()} ${pick(times)} ${word()}, ${pick(ends)} ${word()} ${word()}. #TellUsNow`
      if (recent.length < 20_000) recent.push(text)
      else recent[i % 20_000] = text
    }
    // A few write much, most write once or twice.
    const handle = `voice${Math.floor(random() ** 2 * count * 0.6)}`
    const channel = pick(channels)
    yield {
      channel, externalId: `${seed}-${i}`, text, language: 'en', postedAt: new Date(start + i * 1_000).toISOString(),
      author: { handle, name: `${name()} ${name()}` }, public_metrics: { reposts: i % 50, likes: i % 300 },
    }
  }
}
