/**
 * What issue area a text is about, learned from what people have chosen: complement naive Bayes (Rennie, Shih, Teevan and Karger,
 * "Tackling the Poor Assumptions of Naive Bayes Text Classifiers", ICML 2003, table 4), which holds where areas differ much in size.
 */
export interface Example {
  words: string[]
  area: string
}

export interface Model {
  /** Ids of areas, in the order of the weights. */
  areas: string[]
  weights: Map<string, Float32Array>
}

export interface Guess {
  area: string
  /** How far it is ahead of the next area, per word that is known: only to be compared with others. */
  margin: number
}

/** A word of fewer statements says nothing, and would keep alone the words of somebody who takes them back. */
const leastStatements = 3
const smoothing = 0.5

/** Words of a text in its search form, each once: how often a word is repeated in a short text says little. */
export function wordsOf(form: string): string[] {
  return [...new Set(form.split(' ').filter((word) => word.length > 1))]
}

export function train(examples: readonly Example[]): Model {
  const areas = [...new Set(examples.map((one) => one.area))].sort()
  const place = new Map(areas.map((area, at) => [area, at]))
  const counts = new Map<string, Float32Array>()
  const seen = new Map<string, number>()
  for (const { words } of examples) for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1)
  const totals = new Float64Array(areas.length)
  for (const { words, area } of examples) {
    const at = place.get(area)!
    for (const word of words) {
      const often = seen.get(word)!
      if (often < leastStatements) continue
      const count = counts.get(word) ?? new Float32Array(areas.length)
      count[at]! += Math.log(1 + examples.length / often)
      counts.set(word, count)
      totals[at]! += Math.log(1 + examples.length / often)
    }
  }
  const all = totals.reduce((sum, one) => sum + one, 0)
  const norm = new Float64Array(areas.length)
  for (const [word, count] of counts) {
    const whole = count.reduce((sum, one) => sum + one, 0)
    // How much the word belongs to all the other areas: the less, the more it speaks for this one.
    const weights = count.map((own, at) => -Math.log((whole - own + smoothing) / (all - totals[at]! + smoothing * counts.size)))
    weights.forEach((weight, at) => (norm[at]! += Math.abs(weight)))
    counts.set(word, weights)
  }
  for (const weights of counts.values()) for (let at = 0; at < areas.length; at++) weights[at]! /= norm[at]! || 1
  return { areas, weights: counts }
}

/** The likeliest area; undefined where no word is known or there is nothing to choose between. */
export function guess(model: Model, words: readonly string[]): Guess | undefined {
  if (model.areas.length < 2) return undefined
  const sums = new Float64Array(model.areas.length)
  let known = 0
  for (const word of words) {
    const weights = model.weights.get(word)
    if (!weights) continue
    known += 1
    for (let at = 0; at < sums.length; at++) sums[at]! += weights[at]!
  }
  if (known === 0) return undefined
  let [best, next] = [0, -1]
  for (let at = 1; at < sums.length; at++) {
    if (sums[at]! > sums[best]!) [best, next] = [at, best]
    else if (next < 0 || sums[at]! > sums[next]!) next = at
  }
  return { area: model.areas[best]!, margin: ((sums[best]! - sums[next]!) / Math.sqrt(known)) * model.weights.size }
}
