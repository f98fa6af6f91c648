import { searchForm } from './fold/index.ts'

const longestWord = 200
/** A tag stands at no place: no phrase goes through it. */
const none: number[] = []
const mostPositions = 256
const lastPosition = 16_383

/** Hashtags of a text as the search keeps them beside its words: `#` and the tag in its search form, in one piece. */
export function tagsOf(text: string): string[] {
  if (!/[#＃]/.test(text)) return []
  return [...text.matchAll(/[#＃]([\p{L}\p{N}\p{M}_]+)/gu)].flatMap(([, tag]) => tagWord(tag!) ?? [])
}

/** The word that stands for a hashtag in the index; undefined for one without a letter or digit. */
export function tagWord(tag: string): string | undefined {
  const form = searchForm(tag).replaceAll(' ', '')
  return form === '' || form.length > longestWord ? undefined : `#${form}`
}

/** Words with their places, of a text given in its search form. Most words stand once, so that a list is made only of several. */
function placesOf(form: string): Map<string, number | number[]> {
  const places = new Map<string, number | number[]>()
  let at = 0
  for (let start = 0; start < form.length; ) {
    const space = form.indexOf(' ', start)
    const end = space === -1 ? form.length : space
    if (end > start && end - start <= longestWord) {
      at = Math.min(at + 1, lastPosition)
      const word = form.slice(start, end)
      const known = places.get(word)
      if (known === undefined) places.set(word, at)
      else if (typeof known === 'number') places.set(word, known === at ? known : [known, at])
      else if (known.length < mostPositions && known.at(-1) !== at) known.push(at)
    }
    start = end + 1
  }
  return places
}

/**
 * The words of a text, given in its search form, and its tags as a tsvector in PostgreSQL's binary form, for COPY. Not `to_tsvector`: its
 * parser takes words apart in its own ways, while a query is made of exactly these words; and the work is done where the text
 * is at hand. The bytes are used again by the next call.
 */
export function searchVector(form: string, tags: readonly string[]): Buffer {
  const words = placesOf(form)
  for (const tag of tags) words.set(tag, none)
  const letters = tags.reduce((sum, tag) => sum + tag.length, form.length)
  const most = 4 + letters * 3 + words.size * 3 + (form.length + 1) * 2
  if (room.length < most) room = Buffer.allocUnsafe(most * 2)
  let end = room.writeInt32BE(words.size, 0)
  for (const [word, places] of words) {
    end += room.write(word, end)
    end = room.writeUInt8(0, end)
    if (typeof places === 'number') {
      end = room.writeInt16BE(1, end)
      end = room.writeUInt16BE(places, end)
    } else {
      end = room.writeInt16BE(places.length, end)
      for (const place of places) end = room.writeUInt16BE(place, end)
    }
  }
  return room.subarray(0, end)
}

let room = Buffer.allocUnsafe(65_536)

/** The words and tags of a text for search, as text to be cast to tsvector. */
export function searchTextOf(text: string): string {
  const words = [...placesOf(searchForm(text))].map(([word, places]) => `'${word.replace(/['\\]/g, '')}':${places}`)
  return [...words, ...new Set(tagsOf(text).map((tag) => `'${tag}'`))].join(' ')
}
