/** What decides when an entry may leave. */
export interface Held {
  notedAt: Date
  notBefore: Date | null
}

export interface Holding {
  embargoUntil: Date | null
  delayMinutes: number
}

/** The moment before which an entry does not leave: the latest of both embargoes and the delay since it was noted. */
export function leavesAt(coverage: Holding, entry: Held): Date {
  const delayed = entry.notedAt.getTime() + coverage.delayMinutes * 60_000
  return new Date(Math.max(delayed, coverage.embargoUntil?.getTime() ?? 0, entry.notBefore?.getTime() ?? 0))
}
