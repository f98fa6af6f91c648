import { refuse, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { admit, allow } from '#person/index.ts'
import { setLevel, skillOf } from '../skill/skill.ts'
import { lessons, needed, type Lesson } from './lessons.ts'

export interface Practice {
  /** What was chosen in the try that runs, by lesson. */
  answers: Record<string, string>
  tries: number
  passedAt: Date | null
}

/** How the try that runs stands: right so far, and whether every lesson is answered. */
export function standingOf({ answers }: Pick<Practice, 'answers'>): { right: number; over: boolean; passed: boolean } {
  const right = lessons.filter((lesson) => answers[lesson.key] === lesson.right).length
  const over = lessons.every((lesson) => answers[lesson.key] !== undefined)
  return { right, over, passed: over && right >= needed }
}

export async function practiceOf(reader: Reader, campaignId: string, personId: string): Promise<Practice> {
  const row = await reader.row<Practice>('select answers, tries, passed_at as "passedAt" from practice where campaign_id = $1 and person_id = $2', [campaignId, personId])
  return row ?? { answers: {}, tries: 0, passedAt: null }
}

/**
 * Answers one lesson; the first answer of a try counts, so that the feedback gives nothing away. With the last one a try is over:
 * whoever passes is admitted from `new` to `trained`, once.
 */
export async function answerLesson(house: House, actor: Actor | undefined, campaign: CampaignRef, key: string, choice: string): Promise<Practice> {
  allow(actor, campaign, 'practice.do')
  const lesson = (lessons as readonly Lesson[]).find((one) => one.key === key)
  if (!lesson?.choices.includes(choice)) throw refuse('practice-choice', 422, 'Choose one of the answers.')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    await t.run(
      `insert into practice (campaign_id, person_id, answers) values ($1, $2, jsonb_build_object($3::text, $4::text))
       on conflict (campaign_id, person_id) do update set answers = jsonb_build_object($3::text, $4::text) || practice.answers`,
      [campaign.id, actor.person.id, key, choice],
    )
    const practice = await practiceOf(t, campaign.id, actor.person.id)
    // Who passed, left and came again by a link for many is let in by the next try.
    if (standingOf(practice).passed) await admit(t, campaign.id, actor.person.id, { waitsFor: 'practice', at })
    if (practice.passedAt || !standingOf(practice).passed) return practice
    await t.run('update practice set passed_at = $3 where campaign_id = $1 and person_id = $2', [campaign.id, actor.person.id, at])
    if ((await skillOf(t, campaign.id, actor.person.id)).level === 'new') await setLevel(t, campaign.id, actor.person.id, 'trained', at)
    return { ...practice, passedAt: at }
  })
}

/** Begins anew; what was passed stays passed. */
export async function beginAgain(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<void> {
  allow(actor, campaign, 'practice.do')
  await house.db.transact((t) => t.run(`update practice set answers = '{}', tries = tries + 1 where campaign_id = $1 and person_id = $2`, [campaign.id, actor.person.id]))
}

/** Whether whoever is new begins with the practice: until then they are not given what is urgent or about people who need protection. */
export async function practiceFirst(reader: Reader, campaignId: string): Promise<boolean> {
  return (await reader.row('select 1 from practice_first where campaign_id = $1', [campaignId])) !== undefined
}

export async function setPracticeFirst(house: House, actor: Actor | undefined, campaign: CampaignRef, wanted: boolean): Promise<void> {
  allow(actor, campaign, 'person.manage')
  await house.db.transact((t) =>
    wanted
      ? t.run('insert into practice_first (campaign_id, since) values ($1, $2) on conflict do nothing', [campaign.id, house.clock.now()])
      : t.run('delete from practice_first where campaign_id = $1', [campaign.id]),
  )
}
