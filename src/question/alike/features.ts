import { bareOf } from '#campaign/index.ts'
import { searchForm } from '#statement/index.ts'

/** Letters in a row that are compared: the kin of a word share some whatever its ending, in every script. */
const letters = 4

/**
 * What of a text is compared: the words of what it asks and of the sentence before, without the particles that Arabic writes together with
 * them, and every four letters in a row of each; no numbers. Who tells a story first and asks then, asks in the end. Each once, as a hash, so that
 * a model holds no word that anybody could read.
 */
export function featuresOf(text: string): number[] {
  const found = new Set<number>()
  for (const token of searchForm(askingPart(text)).split(' ')) {
    const word = bareOf(token)
    if (word.length < 2 || /^\d/.test(word)) continue
    found.add(hash(word))
    const fenced = `<${word}>`
    for (let at = 0; at + letters <= fenced.length; at++) found.add(hash(`~${fenced.slice(at, at + letters)}`))
  }
  return [...found]
}

/** The first sentence that asks something, and the one before it; all of a text that asks nothing. */
function askingPart(text: string): string {
  const sentences = text.split(/(?<=[.?!؟])\s+/)
  const at = sentences.findIndex((sentence) => /[?؟]/.test(sentence))
  return at < 0 ? text : sentences.slice(Math.max(0, at - 1), at + 1).join(' ')
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}
