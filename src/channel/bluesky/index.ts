export { blueskyOutlet } from './outlet.ts'
export { facetsOf, mentionsIn, type Facet } from './facets.ts'
export type { BlueskyConnection, BlueskySession } from './session.ts'
