import { bareHashtag, foldName } from '#campaign/index.ts'
import { onDemand } from '#core/index.ts'
import { unluckyWords } from './unlucky.ts'

const twitterText = onDemand<typeof import('twitter-text')>('twitter-text', import.meta.url)

/** `wrong`: it is no hashtag, or misleads; `warn`: look again; `note`: good to know. */
export type Level = 'wrong' | 'warn' | 'note'

export interface Finding {
  code: 'no-hashtag' | 'too-long' | 'long' | 'one-word' | 'unlucky' | 'mixed-scripts' | 'accents' | 'marks' | 'look-alike' | 'digits' | 'clash' | 'near' | 'twice'
  level: Level
  values: Record<string, string | number>
}

export interface Others {
  /** Hashtags of other campaigns of the house, with the campaign's name. */
  house: { tag: string; campaign: string }[]
  /** The campaign's own, without the one that is looked at. */
  own: string[]
}

/** What a reader takes in at a glance, and what still leaves room in a post. */
const readable = 20
const longest = 100

/** Looks a hashtag through before thousands use it: clashes, and how it is read. The worst comes first. */
export function checkHashtag(given: string, others: Others = { house: [], own: [] }): Finding[] {
  const tag = bareHashtag(given)
  if (!twitterText().isValidHashtag(`#${tag}`) || !/^[\p{L}\p{N}\p{M}_]+$/u.test(tag)) return [{ code: 'no-hashtag', level: 'wrong', values: { tag } }]
  const length = [...tag].length
  const found: Finding[] = []
  const say = (code: Finding['code'], level: Level, values: Finding['values'] = {}) => void found.push({ code, level, values })
  if (length > longest) say('too-long', 'wrong', { count: length })
  else if (length > readable) say('long', length > 30 ? 'warn' : 'note', { count: length })
  scripts(tag, say)
  boundaries(tag, say)
  for (const word of unluckyIn(tag)) say('unlucky', wordsOf(tag).length > 1 && word.length > 3 ? 'warn' : 'note', { word, read: foldName(tag).replaceAll(' ', '') })
  spelling(tag, say)
  clashes(tag, others, say)
  const order: Level[] = ['wrong', 'warn', 'note']
  return found.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
}

type Say = (code: Finding['code'], level: Level, values?: Finding['values']) => void

/** The words of a tag as far as capitals, underscores and digits show them: "SaveOurWater" is three. */
export function wordsOf(tag: string): string[] {
  return tag.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|[\p{Lo}\p{Lm}\p{M}]+|\p{Lu}+|\p{N}+/gu) ?? []
}

const scriptNames = ['Latin', 'Arabic', 'Cyrillic', 'Greek', 'Hebrew', 'Devanagari', 'Bengali', 'Ethiopic', 'Thai', 'Han', 'Hiragana', 'Katakana', 'Hangul'] as const
const patterns = new Map(scriptNames.map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')]))

function scripts(tag: string, say: Say): void {
  const used = scriptNames.filter((name) => patterns.get(name)!.test(tag))
  const japanese = used.every((name) => name === 'Han' || name === 'Hiragana' || name === 'Katakana')
  if (used.length < 2 || japanese) return
  // Letters of these look alike: what seems one tag is two.
  const alike = used.filter((name) => name === 'Latin' || name === 'Cyrillic' || name === 'Greek').length > 1
  say('mixed-scripts', alike ? 'wrong' : 'warn', { scripts: used.join(', ') })
}

/** A screen reader says "SaveOurWater" word by word and "saveourwater" as one; so do eyes. */
function boundaries(tag: string, say: Say): void {
  const cased = /\p{Lu}|\p{Ll}/u.test(tag)
  const length = [...tag].length
  if (wordsOf(tag).length > 1 || tag.includes('_')) return
  if (cased ? length > 10 : length > 14) say('one-word', cased ? 'warn' : 'note', { tag, script: cased ? 'cased' : 'uncased' })
}

/** Unlucky words that are read over the border of two words, or anywhere where no border is seen. */
export function unluckyIn(tag: string): string[] {
  const words = wordsOf(tag).map((word) => foldName(word).replaceAll(' ', ''))
  const read = words.join('')
  const borders = new Set<number>()
  let at = 0
  for (const word of words.slice(0, -1)) borders.add((at += word.length))
  const found = unluckyWords.filter((word) => {
    for (let from = read.indexOf(word); from !== -1; from = read.indexOf(word, from + 1)) {
      if (words.length === 1 ? read !== word : [...borders].some((border) => from < border && border < from + word.length)) return true
    }
    return false
  })
  // The longest says it: "tits" need not be said again as "tit".
  return found.filter((word) => !found.some((other) => other !== word && other.includes(word))).slice(0, 3)
}

function spelling(tag: string, say: Say): void {
  if (/[\u064b-\u0652\u0640]/u.test(tag)) say('marks', 'warn', { plain: tag.replace(/[\u064b-\u0652\u0640]/gu, '') })
  const plain = tag.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
  if (/\p{Script=Latin}/u.test(tag) && plain !== tag) say('accents', 'note', { plain })
  if (/(?:^|[a-z0-9])(?:[0-9][OolI]|[OolI][0-9])|Il|lI/.test(tag)) say('look-alike', 'warn', { tag })
  if (/\p{N}$/u.test(tag) && /\p{L}/u.test(tag)) say('digits', 'note', { digits: /\p{N}+$/u.exec(tag)![0] })
}

function clashes(tag: string, { house, own }: Others, say: Say): void {
  const form = formOf(tag)
  if (own.some((other) => formOf(other) === form)) say('twice', 'wrong', { tag })
  for (const { tag: other, campaign } of house) {
    if (formOf(other) === form) say('clash', 'warn', { campaign, tag: other })
    else if (form.length > 5 && oneApart(formOf(other), form)) say('near', 'warn', { campaign, tag: other })
  }
  // Sisters in two languages are meant to be alike; it is good to know that people will mix them up.
  for (const other of own) if (form.length > 5 && formOf(other) !== form && oneApart(formOf(other), form)) say('near', 'note', { campaign: '', tag: other })
}

/** Networks see no difference of capitals, people none of accents. */
export function formOf(tag: string): string {
  return foldName(tag).replaceAll(' ', '')
}

/** Whether one letter more, less or another makes one of the other. */
export function oneApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  return short.slice(at + (short.length === long.length ? 1 : 0)) === long.slice(at + 1)
}
