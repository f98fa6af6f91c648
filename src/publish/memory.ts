import { wordsVersion } from '#campaign/index.ts'
import type { Reader } from '#core/index.ts'
import { readEpoch } from '#post/index.ts'
import type { Counts, Figures } from './counts.ts'
import type { PublicPlace } from './map/index.ts'
import type { ShownPhoto, ShownQuote } from './parts.ts'
import type { Said } from './sayable.ts'

/** What stands under a question or an incident as long as `print` says that the same posts are behind it. */
interface Known<T> {
  print: string
  value: T
}

export type Kept<T> = Map<string, Known<T>>

/**
 * What this process has read of a campaign's posts for its public face, and need not read again because somebody decided something else.
 * Counts hold until a post is taken back (the epoch), words, photos and places until any of them may have changed (the words' version).
 */
export interface Memory {
  epoch: string
  words: string
  /** Since when words, photos and places are kept. */
  since: number
  figures: { print: string; madeAt: number; value: Figures } | undefined
  counts: { question: Kept<Counts>; incident: Kept<Counts> }
  said: { question: Kept<Said | undefined>; incident: Kept<Said | undefined> }
  quotes: Kept<ShownQuote[]>
  photos: Kept<ShownPhoto[]>
  places: Kept<PublicPlace | undefined>
}

export function noMemory(): Memory {
  return {
    epoch: '', words: '', since: 0, figures: undefined, counts: { question: new Map(), incident: new Map() }, said: { question: new Map(), incident: new Map() },
    quotes: new Map(), photos: new Map(), places: new Map(),
  }
}

/** A name that somebody corrected, a place of the gazetteer that a program changed: what raises no version shows after this long at most. */
const wordsHold = 10_000

/**
 * Forgets what does not hold any more; before anything is read. What changes while one reads raises a version after the one that is kept
 * here, so that it is forgotten the next time.
 */
export async function refresh(memory: Memory, reader: Reader, campaignId: string, now: number): Promise<void> {
  const [epoch, words] = await Promise.all([readEpoch(reader, campaignId), wordsVersion(reader, campaignId)])
  if (memory.epoch !== epoch || memory.words !== words || now - memory.since >= wordsHold) {
    for (const kept of [memory.said.question, memory.said.incident, memory.quotes, memory.photos, memory.places]) kept.clear()
    memory.since = now
  }
  if (memory.epoch !== epoch) {
    memory.figures = undefined
    for (const kept of [memory.counts.question, memory.counts.incident]) kept.clear()
  }
  memory.epoch = epoch
  memory.words = words
}

/** The value for each of `prints`: the one that is kept where its print is the same, else `read` again. What is asked for no more is forgotten. */
export async function recall<T>(kept: Kept<T>, prints: Map<string, string>, read: (ids: string[]) => Promise<Map<string, T>>, none: T): Promise<Map<string, T>> {
  const missing = [...prints].filter(([id, print]) => kept.get(id)?.print !== print).map(([id]) => id)
  const found = missing.length > 0 ? await read(missing) : new Map<string, T>()
  for (const id of missing) kept.set(id, { print: prints.get(id)!, value: found.has(id) ? found.get(id)! : none })
  for (const id of kept.keys()) if (!prints.has(id)) kept.delete(id)
  return new Map([...prints.keys()].map((id) => [id, kept.get(id)!.value]))
}
