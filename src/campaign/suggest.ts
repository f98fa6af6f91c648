import type { Reader } from '#core/index.ts'

/** Names the issue area that a text is likely to be about; a hint for the desk, never published. */
export type Suggester = (form: string) => string | undefined

interface Area {
  id: string
  words: Record<string, string[]>
}

/** Endings that a word of the list may carry and still count: plurals and the like, in languages that add at the end. */
const longestEnding = 3
const shortestStem = 4
/** Particles that Arabic writes together with the word. */
const arabicHead = /^(?:و|ف)?(?:ال|بال|كال|لل|ب|ل)?(?=[\u0621-\u064a]{3})/

/**
 * A suggester for these areas. `form` folds case, accents and letter variants of words and texts alike (`searchForm` of
 * statement/, which lies downstream); the suggester is given texts in that form.
 */
export function suggesterOf(areas: Area[], form: (text: string) => string): Suggester {
  const words = new Map<string, Set<number>>()
  const phrases: { phrase: string; area: number }[] = []
  areas.forEach((area, place) => {
    for (const word of Object.values(area.words).flat().map(form)) {
      if (word.includes(' ')) phrases.push({ phrase: ` ${word} `, area: place })
      else if (word !== '') words.set(word, (words.get(word) ?? new Set()).add(place))
    }
  })
  if (words.size === 0 && phrases.length === 0) return () => undefined
  return (text) => {
    const votes = new Array<number>(areas.length).fill(0)
    for (const token of new Set(text.split(' '))) for (const area of areasOf(words, token)) votes[area]! += 1
    for (const { phrase, area } of phrases) if (` ${text} `.includes(phrase)) votes[area]! += 2
    // The first of equals: the order of the areas is the campaign's own.
    const best = votes.reduce((most, vote, place) => (vote > votes[most]! ? place : most), 0)
    return votes[best]! > 0 ? areas[best]!.id : undefined
  }
}

const none: Set<number> = new Set()

function areasOf(words: Map<string, Set<number>>, token: string): Set<number> {
  for (let end = token.length; end >= Math.max(token.length - longestEnding, Math.min(shortestStem, token.length)); end--) {
    const found = words.get(end === token.length ? token : token.slice(0, end))
    if (found) return found
  }
  const bare = bareOf(token)
  return (bare !== token && words.get(bare)) || none
}

/** A word without the particles that Arabic writes together with it. */
export function bareOf(token: string): string {
  return token.charCodeAt(0) < 0x600 ? token : token.replace(arabicHead, '')
}

const kept = new Map<string, { until: number; suggester: Promise<Suggester> }>()

/** The campaign's suggester, read anew once a minute: word lists are edited now and then, folding asks for every batch. */
export async function campaignSuggester(reader: Reader, campaignId: string, form: (text: string) => string): Promise<Suggester> {
  const found = kept.get(campaignId)
  if (found && found.until > Date.now()) return found.suggester
  const suggester = reader
    .rows<Area>(`select id, words from issue_area where campaign_id = $1 order by position, id`, [campaignId])
    .then((areas) => suggesterOf(areas, form))
  kept.set(campaignId, { until: Date.now() + 60_000, suggester })
  suggester.catch(() => kept.delete(campaignId))
  return suggester
}
