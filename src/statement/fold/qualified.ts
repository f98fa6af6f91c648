import type { Verdict } from './decision.ts'

/** A statement that a text may join. */
export interface Qualified {
  statement: number
  best: Verdict
  /** The representative that the text is most like. */
  nearest: number
}

/** Keeps the verdict if it is the best about its statement so far. */
export function better(best: Map<number, Qualified>, statement: number, verdict: Verdict, nearest: number): void {
  const before = best.get(statement)
  if (!before || stronger(verdict, before.best)) best.set(statement, { statement, best: verdict, nearest })
}

/** A cut copy may belong to several wholes, so likeness comes first. */
function stronger(a: Verdict, b: Verdict): boolean {
  if ((a.reason === 'cut') !== (b.reason === 'cut')) return b.reason === 'cut'
  return a.likeness > b.likeness
}
