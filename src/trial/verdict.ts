import { logEvidence } from './evidence.ts'

/** The chance, over a whole trial, that one is called the winner which is not better than every other. */
export const falseWinners = 0.05

/** Pairs won by the row against the column: `wins[a][b]`. */
export type Wins = readonly (readonly number[])[]

export interface Standing {
  /** Place of the arm that does better than each other one; undefined while nobody can say. */
  winner: number | undefined
  /** Of each pair of arms: how many decided pairs there are, and how much more is needed, as a share of the way to a verdict (0 to 1). */
  strength: number[][]
}

/**
 * Who leads beyond doubt. With k arms there are k(k-1) questions "is a better than b"; each gets its share of the chance of error (Bonferroni), so that
 * all together stay under `falseWinners`. The winner must have won all of its own.
 */
export function standing(wins: Wins): Standing {
  const arms = wins.length
  const needed = Math.log((arms * (arms - 1)) / falseWinners)
  const strength = wins.map((row, a) => row.map((won, b) => (a === b ? 1 : Math.min(1, Math.max(0, logEvidence({ wins: won, losses: wins[b]![a]! }) / needed)))))
  const winner = strength.findIndex((row) => row.every((share) => share >= 1))
  return { winner: arms > 1 && winner !== -1 ? winner : undefined, strength }
}

/** Decided pairs of whole blocks: `outcomes[block][arm]`, larger is better; blocks with a gap say nothing yet. */
export function winsOf(arms: number, outcomes: readonly (readonly (number | undefined)[])[]): number[][] {
  const wins = Array.from({ length: arms }, () => new Array<number>(arms).fill(0))
  for (const block of outcomes) {
    for (let a = 0; a < arms; a += 1) {
      for (let b = 0; b < a; b += 1) {
        const [x, y] = [block[a], block[b]]
        if (x === undefined || y === undefined || x === y) continue
        if (x > y) wins[a]![b]! += 1
        else wins[b]![a]! += 1
      }
    }
  }
  return wins
}

