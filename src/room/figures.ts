import { issueAreasOf, type Names } from '#campaign/index.ts'
import type { CampaignRef, House, Reader } from '#core/index.ts'
import { announcementsFor, groupMembers, pauseOf, type Announcement, type Pause } from '#desk/index.ts'
import { lastHour, paceOf, type Pace } from './pace.ts'
import { peopleOf, type PersonRow } from './people.ts'
import { slotsOfHour, slotsUntil, slotStart, startOfDay } from './slots.ts'
import { doneSince, standingOf, type Waiting } from './waiting.ts'

export interface Share extends Waiting {
  key: string
}

/** What waits of one kind, and how much of it people decided in the last hour. */
export interface Flowing extends Share {
  decidedHour: number
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
  areas: (Flowing & { names: Names })[]
  /** With how many people read it by their skills, and how many of them are at work. */
  languages: (Flowing & { readers: number; readersAtWork: number })[]
  /** People of whom no languages are set: they get every one. */
  readEvery: { people: number; atWork: number }
  /** `key`: the id. What its members decided, whether it waited for the group or for everybody: one person may be in several. */
  groups: (Flowing & { name: string; members: number; atWork: number })[]
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
  const [standing, done, groups, people, pace, areas, second, pause, announcements] = await Promise.all([
    standingOf(db, campaign.id),
    doneSince(db, campaign.id, slotStart(slotsUntil(at, slotsOfHour)[0]!)),
    groupMembers(db, campaign.id),
    peopleOf(db, campaign, at, dayBegan),
    paceOf(db, campaign.id, at),
    issueAreasOf(db, campaign.id),
    secondOf(db, campaign.id),
    pauseOf(db, campaign.id),
    announcementsFor(db, campaign.id),
  ])
  const atWork = people.filter((person) => person.atWork)
  const readers = readersIn(people)
  const readersAtWork = readersIn(atWork)
  const byId = new Map(people.map((person) => [person.id, person]))
  return {
    at, dayBegan,
    waiting: standing.waiting, oldest: standing.oldest, held: standing.held, review: standing.review, asked: standing.asked,
    oldestReview: second.oldest,
    atWork: atWork.length,
    people, pace,
    areas: [...areas, { id: 'none', key: 'none', names: {} }]
      .map(({ id, key, names }) => ({ key, names, ...(standing.areas.get(id) ?? nothing), decidedHour: done.areas.get(id) ?? 0 }))
      .filter((one) => one.key !== 'none' || one.waiting > 0),
    languages: shares(standing.languages).map((one) => ({
      ...one, decidedHour: done.languages.get(one.key) ?? 0, readers: readers.get(shortOf(one.key)) ?? 0, readersAtWork: readersAtWork.get(shortOf(one.key)) ?? 0,
    })),
    readEvery: { people: people.filter(readsEvery).length, atWork: atWork.filter(readsEvery).length },
    groups: groups.map(({ id, name, members }) => {
      const here = members.flatMap((member) => byId.get(member) ?? [])
      return {
        key: id, name, ...(standing.groups.get(id) ?? nothing), members: here.length, atWork: here.filter((one) => one.atWork).length,
        decidedHour: here.reduce((sum, one) => sum + lastHour(one.decided), 0),
      }
    }),
    channels: shares(standing.channels),
    unsettled: second.unsettled,
    pause, announcements,
  }
}

const shares = (by: Map<string, Waiting>): Share[] => [...by].map(([key, one]) => ({ key, ...one })).sort((a, b) => b.waiting - a.waiting || (a.key < b.key ? -1 : 1))

const nothing: Waiting = { waiting: 0, oldest: null }
const shortOf = (language: string) => language.split('-')[0]!
const readsEvery = (person: PersonRow) => person.languages.length === 0

/** How many of them read each language. */
function readersIn(people: PersonRow[]): Map<string, number> {
  const readers = new Map<string, number>()
  for (const language of people.flatMap((person) => [...new Set(person.languages.map(shortOf))])) readers.set(language, (readers.get(language) ?? 0) + 1)
  return readers
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
