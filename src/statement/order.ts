/**
 * The order of the queue: a statement is due when its campaign's patience is over, less what it has earned meanwhile. Whoever
 * comes later than the patience can never overtake it, so nothing starves; and time passing changes no row. The parts, and the
 * proof of the bound, are in docs/decisions/0007.
 */
export const signals = ['urgent', 'vulnerable', 'near', 'answer'] as const
/** Urgent words; words for people who need protection; close to an incident that goes on; a reply to what we asked. */
export type Signal = (typeof signals)[number]

/** All in minutes. */
export interface Weights {
  /** How long a statement waits that nothing brings forward, and the most that all parts together can earn. */
  patience: number
  /** For each doubling of its posts, and the most for all of them. */
  doubling: number
  copies: number
  urgent: number
  vulnerable: number
  near: number
  answer: number
}

export const usualWeights: Weights = { patience: 720, doubling: 15, copies: 180, urgent: 240, vulnerable: 90, near: 60, answer: 120 }

/** A week: a longer patience is none. */
export const mostPatience = 10_080

export interface Earning {
  posts: number
  signals: readonly string[]
}

/** One part of what a statement has earned; `copies` for its posts. */
export interface Part {
  part: 'copies' | Signal
  minutes: number
}

/** What brings a statement forward, in the order of the formula; parts that give nothing are left out. */
export function partsOf(weights: Weights, { posts, signals: raised }: Earning): Part[] {
  const copies = Math.min(weights.copies, weights.doubling * Math.floor(Math.log2(Math.max(posts, 1))))
  const parts: Part[] = [{ part: 'copies', minutes: copies }, ...signals.filter((one) => raised.includes(one)).map((part) => ({ part, minutes: weights[part] }))]
  return parts.filter((part) => part.minutes > 0)
}

export function earnedMinutes(weights: Weights, earning: Earning): number {
  return Math.min(weights.patience, partsOf(weights, earning).reduce((sum, { minutes }) => sum + minutes, 0))
}

export function dueAt(weights: Weights, { arrivedAt, ...earning }: Earning & { arrivedAt: Date }): Date {
  return new Date(arrivedAt.getTime() + 60_000 * (weights.patience - earnedMinutes(weights, earning)))
}

/** The weights as `dueSql` wants them. */
export function weightsArray(weights: Weights): number[] {
  return [weights.patience, weights.doubling, weights.copies, ...signals.map((one) => weights[one])]
}

/**
 * `dueAt` in SQL, made of immutable functions only, as an update on a cluster wants them. `weights`: place of a parameter with
 * `weightsArray`. A doubling is counted when it is full; the tiny sum is for logarithms that come out a hair too small.
 */
export function dueSql(weights: string, { arrivedAt, posts, raised }: { arrivedAt: string; posts: string; raised: string }): string {
  const weight = (at: number) => `(${weights}::int[])[${at}]`
  const copies = `least(${weight(3)}, ${weight(2)} * floor(ln(greatest(${posts}, 1)::float8) / ln(2::float8) + 1e-9))`
  const raisedParts = signals.map((one, at) => `(${raised} @> array['${one}'])::int * ${weight(4 + at)}`).join(' + ')
  return `to_timestamp(extract(epoch from ${arrivedAt} - timestamptz 'epoch')::float8 + 60 * (${weight(1)} - least(${weight(1)}, ${copies} + ${raisedParts})))`
}
