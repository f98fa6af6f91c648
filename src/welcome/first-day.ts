import { type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import type { Campaign } from '#campaign/index.ts'
import { allow } from '#person/index.ts'
import { effectiveConsentSql } from '#post/index.ts'

/** What makes a new campaign ready, in the order in which one would do it. */
export const firstLines = [
  'goal', 'question', 'hashtag', 'areas', 'institutions', 'consent', 'address', 'mail', 'backup', 'people', 'practice', 'rehearsal', 'posts', 'decided', 'published',
] as const
export type FirstLine = (typeof firstLines)[number]

export interface FirstDay {
  lines: { key: FirstLine; done: boolean }[]
  /** Whoever asks has put the list out of their sight. */
  away: boolean
}

/** The list as it is now: every line is read off the campaign itself, so that it ticks itself and nobody can forget to. */
export async function firstDayOf(house: House, actor: Actor | undefined, campaign: Campaign): Promise<FirstDay> {
  allow(actor, campaign, 'campaign.manage')
  const [{ away, ...read }, backup] = await Promise.all([readLines(house.db, actor, campaign), backedUp(house)])
  const done: Partial<Record<FirstLine, boolean>> = {
    ...read,
    goal: campaign.goal.trim() !== '',
    question: campaign.question.trim() !== '',
    hashtag: campaign.hashtags.length > 0,
    consent: read.consent || Object.keys(campaign.consent).length > 0,
    address: house.origin.startsWith('https:'),
    ...(backup === undefined ? {} : { backup }),
  }
  // A line that nothing in this house can tick is not asked of anybody.
  return { lines: firstLines.flatMap((key) => (done[key] === undefined ? [] : [{ key, done: done[key] }])), away }
}

/** Whether the house was ever backed up: a slice further down knows. Undefined where none does. */
async function backedUp(house: House): Promise<boolean | undefined> {
  const asked = house.flow.slices.flatMap((slice) => slice.newestBackup ?? [])
  const found = await Promise.all(asked.map((newest) => newest(house.config, house.db)))
  return asked.length === 0 ? undefined : found.some((at) => at !== undefined)
}

type Read = Record<'areas' | 'institutions' | 'consent' | 'mail' | 'people' | 'practice' | 'rehearsal' | 'posts' | 'decided' | 'published' | 'away', boolean>

/** One look at all tables; each part stops at the first row that it finds. */
async function readLines(reader: Reader, actor: Actor, campaign: Campaign): Promise<Read> {
  return (await reader.row<Read>(
    `select
       exists (select from issue_area where campaign_id = $1) as areas,
       exists (select from institution where campaign_id = $1) as institutions,
       exists (select from first_day_settled where campaign_id = $1 and key = 'consent') as consent,
       exists (select from first_day_settled where campaign_id = $1 and key = 'mail')
         or exists (select from mail_setting where tested_at is not null)
         or exists (select from outgoing where campaign_id = $1 and channel = 'email' and state = 'sent') as mail,
       (select count(distinct person_id) from role where organisation_id = $2 and (campaign_id is null or campaign_id = $1))
         + (select coalesce(sum(uses_left), 0) from link where kind = 'invitation' and organisation_id = $2 and (campaign_id is null or campaign_id = $1)) > 2 as people,
       exists (select from practice where campaign_id = $1 and passed_at is not null) as practice,
       exists (select from rehearsal where campaign_id = $1 and report is not null) as rehearsal,
       exists (select from post where campaign_id = $1) as posts,
       exists (select from deed where campaign_id = $1 and taken_back_at is null) as decided,
       exists (select from incident i where i.campaign_id = $1 and i.joined_into is null and i.verification <> 'false'
         and (i.title is not null or exists (
           select from incident_statement l join post_fold f on f.campaign_id = $1 and f.statement_id = l.statement_id join post o on o.campaign_id = $1 and o.id = f.post_id
           where l.campaign_id = $1 and l.incident_id = i.id and o.gone_at is null and ${effectiveConsentSql(campaign.consent, 'quote')}))) as published,
       exists (select from first_day_away where campaign_id = $1 and person_id = $3) as away`,
    [campaign.id, campaign.organisationId, actor.person.id],
  ))!
}

/** Puts the list out of one person's sight, or back into it. */
export async function putFirstDayAway(house: House, actor: Actor | undefined, campaign: CampaignRef, away: boolean): Promise<void> {
  allow(actor, campaign, 'campaign.manage')
  await house.db.transact((t) =>
    away
      ? t.run('insert into first_day_away (campaign_id, person_id, at) values ($1, $2, $3) on conflict do nothing', [campaign.id, actor.person.id, house.clock.now()])
      : t.run('delete from first_day_away where campaign_id = $1 and person_id = $2', [campaign.id, actor.person.id]),
  )
}

/** Somebody looked and decided: consent stays as it is, or the campaign passes links on by hand instead of mail. */
export async function settleFirst(house: House, actor: Actor | undefined, campaign: CampaignRef, key: 'consent' | 'mail'): Promise<void> {
  allow(actor, campaign, 'campaign.manage')
  await house.db.transact((t) =>
    t.run('insert into first_day_settled (campaign_id, key, person_id, at) values ($1, $2, $3, $4) on conflict do nothing', [campaign.id, key, actor.person.id, house.clock.now()]),
  )
}
