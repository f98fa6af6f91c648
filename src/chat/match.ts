import { labelIn } from './label.ts'
import { likeness, repeats, wordsOf } from './likeness.ts'

/** A question that was asked, as far as what comes in is held against it. */
export interface Asked {
  id: string
  number: number
  text: string
  askedAt: Date
}

/** A chat that gathers its answers. */
export interface Listening {
  id: string
  state: 'running' | 'over' | 'published'
  /** Folded by `tagForm`. */
  hashtags: Set<string>
  /** In the order of their numbers. */
  asked: Asked[]
}

/** A post that may belong to a chat. */
export interface Heard {
  text: string
  channel: string
  postedAt: Date
  hashtags: readonly string[]
  repost: boolean
  /** The question to whose post, or to one of whose answers, it replies. */
  repliesTo: string | undefined
  guest: { id: string; part: 'moderator' | 'panel' } | undefined
}

export type Placing =
  /** An answer, and where it goes; `question` null: the parking lot. */
  | { kind: 'answer'; question: string | null; placed: 'tag' | 'reply' | 'likeness' | 'time' | null }
  /** The question itself, as a moderator posted it. */
  | { kind: 'question'; question: string }

/** So long after a new question what names none is still about the one before: people read and write. */
export const graceSeconds = 60
const alikeEnough = 0.34
/** Nobody else speaks there: a number at the beginning is enough to belong to the chat. */
const ownChannels = new Set(['form', 'sms', 'email', 'whatsapp', 'telegram', 'call'])

/**
 * Where a post belongs, by the first that holds: the number its author wrote, what it replies to, the likeness of its words to one question
 * more than to any other, the question that stood when it was posted. Undefined: it is not of this chat.
 */
export function placingOf(chat: Listening, post: Heard): Placing | undefined {
  // Who passes something on answers nothing; folding counts it with what it repeats.
  if (post.repost) return undefined
  const tagged = post.hashtags.some((tag) => chat.hashtags.has(tagForm(tag)))
  const label = labelIn(post.text)
  if (!tagged && !post.repliesTo && !(label && (ownChannels.has(post.channel) || post.guest))) return undefined
  const named = label && chat.asked.find((one) => one.number === label.number)
  if (label?.kind === 'question' && named && post.guest?.part === 'moderator') return { kind: 'question', question: named.id }
  const words = wordsOf(post.text)
  const asked = chat.asked.map((one) => ({ ...one, words: wordsOf(one.text) }))
  const repeated = asked.find((one) => repeats(post.text, one.text))
  if (repeated && !post.repliesTo) return post.guest?.part === 'moderator' ? { kind: 'question', question: repeated.id } : undefined
  if (named) return { kind: 'answer', question: named.id, placed: 'tag' }
  if (post.repliesTo) return { kind: 'answer', question: post.repliesTo, placed: 'reply' }
  // A number that no question has yet: a person looks.
  if (label) return parked
  return byWords(words, asked) ?? byTime(chat, post.postedAt)
}

const parked: Placing = { kind: 'answer', question: null, placed: null }

function byWords(words: Set<string>, asked: (Asked & { words: Set<string> })[]): Placing | undefined {
  const all = asked.map((one) => one.words)
  const scores = asked.map((one) => ({ id: one.id, score: likeness(words, one.words, all) })).sort((a, b) => b.score - a.score)
  const [best, second] = scores
  if (!best || best.score < alikeEnough || (second && second.score > best.score * 0.6)) return undefined
  return { kind: 'answer', question: best.id, placed: 'likeness' }
}

function byTime({ asked }: Listening, postedAt: Date): Placing {
  const stood = asked.filter((one) => one.askedAt <= postedAt)
  const current = stood.at(-1)
  if (!current) return parked
  const before = stood.at(-2)
  const fresh = postedAt.getTime() - current.askedAt.getTime() < graceSeconds * 1_000
  return { kind: 'answer', question: (fresh && before ? before : current).id, placed: 'time' }
}

/** Tags are compared without regard to case and to the letters that people and machines vary. */
export function tagForm(tag: string): string {
  return tag.normalize('NFKC').toLowerCase().replace(/^[#＃]/, '').replace(/[أإآٱ]/g, 'ا').replace(/ى/g, 'ي').replace(/ة/g, 'ه').replace(/[\u064b-\u0652\u0640]/g, '')
}
