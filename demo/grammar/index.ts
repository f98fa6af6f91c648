import type { AreaGrammar } from './area.ts'
import { budget } from './budget.ts'
import { elections } from './elections.ts'
import { health } from './health.ts'
import { police } from './police.ts'
import { prisons } from './prisons.ts'
import { schools } from './schools.ts'
import { water } from './water.ts'
import { work } from './work.ts'

export type { AreaGrammar, Sentences, Theme } from './area.ts'
export type { IncidentKind } from './incidents.ts'
export type { Noise } from './noise.ts'
export { incidentDetails, incidentKinds } from './incidents.ts'
export { crumbs, noise } from './noise.ts'
export { notes } from './notes.ts'
export { anyFollows, anyStories, greetings, quoteAdditions, slogans } from './voices.ts'

/** The eight issue areas, in the order of the campaign. */
export const areas: AreaGrammar[] = [budget, water, health, schools, police, prisons, elections, work]
