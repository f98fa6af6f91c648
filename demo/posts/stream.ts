import type { Language } from '../places.ts'
import { campuses } from '../places.ts'
import { addressed, externalId, isNetwork } from './address.ts'
import type { Writer } from './author.ts'
import { writer } from './author.ts'
import { Chance, mix } from './chance.ts'
import { copied } from './copy.ts'
import { dressed } from './dress.ts'
import type { Channel, ExamplePost, Kind, LabelledPost } from './post.ts'
import type { Saying } from './saying.ts'
import { addition, chatter, crumb, incident, note, question } from './saying.ts'
import { timeAt } from './when.ts'

/** A post that others may still copy. */
export interface Model {
  saying: Saying
  posted: string
  id: string
  channel: Channel
  by: Writer
  at: number
}

/** What one run of the generator carries along: all of it bounded, whatever the number of posts. */
interface Run {
  seed: number
  posts: number
  chance: Chance
  /** Copies that are due, one entry for each. */
  due: Model[]
}

/** Which post it is, and when it is written. */
interface Turn {
  index: number
  at: number
}

const mostDue = 16_384

const languages: [Language, number][] = [['es', 46], ['en', 37], ['fr', 8.5], ['ar', 8.5]]
const everyChannel: [Channel, number][] = [
  ['x', 40], ['mastodon', 9], ['bluesky', 8], ['telegram', 7], ['whatsapp', 9], ['sms', 8], ['email', 4], ['form', 8], ['call', 3], ['feed', 2],
]
const loudChannels: [Channel, number][] = [['x', 76], ['mastodon', 9], ['bluesky', 8], ['telegram', 4], ['whatsapp', 3]]
const copyKinds: [Kind, number][] = [
  ['repost', 40], ['rt', 13], ['again', 7], ['forward', 5], ['quote', 5], ['link', 5], ['mention', 4], ['emoji', 4], ['tags', 5],
  ['word', 2.5], ['typo', 2.5], ['spelling', 2], ['cut', 4], ['cross', 4],
]
// In hundredths of the posts that copy nothing.
const freshKinds = [['paper', 16], ['crumb', 11], ['addition', 7], ['incident', 6], ['chatter', 9], ['nearly', 6], ['question', 45]] as const

/** All posts of the example in the order in which they were written, one at a time; see index.ts. */
export function* stream(posts: number, seed: number): Generator<LabelledPost> {
  const run: Run = { seed, posts, chance: new Chance(seed), due: [] }
  for (let index = 0; index < posts; index++) {
    const turn = { index, at: Math.round(timeAt((index + 0.5) / posts) + run.chance.next() * 40_000) }
    yield copyIsDue(run) ? copyOf(run, turn, take(run)) : fresh(run, turn)
  }
}

// With few copies due, more is said anew: or else the first voices would be all there is.
function copyIsDue({ due, chance }: Run): boolean {
  return due.length > 0 && !chance.happens(0.3) && !(due.length < 400 && chance.happens(0.35))
}

// Nobody answers what has not been written yet.
function after(model: Model, { index, at }: Turn): Turn {
  return { index, at: Math.max(at, model.at + 4_000) }
}

/** Draws one of the copies that are due, and closes the gap. */
function take({ due, chance }: Run): Model {
  const at = chance.below(due.length)
  const model = due[at]!
  const last = due.pop()!
  if (at < due.length) due[at] = last
  return model
}

function fresh(run: Run, turn: Turn): LabelledPost {
  const { chance, due } = run
  const language = chance.weighted(languages)
  switch (due.length ? chance.weighted(freshKinds) : 'question') {
    case 'paper': return paperNote(run, turn, language)
    case 'crumb': return original(run, turn, crumb(chance, language), chance.weighted(loudChannels))
    case 'addition': return quoteAdded(run, turn, chance.pick(due))
    case 'incident': return heard(run, turn, incident(chance, language))
    case 'chatter': return heard(run, turn, chatter(chance, language))
    case 'nearly': return heard(run, turn, nearlyTheSame(chance.pick(due).saying, chance) ?? question(chance, language, false), 12)
    default: return heard(run, turn, question(chance, language, false))
  }
}

/** Something new, which others may go on to copy: at most `most` of them. */
function heard(run: Run, turn: Turn, saying: Saying, most = Infinity): LabelledPost {
  const { chance, due } = run
  const copies = Math.min(most, copiesOf(run, saying))
  const channel = chance.weighted(copies > 6 ? loudChannels : everyChannel)
  const by = someone(run, saying.language)
  const replied = due.length && isNetwork(channel) && chance.happens(0.03) ? chance.pick(due) : undefined
  const when = replied ? after(replied, turn) : turn
  const made = original(run, when, saying, channel, by)
  if (replied) made.post.replyTo = replied.id
  const model: Model = { saying, posted: made.post.text, id: made.post.externalId, channel, by, at: when.at }
  for (let i = 0; i < copies; i++) {
    if (due.length < mostDue) due.push(model)
    else due[chance.below(mostDue)] = model
  }
  return made
}

/** Few are copied a thousand times, more than half never (Pareto). */
function copiesOf({ chance, posts }: Run, saying: Saying): number {
  if (chance.happens(saying.subject === 'incident' ? 0.45 : 0.56)) return 0
  const most = Math.min(1900, Math.max(4, posts / 20))
  const drawn = Math.min(most, chance.next() ** (-1 / 0.86))
  // Neither an advertisement nor a language that few read goes round the whole country.
  if (saying.subject === 'noise') return Math.floor(Math.min(drawn, most / 8))
  return Math.floor(saying.language === 'fr' || saying.language === 'ar' ? Math.min(drawn, most / 5) : drawn)
}

/** The hard case: what somebody else said, with another number, another town, or denied. */
function nearlyTheSame(saying: Saying, chance: Chance): Saying | undefined {
  if (!saying.vary) return undefined
  const by = 1 + chance.below(3)
  const ways = [
    saying.variants.number && { number: by, town: 0, denied: false },
    saying.variants.town && { number: 0, town: by, denied: false },
    saying.variants.denial && { number: 0, town: 0, denied: true },
  ].filter((way) => way !== false)
  return ways.length ? saying.vary(chance.pick(ways)) : undefined
}

function paperNote(run: Run, turn: Turn, language: Language): LabelledPost {
  const { chance } = run
  const saying = chance.happens(0.6) ? note(chance, language) : question(chance, language, true)
  // Written on the wall in the day, typed in at night.
  const made = original(run, { index: turn.index, at: turn.at - chance.below(5 * 3_600_000) }, saying, 'paper')
  const campus = chance.pick(campuses)
  made.post.place = { name: campus.names[language], lat: campus.lat, lon: campus.lon }
  return made
}

function quoteAdded(run: Run, turn: Turn, model: Model): LabelledPost {
  const quotable = isNetwork(model.channel)
  const made = original(run, after(model, turn), addition(run.chance, model.saying.language), quotable ? model.channel : 'x')
  if (quotable) made.post.quoteOf = model.id
  made.kind = 'quote-added'
  return made
}

function original(
  run: Run, turn: Turn, saying: Saying, channel: Channel, by: Writer = someone(run, saying.language),
): LabelledPost {
  const { chance } = run
  const post: ExamplePost = { channel, externalId: '', text: '', postedAt: '' }
  post.text = dressed(saying, saying.text, channel, chance, post)
  if (saying.subject === 'incident') witnessed(post, saying, chance)
  else if ((channel === 'form' || channel === 'call') && chance.happens(0.6)) post.knows = chance.pick(['lived', 'lived', 'saw', 'heard'] as const)
  return finished(run, turn, post, saying, 'original', by)
}

function witnessed(post: ExamplePost, saying: Saying, chance: Chance): void {
  if (post.channel !== 'feed') post.knows = saying.hearsay ? 'heard' : chance.pick(['lived', 'saw', 'saw'] as const)
  if (saying.place && chance.happens(0.7)) {
    const near = (degrees: number): number => Math.round((degrees + (chance.next() - 0.5) * 0.012) * 10_000) / 10_000
    post.place = { name: saying.place.names[saying.language], lat: near(saying.place.lat), lon: near(saying.place.lon) }
  }
  if (chance.happens(0.12)) post.media = [{ url: `https://photos.example.org/${chance.below(60_466_176).toString(36)}.jpg`, kind: 'photo' }]
}

function copyOf(run: Run, turn: Turn, model: Model): LabelledPost {
  const { chance } = run
  const { saying } = model
  let kind = chance.weighted(copyKinds)
  if (!isNetwork(model.channel) && (kind === 'repost' || kind === 'rt' || kind === 'quote')) {
    kind = chance.pick(['again', 'forward', 'tags', 'link'] as const)
  }
  const post: ExamplePost = { channel: channelOf(kind, model, chance), externalId: '', text: '', postedAt: '' }
  const text = copied(kind, model, post, chance)
  if (text === undefined) kind = 'again'
  post.text = text ?? dressed(saying, saying.text, post.channel, chance, post)
  if (kind === 'repost' || (kind === 'rt' && model.channel === 'x')) post.repostOf = model.id
  if (kind === 'quote') post.quoteOf = model.id
  // A cross-post is the same person on another channel.
  const by = kind === 'cross' ? model.by : someone(run, saying.language)
  return finished(run, after(model, turn), post, saying, kind, by)
}

function channelOf(kind: Kind, model: Model, chance: Chance): Channel {
  switch (kind) {
    case 'repost': case 'quote': return model.channel
    case 'rt': return 'x'
    case 'forward': return chance.pick(['whatsapp', 'telegram', 'sms'] as const)
    case 'cross': return chance.pick((['x', 'mastodon', 'bluesky', 'telegram'] as const).filter((one) => one !== model.channel))
    case 'again': case 'spelling': return chance.weighted(everyChannel)
    default: return chance.weighted(loudChannels)
  }
}

/** Some write often, most once. */
function someone({ chance, posts, seed }: Run, language: Language): Writer {
  const people = Math.max(3, Math.round(posts * 0.55))
  return writer(Math.floor(people * chance.next() ** 1.7), language, mix(seed, 77))
}

function finished(run: Run, turn: Turn, post: ExamplePost, saying: Saying, kind: Kind, by: Writer): LabelledPost {
  const { chance } = run
  post.externalId = externalId(post.channel, turn.index, turn.at, run.seed)
  post.postedAt = new Date(turn.at).toISOString()
  addressed(post, by, chance)
  const told = { x: 0.95, mastodon: 0.85, bluesky: 0.75, feed: 0.9, form: 0.9 }[post.channel as string] ?? 0
  if (saying.subject !== 'crumb' && chance.happens(told)) post.language = saying.language
  const label: LabelledPost = { post, saying: saying.key, subject: saying.subject, kind, language: saying.language }
  if (saying.issueArea) label.issueArea = saying.issueArea
  if (saying.theme) label.theme = saying.theme
  return label
}
