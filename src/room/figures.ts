import { issueAreasOf, type Names } from '#campaign/index.ts'
import type { CampaignRef, House, Reader } from '#core/index.ts'
import { announcementsFor, pauseOf, type Announcement, type Pause } from '#desk/index.ts'
import { paceOf, type Pace } from './pace.ts'
import { peopleOf, type PersonRow } from './people.ts'
import { startOfDay } from './slots.ts'
import { standingOf, type Waiting } from './waiting.ts'

export interface Share extends Waiting {
  key: string
}

/** What a coordinator needs to see at once. */
export interface Room {
  at: Date
  dayBegan: Date
  waiting: number
  oldest: Date | null
  held: number
  review: number
  /** Since when the oldest proposal waits for a second person. */
  oldestReview: Date | null
  asked: number
  atWork: number
  people: PersonRow[]
  pace: Pace
  areas: (Share & { names: Names })[]
  /** With how many people at work read it, and how many of all. */
  languages: (Share & { readers: number; readersAtWork: number })[]
  channels: Share[]
  /** Double decisions that differ and nobody has settled. */
  unsettled: number
  pause: Pause | undefined
  announcements: Announcement[]
}

/** All figures of the room by a handful of set-based queries. */
export async function roomOf(house: House, campaign: CampaignRef, zone = 'UTC'): Promise<Room> {
  const { db } = house
  const at = house.clock.now()
  const dayBegan = startOfDay(at, zone)
  const [standing, people, pace, areas, second, pause, announcements] = await Promise.all([
    standingOf(db, campaign.id),
    peopleOf(db, campaign, at, dayBegan),
    paceOf(db, campaign.id, at),
    issueAreasOf(db, campaign.id),
    secondOf(db, campaign.id),
    pauseOf(db, campaign.id),
    announcementsFor(db, campaign.id),
  ])
  const reads = (language: string, who: PersonRow[]) => who.filter((person) => person.languages.some((one) => one.split('-')[0] === language.split('-')[0])).length
  const atWork = people.filter((person) => person.atWork)
  return {
    at, dayBegan,
    waiting: standing.waiting, oldest: standing.oldest, held: standing.held, review: standing.review, asked: standing.asked,
    oldestReview: second.oldest,
    atWork: atWork.length,
    people, pace,
    areas: areas.map(({ id, key, names }) => ({ key, names, ...(standing.areas.get(id) ?? { waiting: 0, oldest: null }) })).concat(rest(standing.areas)),
    languages: shares(standing.languages).map((one) => ({ ...one, readers: reads(one.key, people), readersAtWork: reads(one.key, atWork) })),
    channels: shares(standing.channels),
    unsettled: second.unsettled,
    pause, announcements,
  }
}

const shares = (by: Map<string, Waiting>): Share[] => [...by].map(([key, one]) => ({ key, ...one })).sort((a, b) => b.waiting - a.waiting || (a.key < b.key ? -1 : 1))

function rest(areas: Map<string, Waiting>): (Share & { names: Names })[] {
  const none = areas.get('none')
  return none ? [{ key: 'none', names: {}, ...none }] : []
}

async function secondOf(reader: Reader, campaignId: string): Promise<{ oldest: Date | null; unsettled: number }> {
  const row = await reader.row<{ oldest: Date | null; unsettled: number }>(
    `select (select min(at) from proposal where campaign_id = $1 and state = 'open') as oldest,
       (select count(*)::int from blind where campaign_id = $1 and decided_at is not null and settled is null
          and (second_kind <> first_kind or second_reason is distinct from first_reason or second_area is distinct from first_area)) as unsettled`,
    [campaignId],
  )
  return row!
}

/** Only who has what, for the page of one person. */
export async function peopleAt(house: House, campaign: CampaignRef, zone = 'UTC'): Promise<{ people: PersonRow[]; dayBegan: Date }> {
  const at = house.clock.now()
  const dayBegan = startOfDay(at, zone)
  return { people: await peopleOf(house.db, campaign, at, dayBegan), dayBegan }
}
