/**
 * What an aim can count. `measured`: from what is stored here, and never finished by itself: a figure is found, a person judges. `fed`: counted by
 * the slice whose own it is (core/slice.ts, `indicators`), of what is tied to the tactic; where nothing is, a person may say it.
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
  pledged: 'fed',
  tapped: 'fed',
  confirmed: 'fed',
  signatures: 'fed',
  letters: 'fed',
  'chat-people': 'fed',
  'chat-answers': 'fed',
  entries: 'fed',
  taps: 'fed',
  'amplify-taps': 'fed',
  attendance: 'counted',
  outlets: 'counted',
  followers: 'counted',
  other: 'counted',
} as const satisfies Record<string, 'measured' | 'fed' | 'counted'>

export type Indicator = keyof typeof indicators
export const indicatorNames = Object.keys(indicators) as [Indicator, ...Indicator[]]

/** Its figure is found here. */
export function isMeasured(indicator: Indicator): boolean {
  return indicators[indicator] !== 'counted'
}

export function isFed(indicator: Indicator): boolean {
  return indicators[indicator] === 'fed'
}
