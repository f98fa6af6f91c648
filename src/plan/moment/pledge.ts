import { notify, refuse, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'
import { allow } from '#person/index.ts'
import { missing, stale, textOf } from '../text.ts'
import { momentById, type Moment } from './moment.ts'

export type Call = 'open' | 'go' | 'no-go'

/** Whether it takes place: what a person said, else what the pledges say; undefined where nobody asked for pledges. */
export function callOf(moment: Pick<Moment, 'needed' | 'decideAt' | 'pledged' | 'said'>, now: Date): Call | undefined {
  if (moment.said) return moment.said
  if (moment.needed === null) return undefined
  if (moment.pledged >= moment.needed) return 'go'
  return moment.decideAt && moment.decideAt <= now ? 'no-go' : 'open'
}

/** Somebody will be there, with so many people in all. */
export async function pledge(house: House, actor: Actor | undefined, campaign: CampaignRef, momentId: string, people: number): Promise<Moment> {
  allow(actor, campaign, 'plan.work')
  if (!Number.isInteger(people) || people < 1 || people > 100_000) throw refuse('people-wrong', 422, 'You pledge for yourself and whom you bring: a whole number from 1.')
  return house.db.transact(async (t) => {
    const moment = await momentById(t, campaign.id, momentId)
    if (!moment) throw missing('moment')
    if (moment.decideAt && moment.decideAt <= house.clock.now()) throw refuse('decided', 409, 'It is decided already whether this takes place.', { mend: 'Tell whoever leads it.' })
    await t.run(
      `insert into pledge (campaign_id, moment_id, person_id, people, at) values ($1, $2, $3, $4, $5)
       on conflict (campaign_id, moment_id, person_id) do update set people = excluded.people, at = excluded.at`,
      [campaign.id, momentId, actor.person.id, people, house.clock.now()],
    )
    await notify(t, campaign.id, { kind: 'plan' })
    return (await momentById(t, campaign.id, momentId))!
  })
}

export async function unpledge(house: House, actor: Actor | undefined, campaign: CampaignRef, momentId: string): Promise<void> {
  allow(actor, campaign, 'plan.work')
  await house.db.transact(async (t) => {
    await t.run(`delete from pledge where campaign_id = $1 and moment_id = $2 and person_id = $3`, [campaign.id, momentId, actor.person.id])
    await notify(t, campaign.id, { kind: 'plan' })
  })
}

/** Who has pledged what, the first first. */
export async function pledgesOf(reader: Reader, campaignId: string): Promise<{ momentId: string; personId: string; name: string; people: number }[]> {
  return reader.rows(
    `select g.moment_id as "momentId", g.person_id as "personId", p.name, g.people from pledge g join person p on p.id = g.person_id where g.campaign_id = $1 order by g.at limit 5000`, [campaignId])
}

/** A person says otherwise than the pledges, and why; null takes it back. */
export async function sayCall(house: House, actor: Actor | undefined, campaign: CampaignRef, momentId: string, wish: { version: number; call: 'go' | 'no-go' | null; because?: string | undefined }): Promise<Moment> {
  allow(actor, campaign, 'plan.edit')
  const because = textOf(wish.because ?? '', 500)
  if (wish.call && because.length < 3) throw refuse('because-missing', 422, 'Say in a few words why.')
  return house.db.transact(async (t) => {
    const before = await momentById(t, campaign.id, momentId)
    if (!before) throw missing('moment')
    const done = await t.run(
      `update moment set said = $3, said_because = $4, said_by = $5, version = version + 1 where campaign_id = $1 and id = $2 and version = $6`,
      [campaign.id, momentId, wish.call, wish.call && because, wish.call && actor.person.id, wish.version],
    )
    if (done === 0) throw stale(before.version)
    if (before.public) await touchPublic(t, campaign.id)
    await notify(t, campaign.id, { kind: 'plan' })
    return (await momentById(t, campaign.id, momentId))!
  })
}
