import { guess, train, type Example } from './bayes.ts'

/** How often guesses of at least this margin were right, as steps that only rise. */
export type Curve = { margin: number; share: number; count: number }[]

export interface Judged {
  /** Decisions that were guessed without having been learned from. */
  of: number
  right: number
  curve: Curve
}

const folds = 5

/** Guesses each example by what the others teach (five parts, each left out once), so that the figures are of texts never seen. */
export function judge(examples: readonly Example[]): Judged {
  const guesses: { margin: number; right: boolean }[] = []
  for (let fold = 0; fold < folds; fold++) {
    const model = train(examples.filter((_, at) => at % folds !== fold))
    examples.forEach(({ words, area }, at) => {
      if (at % folds !== fold) return
      const found = guess(model, words)
      if (found) guesses.push({ margin: found.margin, right: found.area === area })
    })
  }
  const right = guesses.filter((one) => one.right).length
  return { of: guesses.length, right, curve: curveOf(guesses) }
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer, Brunk, Ewing, Reid and Silverman, "An Empirical Distribution Function
 * for Sampling with Incomplete Information", 1955): the larger the margin, the more often right, and nothing else is assumed.
 */
export function curveOf(guesses: readonly { margin: number; right: boolean }[]): Curve {
  const pools: { margin: number; right: number; count: number }[] = []
  for (const { margin, right } of [...guesses].sort((a, b) => a.margin - b.margin)) {
    pools.push({ margin, right: right ? 1 : 0, count: 1 })
    while (pools.length > 1 && pools.at(-2)!.right / pools.at(-2)!.count >= pools.at(-1)!.right / pools.at(-1)!.count) {
      const last = pools.pop()!
      const before = pools.at(-1)!
      before.right += last.right
      before.count += last.count
    }
  }
  // A small pool at the upper end promises what it cannot know: one more that was wrong is added to each.
  return pools.map(({ margin, right, count }) => ({ margin, share: right / (count + 1), count }))
}

/** How often a guess of this margin was right among those that were held out; 0 below the first. */
export function confidenceOf(curve: Curve, margin: number): number {
  let share = 0
  for (const step of curve) if (step.margin <= margin) share = Math.max(share, step.share)
  return share
}
