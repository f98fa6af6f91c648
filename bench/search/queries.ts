/** One search as somebody types it; the same seed gives the same. */
export interface Kind {
  name: string
  query(random: () => number): string
}

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!

interface Spot {
  name: string
  lat: number
  lon: number
}

function boxAround({ lat, lon }: Spot, random: () => number): string {
  const reach = 0.02 + random() * 0.3
  return [lat - reach, lon - reach, lat + reach, lon + reach].map((degrees) => degrees.toFixed(3)).join()
}

/** Every kind of question that the search box answers; `words` by how often they occur. */
export function kinds(words: { common: string[]; middle: string[]; rare: string[] }, tags: string[], authors: string[], places: Spot[]): Kind[] {
  const day = (random: () => number) => `2026-${String(1 + Math.floor(random() * 11)).padStart(2, '0')}-15`
  return [
    { name: 'nothing but the queue', query: () => '' },
    { name: 'a common word', query: (random) => `${pick(words.common, random)} .` },
    { name: 'a middling word', query: (random) => `${pick(words.middle, random)} .` },
    { name: 'a rare word', query: (random) => `${pick(words.rare, random)} .` },
    { name: 'two words', query: (random) => `${pick(words.common, random)} ${pick(words.middle, random)} .` },
    { name: 'a beginning of three letters', query: (random) => pick(words.middle, random).slice(0, 3) },
    { name: 'a phrase', query: (random) => `"${pick(words.common, random)} ${pick(words.common, random)}"` },
    { name: 'with one left out', query: (random) => `${pick(words.middle, random)} -${pick(words.common, random)} .` },
    { name: 'a word nobody said', query: (random) => `zz${Math.floor(random() * 1e6)} .` },
    { name: 'a hashtag', query: (random) => `#${pick(tags, random)} .` },
    { name: 'an author', query: (random) => `from:${pick(authors, random)}` },
    { name: 'a channel', query: (random) => `channel:${pick(['x', 'sms', 'paper', 'call', 'telegram'], random)}` },
    { name: 'a language', query: (random) => `language:${pick(['en', 'es', 'fr', 'ar'], random)}` },
    { name: 'an issue area', query: (random) => `area:${pick(['water', 'health', 'schools', 'police'], random)}` },
    { name: 'dates', query: (random) => `since:${day(random)} until:${day(random)}` },
    { name: 'a radius', query: (random) => `near:"${pick(places, random).name}" within:${1 + Math.floor(random() * 30)}km` },
    { name: 'a box', query: (random) => `box:${boxAround(pick(places, random), random)}` },
    { name: 'who has it', query: () => 'held-by:me' },
    { name: 'word, language and channel', query: (random) => `${pick(words.middle, random)} language:en channel:x .` },
  ]
}
