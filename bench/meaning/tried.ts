import { searchForm } from '#statement/index.ts'
import { mix } from '../../demo/posts/chance.ts'
import type { Score } from './judge.ts'
import type { Desk, Doc } from './set.ts'

/** What was tried before and left out, small and plain: what each would have found on the same set is printed beside what is used. */
export const tried: Record<string, (desk: Desk) => Score> = {
  'nearest statement by rare words': (desk) => nearest(read(desk, words)),
  'mean of a question, rare words': (desk) => mean(read(desk, words)),
  'mean, four letters in a row, whole text': (desk) => mean(read(desk, letters)),
  'complement naive Bayes, four letters': (desk) => complement(read(desk, letters)),
  'word vectors by random indexing, 128 numbers': (desk) => randomIndexing(read(desk, words)),
}

interface Read {
  desk: Desk
  of(doc: Doc): number[]
  rare(feature: number): number
  place: Map<string, number>
}

const hash = (text: string) => [...text].reduce((value, letter) => Math.imul(value ^ letter.codePointAt(0)!, 0x01000193), 0x811c9dc5) >>> 0
const tokens = (text: string) => searchForm(text).split(' ').filter((word) => word.length > 1 && !/^\d/.test(word))
const words = (text: string) => [...new Set(tokens(text).map(hash))]
const letters = (text: string) => [...new Set(tokens(text).flatMap((word) => Array.from({ length: Math.max(1, word.length - 1) }, (_, at) => hash(`<${word}>`.slice(at, at + 4)))))]

function read(desk: Desk, features: (text: string) => number[]): Read {
  const seen = new Map<number, number>()
  const all = new Map(desk.docs.map((doc) => [doc.id, features(doc.text)]))
  for (const list of all.values()) for (const one of list) seen.set(one, (seen.get(one) ?? 0) + 1)
  const kept = new Map([...all].map(([id, list]) => [id, list.filter((one) => seen.get(one)! > 1)]))
  return {
    desk, of: (doc) => kept.get(doc.id)!, rare: (feature) => Math.log(1 + desk.docs.length / seen.get(feature)!),
    place: new Map(desk.questions.map((question, at) => [question, at])),
  }
}

const lengthOf = ({ rare }: Read, features: number[]) => Math.hypot(...features.map(rare)) || 1

/** The decided statement with the highest cosine. */
function nearest(known: Read): Score {
  const { desk, of, rare, place } = known
  const held = desk.decided.map(({ doc, question }) => ({ at: place.get(question)!, features: new Set(of(doc)), length: lengthOf(known, of(doc)) }))
  return (doc) => {
    const scores = new Float64Array(desk.questions.length)
    const [asked, length] = [of(doc), lengthOf(known, of(doc))]
    for (const one of held) {
      const cosine = asked.reduce((sum, feature) => sum + (one.features.has(feature) ? rare(feature) ** 2 : 0), 0) / (length * one.length)
      if (cosine > scores[one.at]!) scores[one.at] = cosine
    }
    return scores
  }
}

/** The mean of what was joined to a question, by cosine. */
function mean(known: Read): Score {
  const { desk, of, rare, place } = known
  const means = desk.questions.map(() => new Map<number, number>())
  for (const { doc, question } of desk.decided) {
    const length = lengthOf(known, of(doc))
    const one = means[place.get(question)!]!
    for (const feature of of(doc)) one.set(feature, (one.get(feature) ?? 0) + rare(feature) / length)
  }
  const lengths = means.map((one) => Math.hypot(...one.values()) || 1)
  return (doc) => Float64Array.from(means, (one, at) => of(doc).reduce((sum, feature) => sum + (one.get(feature) ?? 0) * rare(feature), 0) / (lengths[at]! * lengthOf(known, of(doc))))
}

/** As src/desk/learned/bayes.ts guesses areas. */
function complement(known: Read): Score {
  const { desk, of, rare, place } = known
  const counts = new Map<number, Float64Array>()
  const totals = new Float64Array(desk.questions.length)
  for (const { doc, question } of desk.decided) {
    for (const feature of of(doc)) {
      const count = counts.get(feature) ?? new Float64Array(desk.questions.length)
      count[place.get(question)!]! += rare(feature)
      counts.set(feature, count)
      totals[place.get(question)!]! += rare(feature)
    }
  }
  const all = totals.reduce((sum, one) => sum + one, 0)
  const weights = new Map([...counts].map(([feature, count]) => {
    const whole = count.reduce((sum, one) => sum + one, 0)
    return [feature, count.map((own, at) => -Math.log((whole - own + 0.5) / (all - totals[at]! + 0.5 * counts.size)))]
  }))
  const norms = desk.questions.map((_, at) => [...weights.values()].reduce((sum, one) => sum + Math.abs(one[at]!), 0) || 1)
  return (doc) => {
    const sums = Float64Array.from(norms, (norm, at) => of(doc).reduce((sum, feature) => sum + (weights.get(feature)?.[at] ?? 0), 0) / norm)
    const least = Math.min(...sums)
    return sums.map((one) => (one - least) * 1_000)
  }
}

/** A word is the sum of the random vectors of the statements and, fourfold, of the questions in which it stands (Kanerva, Kristofersson and Holst, 2000). */
function randomIndexing({ desk, of, rare, place }: Read, dims = 128): Score {
  const vectors = new Map<number, Float64Array>()
  const add = (feature: number, context: number, times: number) => {
    const vector = vectors.get(feature) ?? new Float64Array(dims)
    for (let one = 0; one < 8; one++) vector[mix(context, one) % dims]! += mix(context, one) & 0x10000 ? times : -times
    vectors.set(feature, vector)
  }
  for (const doc of desk.docs) for (const feature of of(doc)) add(feature, doc.id + 1_000_000, 1)
  for (const { doc, question } of desk.decided) for (const feature of of(doc)) add(feature, place.get(question)!, 4)
  const unit = (vector: Float64Array) => {
    const length = Math.hypot(...vector) || 1
    return vector.map((one) => one / length)
  }
  for (const [feature, vector] of vectors) vectors.set(feature, unit(vector))
  const sum = (list: number[]) => list.reduce((all, feature) => all.map((one, at) => one + vectors.get(feature)![at]! * rare(feature)), new Float64Array(dims))
  const means = desk.questions.map(() => new Float64Array(dims))
  for (const { doc, question } of desk.decided) unit(sum(of(doc))).forEach((one, at) => (means[place.get(question)!]![at]! += one))
  const middle = means.map(unit).reduce((all, one) => all.map((value, at) => value + one[at]! / means.length), new Float64Array(dims))
  const centred = means.map((one) => unit(unit(one).map((value, at) => value - middle[at]!)))
  return (doc) => {
    const vector = unit(sum(of(doc)))
    return Float64Array.from(centred, (one) => Math.max(0, one.reduce((all, value, at) => all + value * vector[at]!, 0)))
  }
}
