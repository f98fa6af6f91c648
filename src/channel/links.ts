import { createRequire } from 'node:module'

export interface LinkIn {
  url: string
  /** Where it stands, in UTF-16 units. */
  start: number
  end: number
}

let twitter: { extractUrlsWithIndices(text: string): { url: string; indices: [number, number] }[] } | undefined

/** What networks make a link of, also without https:// in front. Loaded when first needed: it takes 150 ms, which no command that sends nothing should wait for. */
export function linksIn(text: string): LinkIn[] {
  twitter ??= createRequire(import.meta.url)('twitter-text') as NonNullable<typeof twitter>
  return twitter.extractUrlsWithIndices(text).map(({ url, indices: [start, end] }) => ({ url, start, end }))
}
