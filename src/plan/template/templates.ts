import { questionDay } from './question-day.ts'
import type { Template } from './shape.ts'
import { trainedTeam } from './trained-team.ts'

/** What worked for others, in the order of the stories of the field. */
export const templates: readonly Template[] = [questionDay, trainedTeam]
