import { jaccard, type Plain } from './plain.ts'

/**
 * All pairs at or above a similarity, none missed: two sets that are so alike must share one of their rarest shingles, so
 * only pairs that do are compared (prefix filtering: Bayardo, Ma and Srikant, WWW 2007).
 */
export function* alikePairs(texts: Plain[], least: number): Generator<[number, number, number]> {
  const frequency = new Map<string, number>()
  for (const { shingles } of texts) for (const shingle of shingles) frequency.set(shingle, (frequency.get(shingle) ?? 0) + 1)
  const index = new Map<string, number[]>()
  for (let i = 0; i < texts.length; i += 1) {
    const { shingles } = texts[i]!
    const rarest = [...shingles].sort((a, b) => frequency.get(a)! - frequency.get(b)! || (a < b ? -1 : 1))
    const prefix = shingles.size - Math.ceil(least * shingles.size) + 1
    const seen = new Set<number>()
    for (const shingle of rarest.slice(0, prefix)) {
      const others = index.get(shingle)
      if (!others) {
        index.set(shingle, [i])
        continue
      }
      for (const other of others) seen.add(other)
      others.push(i)
    }
    for (const other of seen) {
      const theirs = texts[other]!.shingles
      const ratio = shingles.size < theirs.size ? shingles.size / theirs.size : theirs.size / shingles.size
      if (ratio < least) continue
      const likeness = jaccard(shingles, theirs)
      if (likeness >= least) yield [other, i, likeness]
    }
  }
}

/** All pairs of a cut copy and a text that begins with its head. */
export function* cutPairs(texts: Plain[]): Generator<[number, number]> {
  const order = texts.map((_, i) => i).sort((a, b) => (texts[a]!.text < texts[b]!.text ? -1 : texts[a]!.text > texts[b]!.text ? 1 : 0))
  for (let i = 0; i < texts.length; i += 1) {
    const head = texts[i]!.head
    if (head === undefined) continue
    let low = 0
    let high = order.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (texts[order[middle]!]!.text < head) low = middle + 1
      else high = middle
    }
    for (let at = low; at < order.length && texts[order[at]!]!.text.startsWith(head); at += 1) {
      if (order[at] !== i) yield [i, order[at]!]
    }
  }
}
