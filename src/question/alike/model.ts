/** A text that somebody has joined to a question, or the wording of that question. */
export interface Example {
  features: readonly number[]
  question: string
}

/** In how many of so many texts each feature stands, of the campaign as a whole. */
export interface Rarity {
  texts: number
  seen: Map<number, number>
}

export interface Model {
  /** Ids of questions, in the order of the places that features name. */
  questions: string[]
  /** How keenly each feature tells questions apart, and how much it belongs to some of them. */
  features: Map<number, { keen: number; at: number[]; weight: number[] }>
}

export interface Ranked {
  question: string
  /** Cosine of the text and the question, 0 to 1. */
  score: number
}

/** What stands in a single text says nothing of others, and would keep alone what somebody takes back. */
const leastTexts = 2
/** Of each question its heaviest features: so a model grows with the questions and not with what is said. */
const mostFeatures = 600
/** A text of which so many features are known counts half: two or three fit by chance. */
const enough = 10

export function rarityOf(texts: Iterable<readonly number[]>): Rarity {
  const seen = new Map<number, number>()
  let count = 0
  for (const features of texts) {
    count += 1
    for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1)
  }
  return { texts: count, seen }
}

/**
 * Each question is the mean of what was joined to it (Rocchio, 1971), over features weighed by how rare they are and by how few questions they belong to: the
 * entropy of a feature over the questions (Dumais, "Improving the retrieval of information from external sources", 1991), squared. What all questions
 * of an issue area share, and what everybody writes, so counts for next to nothing; and words of two languages stand for one question as soon as
 * it holds statements in both.
 */
export function train(examples: readonly Example[], rarity: Rarity): Model {
  const questions = [...new Set(examples.map((one) => one.question))].sort()
  const place = new Map(questions.map((question, at) => [question, at]))
  const keenness = keenOf(examples, rarity, place)
  const means = questions.map(() => new Map<number, number>())
  for (const { features, question } of examples) {
    const known = features.filter((feature) => keenness.has(feature))
    const length = Math.hypot(...known.map((feature) => keenness.get(feature)!)) || 1
    const mean = means[place.get(question)!]!
    for (const feature of known) mean.set(feature, (mean.get(feature) ?? 0) + keenness.get(feature)! / length)
  }
  const features: Model['features'] = new Map()
  means.forEach((mean, at) => {
    const heaviest = [...mean].sort((a, b) => b[1] - a[1]).slice(0, mostFeatures)
    const length = Math.sqrt(heaviest.reduce((sum, [, weight]) => sum + weight ** 2, 0)) || 1
    for (const [feature, weight] of heaviest) {
      const found = features.get(feature) ?? { keen: keenness.get(feature)!, at: [], weight: [] }
      found.at.push(at)
      found.weight.push(weight / length)
      features.set(feature, found)
    }
  })
  return { questions, features }
}

function keenOf(examples: readonly Example[], rarity: Rarity, place: Map<string, number>): Map<number, number> {
  const totals = new Float64Array(place.size)
  const counts = new Map<number, Map<number, number>>()
  for (const { features, question } of examples) {
    const at = place.get(question)!
    totals[at]! += 1
    for (const feature of features) {
      if ((rarity.seen.get(feature) ?? 0) < leastTexts) continue
      const count = counts.get(feature) ?? new Map<number, number>()
      count.set(at, (count.get(at) ?? 0) + 1)
      counts.set(feature, count)
    }
  }
  const keenness = new Map<number, number>()
  for (const [feature, count] of counts) {
    const shares = [...count].map(([at, seen]) => seen / totals[at]!)
    const all = shares.reduce((sum, share) => sum + share, 0)
    const entropy = shares.reduce((sum, share) => sum - (share / all) * Math.log(share / all), 0)
    const often = [...count.values()].reduce((sum, seen) => sum + seen, 0)
    // One that was seen once may have been anywhere.
    const apart = Math.max(0, 1 - entropy / Math.log(Math.max(2, place.size))) * (often / (often + 1))
    if (apart > 0) keenness.set(feature, apart ** 2 * Math.log(1 + rarity.texts / rarity.seen.get(feature)!))
  }
  return keenness
}

/** The questions that a text is most likely to ask, the likeliest first; none where nothing speaks for any. */
export function rank(model: Model, features: readonly number[], most = 5): Ranked[] {
  const sums = new Float64Array(model.questions.length)
  let [length, known] = [0, 0]
  for (const feature of features) {
    const found = model.features.get(feature)
    if (!found) continue
    known += 1
    length += found.keen ** 2
    for (let one = 0; one < found.at.length; one++) sums[found.at[one]!]! += found.weight[one]! * found.keen
  }
  return [...sums.keys()]
    .filter((at) => sums[at]! > 0)
    .sort((a, b) => sums[b]! - sums[a]!)
    .slice(0, most)
    .map((at) => ({ question: model.questions[at]!, score: (sums[at]! / Math.sqrt(length)) * (known / (known + enough)) }))
}

export function pack({ questions, features }: Model): Buffer {
  const short = (value: number) => Number(value.toPrecision(4))
  const rows = [...features].map(([feature, { keen, at, weight }]) => [feature, short(keen), at, weight.map(short)])
  return Buffer.from(JSON.stringify({ questions, rows }))
}

export function unpack(packed: Buffer): Model {
  const { questions, rows } = JSON.parse(packed.toString('utf8')) as { questions: string[]; rows: [number, number, number[], number[]][] }
  return { questions, features: new Map(rows.map(([feature, keen, at, weight]) => [feature, { keen, at, weight }])) }
}
