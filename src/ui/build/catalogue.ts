import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../languages.ts'
import type { Catalogue } from '../speak.ts'

export const messagesFolder = join(import.meta.dirname, '../messages')

/** The slices that have messages: one folder each. */
export function messageSlices(folder = messagesFolder): string[] {
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort()
}

/** One file of messages as it stands. */
export function readMessages(slice: string, language: Language, folder = messagesFolder): Record<string, string> {
  return JSON.parse(readFileSync(join(folder, slice, `${language}.json`), 'utf8'))
}

/** All messages of one language, keys prefixed by their slice. */
export function readCatalogue(language: Language, folder = messagesFolder): Catalogue {
  return Object.fromEntries(
    messageSlices(folder).flatMap((slice) =>
      Object.entries(readMessages(slice, language, folder)).map(([key, text]) => [`${slice}.${key}`, text]),
    ),
  )
}
