/** What a state of verification follows from. This is the rule that docs/decisions/0013 states; nothing else decides it. */

export const points = ['source', 'time', 'place', 'corroboration'] as const
export type Point = (typeof points)[number]
export const standings = ['open', 'holds', 'fails'] as const
export type Standing = (typeof standings)[number]

export type Verification = 'unverified' | 'corroborated' | 'verified' | 'false'
export const verifications: Verification[] = ['unverified', 'corroborated', 'verified', 'false']
/** False is never derived: a person says so, with a reason. */
export type Derived = Exclude<Verification, 'false'>

/**
 * `independent`: first-hand statements (lived or seen) by different authors; copies of one statement are one.
 * - Where a point does not hold, nothing is more than unverified.
 * - Verified: all four points hold.
 * - Corroborated: corroboration holds, or there are two independent first-hand statements.
 */
export function derive(standing: Record<Point, Standing>, independent: number): Derived {
  const all = points.map((point) => standing[point])
  if (all.includes('fails')) return 'unverified'
  if (all.every((one) => one === 'holds')) return 'verified'
  return standing.corroboration === 'holds' || independent >= 2 ? 'corroborated' : 'unverified'
}

export interface Findings {
  own: Partial<Record<Point, Standing>>
  /** What was found about each of the statements that an incident rests on. */
  statements: Partial<Record<Point, Standing>>[]
}

/** A point that is open for an incident takes over what holds for one of its statements, unless it fails for another. */
export function standingOf(point: Point, { own, statements }: Findings): { standing: Standing; taken: boolean } {
  const said = own[point] ?? 'open'
  if (said !== 'open') return { standing: said, taken: false }
  const below = statements.map((one) => one[point])
  const holds = below.includes('holds') && !below.includes('fails')
  return { standing: holds ? 'holds' : 'open', taken: holds }
}
