import { randomBytes } from 'node:crypto'
import { noteTakenBack, notedSince, refuse, sha256, uuid7, type Actor, type CampaignRef, type House, type Restored, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { shiftsOf } from '#shift/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import { scheduledTactics } from '../tactic/read.ts'
import { missing } from '../text.ts'
import { calendarText, type Entry } from './calendar.ts'
import { momentsOf, type Moment } from './moment.ts'
import { nextOccurrence, occurrencesBetween } from './occurrence.ts'
import { callOf } from './pledge.ts'

const year = 366 * 86_400_000
const mostLinks = 20

/** What everybody may subscribe to: public moments. */
export async function publicCalendar(house: House, campaign: CampaignRef & { name: string }): Promise<string> {
  const now = house.clock.now()
  const moments = (await momentsOf(house.db, campaign.id)).filter((one) => one.public)
  return calendarText(campaign.name, moments.flatMap((one) => entriesOf(house, campaign, one, now, { inside: false })), now)
}

/** The next public moments, for the campaign's page; what is called off is not among them. */
export async function publicDates(house: House, campaignId: string, most = 5): Promise<{ id: string; title: string; reason: string; place: string; wall: string; zone: string; allDay: boolean }[]> {
  const now = house.clock.now()
  return (await momentsOf(house.db, campaignId))
    .filter((one) => one.public && callOf(one, now) !== 'no-go')
    .map((one) => ({ one, next: nextOccurrence(one, now) }))
    .filter(({ next }) => next.until > now)
    .sort((a, b) => a.next.at.getTime() - b.next.at.getTime())
    .slice(0, most)
    .map(({ one, next }) => ({ id: one.id, title: one.title, reason: one.reason, place: one.place, wall: next.wall, zone: one.zone, allDay: one.allDay }))
}

/** The whole plan and one's own shifts, for whoever has a link with its secret; no names of people, since a calendar often lies with a third party. Undefined: the link is none, or none any more. */
export async function privateCalendar(house: House, campaign: CampaignRef & { name: string }, secret: string): Promise<string | undefined> {
  const link = await house.db.row<{ personId: string }>(
    `select l.person_id as "personId" from calendar_link l join person p on p.id = l.person_id
     where l.campaign_id = $1 and l.sha256 = $2 and p.frozen_at is null
       and exists (select from role r where r.person_id = p.id and r.waits_for is null and (r.campaign_id = $1 or (r.campaign_id is null and r.organisation_id = $3)))`,
    [campaign.id, sha256(secret), campaign.organisationId],
  )
  if (!link) return undefined
  const now = house.clock.now()
  const [moments, tactics, shifts, person] = await Promise.all([
    momentsOf(house.db, campaign.id), scheduledTactics(house.db, campaign.id), shiftsOf(house.db, campaign.id, link.personId, new Date(now.getTime() - 31 * 86_400_000)),
    house.db.row<{ languages: string[] }>('select languages from person where id = $1', [link.personId]),
  ])
  const entries = moments.flatMap((one) => entriesOf(house, campaign, one, now, { inside: true }))
  for (const one of tactics) {
    const end = one.endsAt ?? new Date(one.startsAt.getTime() + 3_600_000)
    entries.push({
      uid: `${one.id}@${hostOf(house)}`, title: one.title, url: `${house.origin}/${campaign.slug}/tactics/${one.id}`,
      start: one.startsAt, end: end > one.startsAt ? end : new Date(one.startsAt.getTime() + 60_000), sequence: one.version, tentative: one.state === 'planned', cancelled: one.state === 'dropped',
    })
  }
  const say = translate(person?.languages.find(isLanguage) ?? 'en')
  for (const one of shifts) {
    const what = one.place ? say('shift.mailPlace', { part: say(`shift.part.${one.part}`), place: one.place }) : say(`shift.part.${one.part}`)
    entries.push({
      uid: `${one.id}@${hostOf(house)}`, title: say('shift.calendarTitle', { what }), description: one.note, place: one.place, url: `${house.origin}/${campaign.slug}/shifts`,
      start: one.from, end: one.until, sequence: one.version, cancelled: one.calledOff,
    })
  }
  return calendarText(campaign.name, entries, now)
}

function entriesOf(house: House, campaign: CampaignRef, moment: Moment, now: Date, { inside }: { inside: boolean }): Entry[] {
  const call = callOf(moment, now)
  const times = occurrencesBetween(moment, new Date(now.getTime() - 2 * year), new Date(now.getTime() + (moment.yearly ? 3 : 10) * year))
  return times.map((one) => ({
    uid: `${moment.id}${moment.yearly ? `-${one.year}` : ''}@${hostOf(house)}`, title: moment.title, description: moment.reason, place: moment.place,
    url: inside ? `${house.origin}/${campaign.slug}/moments#${moment.id}` : `${house.origin}/${campaign.slug}`,
    start: one.at, end: one.until, day: moment.allDay ? one.wall.slice(0, 10) : undefined, sequence: moment.version, tentative: call === 'open', cancelled: call === 'no-go',
  }))
}

function hostOf(house: House): string {
  return URL.parse(house.origin)?.hostname ?? 'clamor'
}

/** Makes a link to one's own private calendar. The secret is shown once. */
export async function addCalendarLink(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<{ id: string; url: string }> {
  allow(actor, campaign, 'calendar.own')
  const secret = randomBytes(24).toString('base64url')
  const at = house.clock.now()
  const id = uuid7(at)
  await house.db.transact(async (t) => {
    const held = await t.row<{ n: number }>(`select count(*)::int as n from calendar_link where campaign_id = $1 and person_id = $2`, [campaign.id, actor.person.id])
    if (held!.n >= mostLinks) throw refuse('too-many-links', 409, 'You have twenty links to this calendar.', { mend: 'End one that you do not use.' })
    await t.run(`insert into calendar_link (campaign_id, id, sha256, person_id, created_at) values ($1, $2, $3, $4, $5)`, [campaign.id, id, sha256(secret), actor.person.id, at])
  })
  return { id, url: `${house.origin}/${campaign.slug}/calendar/${secret}` }
}

export async function calendarLinksOf(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<{ id: string; createdAt: Date }[]> {
  allow(actor, campaign, 'calendar.own')
  return house.db.rows(`select id, created_at as "createdAt" from calendar_link where campaign_id = $1 and person_id = $2 order by id`, [campaign.id, actor.person.id])
}

export async function endCalendarLink(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'calendar.own')
  const done = await house.db.transact((t) => t.run(`delete from calendar_link where campaign_id = $1 and id = $2 and person_id = $3`, [campaign.id, id, actor.person.id]))
  if (done === 0) throw missing('link')
  await noteTakenBack(house, { campaignId: campaign.id, kind: 'calendar-link', ids: [id] })
}

/** Step `restored`: links that were ended since the backup. */
export async function endLinksAgain(t: Transactor, restored: Restored): Promise<void> {
  await t.run('delete from calendar_link where campaign_id = $1 and id = any($2::uuid[])', [restored.campaignId, [...notedSince(restored, 'calendar-link').keys()]])
}

/** Step `freeze`: links to the calendar lie on the device that was lost. */
export async function endCalendarLinks(t: Transactor, campaignId: string, personId: string): Promise<void> {
  await t.run('delete from calendar_link where campaign_id = $1 and person_id = $2', [campaignId, personId])
}
