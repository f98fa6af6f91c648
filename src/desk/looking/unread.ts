import type { Reader } from '#core/index.ts'
import { skillsOf } from '../skill/skill.ts'
import { presentPeople } from './looking.ts'

/** What waits in one language, and how many who are there read it. */
export interface LanguageNeed {
  language: string
  waiting: number
  readers: number
}

/** The languages of what waits, the most first: where `readers` is 0, nobody who is there can read it. */
export async function languageNeeds(reader: Reader, campaignId: string, now: Date): Promise<LanguageNeed[]> {
  const [waiting, present, skills] = await Promise.all([
    reader.rows<{ language: string; waiting: number }>(
      `select split_part(s.language, '-', 1) as language, count(*)::int as waiting from statement s
       where s.campaign_id = $1 and s.state = 'waiting' and s.language is not null and s.language <> 'und' group by 1 order by 2 desc, 1`,
      [campaignId],
    ),
    presentPeople(reader, campaignId, now),
    skillsOf(reader, campaignId),
  ])
  const read = present.map((person) => skills.get(person)?.languages ?? [])
  return waiting.map((row) => ({ ...row, readers: read.filter((languages) => languages.length === 0 || languages.some((tag) => tag.split('-')[0] === row.language)).length }))
}
