import type { Language } from '../places.ts'
import { campuses } from '../places.ts'
import { addressed, externalId, isNetwork } from './address.ts'
import type { Writer } from './author.ts'
import { writer } from './author.ts'
import { Chance, mix } from './chance.ts'
import { dressed, withEmoji, withLink, withMention, withTags } from './dress.ts'
import { cut, mistyped, oneWord, respelt } from './edit.ts'
import type { Channel, ExamplePost, Kind, LabelledPost } from './post.ts'
import type { Saying } from './saying.ts'
import { addition, chatter, crumb, incident, note, question } from './saying.ts'
import { timeAt } from './when.ts'

/** A post that others may still copy. */
interface Model {
  saying: Saying
  posted: string
  id: string
  channel: Channel
  by: Writer
  at: number
}

/** As many copies as may be due at once; bounds the memory, whatever the number of posts. */
const mostDue = 16_384

const languages: [Language, number][] = [['es', 46], ['en', 37], ['fr', 8.5], ['ar', 8.5]]
const channelsOfNew: [Channel, number][] = [
  ['x', 40], ['mastodon', 9], ['bluesky', 8], ['telegram', 7], ['whatsapp', 9], ['sms', 8], ['email', 4], ['form', 8], ['call', 3], ['feed', 2],
]
const loudChannels: [Channel, number][] = [['x', 76], ['mastodon', 9], ['bluesky', 8], ['telegram', 4], ['whatsapp', 3]]
const copyKinds: [Kind, number][] = [
  ['repost', 40], ['rt', 13], ['again', 7], ['forward', 5], ['quote', 5], ['link', 5], ['mention', 4], ['emoji', 4], ['tags', 5],
  ['word', 2.5], ['typo', 2.5], ['spelling', 2], ['cut', 4], ['cross', 4],
]

/** All posts of the example in the order in which they were written, one at a time; see index.ts. */
export function* stream(posts: number, seed: number): Generator<LabelledPost> {
  const chance = new Chance(seed)
  const due: Model[] = []
  const people = Math.max(3, Math.round(posts * 0.55))
  for (let index = 0; index < posts; index++) {
    const at = Math.round(timeAt((index + 0.5) / posts) + chance.next() * 40_000)
    const someone = (): number => Math.floor(people * chance.next() ** 1.7)
    const copies = due.length > 0 && !chance.happens(0.3) && !(due.length < 400 && chance.happens(0.35))
    yield copies
      ? copyOf(take(due, chance), index, at, seed, chance, someone)
      : fresh(due, index, at, seed, posts, chance, someone)
  }
}

/** Draws one of the copies that are due, and closes the gap. */
function take(due: Model[], chance: Chance): Model {
  const at = chance.below(due.length)
  const model = due[at]!
  const last = due.pop()!
  if (at < due.length) due[at] = last
  return model
}

function fresh(
  due: Model[], index: number, at: number, seed: number, posts: number, chance: Chance, someone: () => number,
): LabelledPost {
  const language = chance.weighted(languages)
  const turn = chance.next()
  if (turn < 0.16) return paperNote(language, index, at, seed, chance, someone)
  if (turn < 0.27) {
    return labelled(crumb(chance, language), 'original', index, at, seed, chance, writer(someone(), language, mix(seed, 77)), chance.weighted(loudChannels))
  }
  if (turn < 0.34 && due.length) return quoteAdded(chance.pick(due), index, at, seed, chance, someone)
  let says: Saying
  if (turn < 0.4) says = incident(chance, language)
  else if (turn < 0.49) says = chatter(chance, language)
  else if (turn < 0.55 && due.length) says = nearlyTheSame(chance.pick(due).saying, chance) ?? question(chance, language, false)
  else says = question(chance, language, false)
  const copies = copiesOf(says, posts, chance)
  const channel = chance.weighted(copies > 6 ? loudChannels : channelsOfNew)
  const by = writer(someone(), says.language, mix(seed, 77))
  const made = labelled(says, 'original', index, at, seed, chance, by, channel)
  if (turn >= 0.55 && turn < 0.57 && due.length && isNetwork(channel)) made.post.replyTo = chance.pick(due).id
  remember(due, { saying: says, posted: made.post.text, id: made.post.externalId, channel, by, at }, copies, chance)
  return made
}

/** Few are copied a thousand times, more than half never (Pareto). */
function copiesOf(says: Saying, posts: number, chance: Chance): number {
  if (chance.happens(says.subject === 'incident' ? 0.45 : 0.56)) return 0
  const most = Math.min(1900, Math.max(4, posts / 20))
  const drawn = Math.min(most, chance.next() ** (-1 / 0.86))
  return Math.floor(says.subject === 'noise' ? Math.min(drawn, most / 8) : drawn)
}

function remember(due: Model[], model: Model, copies: number, chance: Chance): void {
  for (let i = 0; i < copies; i++) {
    if (due.length < mostDue) due.push(model)
    else due[chance.below(mostDue)] = model
  }
}

/** The hard case: what somebody else said, with another number, another town, or denied. */
function nearlyTheSame(says: Saying, chance: Chance): Saying | undefined {
  if (!says.vary) return undefined
  const by = 1 + chance.below(3)
  const ways = [
    says.variants.number && { number: by, town: 0, denied: false },
    says.variants.town && { number: 0, town: by, denied: false },
    says.variants.denial && { number: 0, town: 0, denied: true },
  ].filter((way) => way !== false)
  return ways.length ? says.vary(chance.pick(ways)) : undefined
}

function paperNote(
  language: Language, index: number, at: number, seed: number, chance: Chance, someone: () => number,
): LabelledPost {
  const says = chance.happens(0.6) ? note(chance, language) : question(chance, language, true)
  // Written on the wall in the day, typed in at night.
  const made = labelled(says, 'original', index, at - chance.below(5 * 3_600_000), seed, chance, writer(someone(), language, mix(seed, 77)), 'paper')
  const campus = chance.pick(campuses)
  made.post.place = { name: campus.names[language], lat: campus.lat, lon: campus.lon }
  return made
}

function quoteAdded(model: Model, index: number, at: number, seed: number, chance: Chance, someone: () => number): LabelledPost {
  const says = addition(chance, model.saying.language)
  const channel = isNetwork(model.channel) ? model.channel : 'x'
  const made = labelled(says, 'quote-added', index, at, seed, chance, writer(someone(), says.language, mix(seed, 77)), channel)
  if (isNetwork(model.channel)) made.post.quoteOf = model.id
  return made
}

function copyOf(
  model: Model, index: number, at: number, seed: number, chance: Chance, someone: () => number,
): LabelledPost {
  const { saying } = model
  const public_ = isNetwork(model.channel)
  let kind = chance.weighted(copyKinds)
  if (!public_ && (kind === 'repost' || kind === 'rt' || kind === 'quote')) kind = chance.pick(['again', 'forward', 'tags', 'link'] as const)
  if (public_ && kind === 'forward' && chance.happens(0.2)) kind = 'again'
  const post: ExamplePost = { channel: model.channel, externalId: '', text: model.posted, postedAt: '' }
  post.channel = kind === 'repost' || kind === 'quote' ? model.channel
    : kind === 'rt' ? 'x'
      : kind === 'forward' ? chance.pick(['whatsapp', 'telegram', 'sms'] as const)
        : kind === 'cross' ? elsewhere(model.channel, chance)
          : kind === 'again' || kind === 'spelling' ? chance.weighted(channelsOfNew)
            : chance.weighted(loudChannels)
  const text = copied(kind, model, post, chance)
  if (text === undefined) {
    kind = 'again'
    post.text = dressed(saying, saying.text, post.channel, chance, post)
  } else post.text = text
  if (kind === 'repost') post.repostOf = model.id
  if (kind === 'rt' && model.channel === 'x') post.repostOf = model.id
  if (kind === 'quote') post.quoteOf = model.id
  // A cross-post is the same person on another channel.
  const by = kind === 'cross' ? model.by : writer(someone(), saying.language, mix(seed, 77))
  return finish(post, saying, kind, index, Math.max(at, model.at + 4_000), seed, chance, by)
}

function copied(kind: Kind, model: Model, post: ExamplePost, chance: Chance): string | undefined {
  const { saying, posted } = model
  switch (kind) {
    case 'rt': return `RT @${model.by.handle}: ${posted}`
    case 'quote':
      if (chance.happens(0.5)) return `“${posted}” @${model.by.handle}`
      return withLink(posted, chance, post)
    case 'link': return withLink(saying.text, chance, post)
    case 'mention': return withMention(saying, posted, chance)
    case 'emoji': return withEmoji(posted, chance)
    case 'tags': return withTags(saying, saying.text, chance)
    case 'word': return oneWord(posted, saying.language, chance)
    case 'typo': return mistyped(posted, chance)
    case 'spelling': return respelt(isNetwork(post.channel) ? posted : saying.text, saying.language, chance)
    case 'cut': return cut(chance.happens(0.3) && model.by.handle ? `RT @${model.by.handle}: ${posted}` : posted, chance)
    case 'again': return dressed(saying, saying.text, post.channel, chance, post)
    default: return posted
  }
}

function elsewhere(channel: Channel, chance: Chance): Channel {
  const others = (['x', 'mastodon', 'bluesky', 'telegram'] as const).filter((one) => one !== channel)
  return chance.pick(others)
}

function labelled(
  saying: Saying, kind: Kind, index: number, at: number, seed: number, chance: Chance, by: Writer, channel: Channel,
): LabelledPost {
  const post: ExamplePost = { channel, externalId: '', text: '', postedAt: '' }
  post.text = dressed(saying, saying.text, channel, chance, post)
  if (saying.subject === 'incident') witnessed(post, saying, chance)
  else if ((channel === 'form' || channel === 'call') && chance.happens(0.6)) post.knows = chance.pick(['lived', 'lived', 'saw', 'heard'] as const)
  return finish(post, saying, kind, index, at, seed, chance, by)
}

function witnessed(post: ExamplePost, saying: Saying, chance: Chance): void {
  if (post.channel !== 'feed') post.knows = saying.hearsay ? 'heard' : chance.pick(['lived', 'saw', 'saw'] as const)
  if (saying.place && chance.happens(0.7)) {
    const near = (degrees: number): number => Math.round((degrees + (chance.next() - 0.5) * 0.012) * 10_000) / 10_000
    post.place = { name: saying.place.names[saying.language], lat: near(saying.place.lat), lon: near(saying.place.lon) }
  }
  if (chance.happens(0.12)) post.media = [{ url: `https://photos.example.org/${chance.below(60_466_176).toString(36)}.jpg`, kind: 'photo' }]
}

function finish(
  post: ExamplePost, saying: Saying, kind: Kind, index: number, at: number, seed: number, chance: Chance, by: Writer,
): LabelledPost {
  post.externalId = externalId(post.channel, index, at, seed)
  post.postedAt = new Date(at).toISOString()
  addressed(post, by, chance)
  const told = { x: 0.95, mastodon: 0.85, bluesky: 0.75, feed: 0.9, form: 0.9 }[post.channel as string] ?? 0
  if (saying.subject !== 'crumb' && chance.happens(told)) post.language = saying.language
  const label: LabelledPost = { post, saying: saying.key, subject: saying.subject, kind, language: saying.language }
  if (saying.issueArea) label.issueArea = saying.issueArea
  if (saying.theme) label.theme = saying.theme
  return label
}
