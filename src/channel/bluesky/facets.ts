import { linksIn } from '../links.ts'

/** A part of a text that is more than text: places are counted in bytes of UTF-8, the end not included. */
export interface Facet {
  index: { byteStart: number; byteEnd: number }
  features: ({ $type: 'app.bsky.richtext.facet#link'; uri: string } | { $type: 'app.bsky.richtext.facet#tag'; tag: string } | { $type: 'app.bsky.richtext.facet#mention'; did: string })[]
}

const tags = /(?<=^|[\s("'«“¿¡[])[#＃]([\p{L}\p{M}\p{N}_]{1,64})/gu
const mentions = /(?<=^|[\s("'«“¿¡[])@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9])/giu

/** The handles that a text names, in small letters. */
export function mentionsIn(text: string): string[] {
  return [...new Set([...text.matchAll(mentions)].map(([, handle]) => handle!.toLowerCase()))]
}

/** Links, hashtags and mentions of a text in its order. A handle that nobody answers to stays text. */
export function facetsOf(text: string, dids: ReadonlyMap<string, string> = new Map()): Facet[] {
  const found: { start: number; end: number; feature: Facet['features'][number] }[] = []
  for (const { url, start, end } of linksIn(text)) {
    found.push({ start, end, feature: { $type: 'app.bsky.richtext.facet#link', uri: /^https?:\/\//i.test(url) ? url : `https://${url}` } })
  }
  const free = (start: number, end: number) => !found.some((one) => start < one.end && one.start < end)
  for (const match of text.matchAll(mentions)) {
    const did = dids.get(match[1]!.toLowerCase())
    // What looks like a server in a mention has been taken for a link.
    const at = found.findIndex((one) => match.index < one.end && one.start < match.index + match[0].length)
    if (at >= 0) found.splice(at, 1)
    if (did) found.push({ start: match.index, end: match.index + match[0].length, feature: { $type: 'app.bsky.richtext.facet#mention', did } })
  }
  for (const match of text.matchAll(tags)) {
    const tag = match[1]!
    const end = match.index + match[0].length
    if (!/^\p{N}+$/u.test(tag) && free(match.index, end)) found.push({ start: match.index, end, feature: { $type: 'app.bsky.richtext.facet#tag', tag } })
  }
  return found.sort((a, b) => a.start - b.start).map(({ start, end, feature }) => {
    const byteStart = Buffer.byteLength(text.slice(0, start))
    return { index: { byteStart, byteEnd: byteStart + Buffer.byteLength(text.slice(start, end)) }, features: [feature] }
  })
}
