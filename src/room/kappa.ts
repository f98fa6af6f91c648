/**
 * Agreement of two people beyond chance: Cohen's kappa (J. Cohen, "A coefficient of agreement for nominal scales", Educational and
 * Psychological Measurement 20, 1960, 37-46), with the large-sample standard error of J. L. Fleiss, J. Cohen and B. S. Everitt
 * ("Large sample standard errors of kappa and weighted kappa", Psychological Bulletin 72, 1969, 323-327, formula 13).
 */
export interface Kappa {
  /** Double decisions. */
  n: number
  /** Share on which both agree, and the share that chance alone would give. */
  observed: number
  expected: number
  /** 1: they always agree; 0: as often as chance; none where both always chose the same one thing, so that chance explains all. */
  kappa: number | null
  /** Bounds of the 95 % confidence interval. */
  low: number | null
  high: number | null
}

/**
 * Under so many double decisions no kappa is given: with 30 and a true kappa of 0.6 the interval is still about 0.3 to each side,
 * and the formula for it holds for large samples only.
 */
export const fewest = 30

const z95 = 1.959963984540054

/** `pairs`: what the first and the second person chose. */
export function kappaOf(pairs: readonly (readonly [string, string])[]): Kappa {
  const n = pairs.length
  if (n === 0) return { n, observed: 0, expected: 0, kappa: null, low: null, high: null }
  const cells = new Map<string, { first: string; second: string; count: number }>()
  const firsts = new Map<string, number>()
  const seconds = new Map<string, number>()
  for (const [first, second] of pairs) {
    const key = JSON.stringify([first, second])
    const cell = cells.get(key)
    if (cell) cell.count += 1
    else cells.set(key, { first, second, count: 1 })
    firsts.set(first, (firsts.get(first) ?? 0) + 1)
    seconds.set(second, (seconds.get(second) ?? 0) + 1)
  }
  const row = (key: string) => (firsts.get(key) ?? 0) / n
  const column = (key: string) => (seconds.get(key) ?? 0) / n
  const all = [...cells.values()].map((cell) => ({ ...cell, share: cell.count / n }))
  const observed = sum(all.filter((cell) => cell.first === cell.second).map((cell) => cell.share))
  const expected = sum([...firsts.keys()].map((key) => row(key) * column(key)))
  if (1 - expected < 1e-12) return { n, observed, expected, kappa: null, low: null, high: null }
  const kappa = (observed - expected) / (1 - expected)
  const agreeing = sum(all.filter((cell) => cell.first === cell.second).map(({ first, share }) => share * (1 - (row(first) + column(first)) * (1 - kappa)) ** 2))
  // The row of the second's choice and the column of the first's: as in the source, not the other way round.
  const differing = (1 - kappa) ** 2 * sum(all.filter((cell) => cell.first !== cell.second).map(({ first, second, share }) => share * (column(first) + row(second)) ** 2))
  const variance = (agreeing + differing - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2)
  const half = z95 * Math.sqrt(Math.max(variance, 0))
  return { n, observed, expected, kappa, low: Math.max(kappa - half, -1), high: Math.min(kappa + half, 1) }
}

/** Of one choice against all others: how well two people agree on this one. */
export function kappaFor(pairs: readonly (readonly [string, string])[], choice: string): Kappa {
  const yes = (one: string) => (one === choice ? 'yes' : 'no')
  return kappaOf(pairs.map(([first, second]) => [yes(first), yes(second)] as const))
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
