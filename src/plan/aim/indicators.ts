/**
 * What an aim can count. `measured`: from what is stored here, and never finished by itself: a figure is found, a person judges.
 * `counted`: a person says it and where they have it from. Followers are one of those: they can stand beside an aim, never as the goal of a campaign
 * (src/plan/goal/followers.ts).
 */
export const indicators = {
  posts: 'measured',
  people: 'measured',
  countries: 'measured',
  responses: 'measured',
  moved: 'measured',
  questions: 'measured',
  attendance: 'counted',
  signatures: 'counted',
  outlets: 'counted',
  followers: 'counted',
  other: 'counted',
} as const satisfies Record<string, 'measured' | 'counted'>

export type Indicator = keyof typeof indicators
export const indicatorNames = Object.keys(indicators) as [Indicator, ...Indicator[]]

export function isMeasured(indicator: Indicator): boolean {
  return indicators[indicator] === 'measured'
}
