import { bareOf } from '#campaign/index.ts'
import { searchForm } from './fold/index.ts'
import type { Signal } from './order.ts'
import { usualWords } from './signal-words.ts'

/** The signals that words raise. */
export const wordSignals = ['urgent', 'vulnerable'] as const satisfies Signal[]
export type WordSignal = (typeof wordSignals)[number]

/** By signal and language; a word that ends in * also stands for all that begin like it. */
export type SignalWords = Partial<Record<WordSignal, Record<string, string[]>>>

/** The words of every language: the campaign's own where it has some, else the usual ones. */
export function signalWordsOf(own: SignalWords): Record<WordSignal, Record<string, string[]>> {
  return Object.fromEntries(wordSignals.map((signal) => [signal, { ...usualWords[signal], ...own[signal] }])) as Record<WordSignal, Record<string, string[]>>
}

interface Entry {
  signal: WordSignal
  /** As it was listed. */
  word: string
  /** Words that must follow, in the search form. */
  rest: string[]
  /** The last of them may go on. */
  open: boolean
}

/**
 * Finds the words of the lists in texts. Every language's list is tried on every text: a language is guessed, and an urgent word
 * missed costs more than one found in vain.
 */
export class SignalFinder {
  readonly #exact = new Map<string, Entry[]>()
  /** By their first letter: most words share it with none of them. */
  readonly #beginnings = new Map<number, { beginning: string; entry: Entry }[]>()

  constructor(own: SignalWords) {
    const all = signalWordsOf(own)
    for (const signal of wordSignals) {
      for (const word of Object.values(all[signal]).flat()) {
        const [first, ...rest] = searchForm(word.replace(/\*\s*$/, '')).split(' ')
        if (!first) continue
        const open = word.trim().endsWith('*')
        const entry = { signal, word: word.replaceAll('*', '').trim(), rest, open }
        if (open && rest.length === 0) add(this.#beginnings, first.charCodeAt(0), { beginning: first, entry })
        else add(this.#exact, first, entry)
      }
    }
    // Of several that fit, the shortest.
    for (const entries of this.#beginnings.values()) entries.sort((a, b) => a.beginning.length - b.beginning.length)
  }

  /** The signals that a text raises, with the first word that raises each. `form`: the text in its search form. */
  find(form: string): Map<WordSignal, string> {
    const found = new Map<WordSignal, string>()
    const tokens = form.split(' ')
    for (let at = 0; at < tokens.length && found.size < wordSignals.length; at++) {
      const token = tokens[at]!
      this.#look(token, tokens, at, found)
      const bare = bareOf(token)
      if (bare !== token) this.#look(bare, tokens, at, found)
    }
    return found
  }

  #look(token: string, tokens: string[], at: number, found: Map<WordSignal, string>): void {
    const exact = this.#exact.get(token)
    if (exact) for (const entry of exact) if (!found.has(entry.signal) && follows(entry, tokens, at + 1)) found.set(entry.signal, entry.word)
    const beginnings = this.#beginnings.get(token.charCodeAt(0))
    if (!beginnings) return
    for (const { beginning, entry } of beginnings) if (!found.has(entry.signal) && token.startsWith(beginning)) found.set(entry.signal, entry.word)
  }
}

function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

function follows({ rest, open }: Entry, tokens: string[], at: number): boolean {
  return rest.every((word, place) => (open && place === rest.length - 1 ? tokens[at + place]?.startsWith(word) : tokens[at + place] === word))
}
