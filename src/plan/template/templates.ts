import { dialogue } from './dialogue.ts'
import { electionDay } from './election-day.ts'
import { keyDates } from './key-dates.ts'
import { manyDoors } from './many-doors.ts'
import { oneOfficial } from './one-official.ts'
import { pictures } from './pictures.ts'
import { playlist } from './playlist.ts'
import { publicStory } from './public-story.ts'
import { questionDay } from './question-day.ts'
import { rightPeople } from './right-people.ts'
import type { Template } from './shape.ts'
import { trainedTeam } from './trained-team.ts'
import { tryWords } from './try-words.ts'
import { twoHours } from './two-hours.ts'
import { twoLanguages } from './two-languages.ts'

/** What worked for others, in the order of the stories of the field. */
export const templates: readonly Template[] = [
  dialogue, oneOfficial, questionDay, keyDates, twoHours, pictures, tryWords, playlist, twoLanguages, rightPeople, trainedTeam, manyDoors, electionDay, publicStory,
]
