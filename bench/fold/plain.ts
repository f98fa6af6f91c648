/**
 * How the judge reads a text. Written apart from the engine on purpose: it shares no line with `src/statement/fold`, so that
 * a mistake there cannot hide here.
 */
export interface Plain {
  raw: string
  /** Without repost prefix, links and mentions; punctuation and hashtags stay. */
  text: string
  withoutHashtags: string
  shingles: Set<string>
  numbers: Set<string>
  negated: boolean
  /** At least 20 characters and not only hashtags. */
  judged: boolean
  /** What a cut copy shares with its whole, the cut word aside; undefined if it is not visibly cut. */
  head: string | undefined
}

const negations =
  /(?<![\p{L}\p{M}\p{N}])(no|not|never|cannot|without|nor|nunca|jam[aá]s|sin|ni|tampoco|ne|pas|jamais|sans|ni|لا|لم|لن|ليس|ليست|بدون|\p{L}+n['’]t)(?![\p{L}\p{M}\p{N}])|(?<![\p{L}\p{N}])n['’]/u

export function plain(raw: string): Plain {
  const decoded = raw.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"')
  const composed = decoded.normalize('NFKC').toLowerCase()
  let text = composed
    .replace(/https?:\/\/\S+/gu, ' ')
    .replace(/\bhttps?:?(?=\s*(\.\.\.)?\s*$)/gu, ' ')
    .replace(/^(\s*["“”'«]*\s*rt\s*["“”'«]*\s*@[\p{L}\p{N}_]+\s*:?\s*)+/gu, ' ')
    .replace(/\bvia:?\s+@[\p{L}\p{N}_]+/gu, ' ')
    .replace(/\brt\s+@[\p{L}\p{N}_]+:?/gu, ' ')
    .replace(/@[\p{L}\p{N}_]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^["“”«»:\s]+|["“”«»\s]+$/gu, '')
  const visiblyCut = /(\.\.\.|…)$/u.test(text) || raw.length === 140 || decoded.length === 140
  let head: string | undefined
  if (visiblyCut) {
    const words = text.replace(/[.…\s]+$/u, '')
    const kept = words.replace(/\s?\S*$/u, '')
    if (kept.length >= 60) head = kept
  }
  text = text.replace(/[\s.…]*(\.\.\.|…)$/u, '')
  const withoutHashtags = text.replace(/#[\p{L}\p{M}\p{N}_]+/gu, ' ').replace(/\s+/gu, ' ').trim()
  return {
    raw,
    text,
    withoutHashtags,
    shingles: shinglesOf(text),
    numbers: new Set([...text.matchAll(/\p{Nd}+/gu)].map(([digits]) => digits)),
    negated: negations.test(text),
    judged: [...text].length >= 20 && /[\p{L}\p{N}]{3,}/u.test(withoutHashtags),
    head,
  }
}

export function shinglesOf(text: string): Set<string> {
  const points = [...text]
  const set = new Set<string>()
  for (let i = 0; i + 5 <= points.length; i += 1) set.add(points.slice(i, i + 5).join(''))
  return set
}

export function jaccard(a: Set<string>, b: Set<string>): number {
  if (a.size === 0 && b.size === 0) return 1
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let common = 0
  for (const shingle of small) if (large.has(shingle)) common += 1
  return common / (a.size + b.size - common)
}

/** Each has a number that the other lacks. */
export function numbersDiffer(a: Plain, b: Plain): boolean {
  return [...a.numbers].some((n) => !b.numbers.has(n)) && [...b.numbers].some((n) => !a.numbers.has(n))
}

export function isCutOf(cut: Plain, whole: Plain): boolean {
  return cut.head !== undefined && whole.text.startsWith(cut.head)
}
