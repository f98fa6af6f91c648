import type { CampaignRef, Reader } from '#core/index.ts'
import { leaseMinutes, skillsOf } from '#desk/index.ts'
import { membersOf } from '#person/index.ts'
import { slotsUntil, slotStart } from './slots.ts'

/** Without a sign of life for so long, what somebody holds counts as abandoned; the lease runs on for a while. */
const awayAfterMinutes = 5
/** Whoever did something within this time is at work. */
export const atWorkMinutes = 15
/** Ten minutes each that are drawn for a person: four hours. */
export const slotsDrawn = 24

export interface HeldRow {
  statementId: string
  /** Since when. */
  takenAt: Date
  until: Date
  review: boolean
}

export interface PersonRow {
  id: string
  name: string
  role: string
  /** What they read at this desk, as their skills say; none: every language. */
  languages: string[]
  /** What they hold, the oldest first. */
  holds: HeldRow[]
  /** They hold something and have given no sign of life for five minutes. */
  away: boolean
  atWork: boolean
  /** The last sign of life today. */
  seenAt: Date | null
  /** Decisions of each ten minutes of the last four hours, and since the day began. */
  decided: number[]
  decidedToday: number
}

interface Done {
  person: string
  today: number
  last: Date
  /** "slot:count" of each ten minutes that are drawn. */
  slots: string | null
}

/** Who has what and who decides how much: those who need help first, then whoever holds most. */
export async function peopleOf(reader: Reader, campaign: CampaignRef, now: Date, since: Date): Promise<PersonRow[]> {
  const [members, claims, done, skills] = await Promise.all([
    membersOf(reader, campaign), claimsOf(reader, campaign.id, now), workSince(reader, campaign.id, since, slotsUntil(now, slotsDrawn)), skillsOf(reader, campaign.id),
  ])
  const slots = slotsUntil(now, slotsDrawn)
  const holds = groupBy(claims, (claim) => claim.personId)
  const work = new Map(done.map((row) => [row.person, row]))
  const rows = members
    .filter((member) => member.role !== 'observer' && member.ready && !member.frozen)
    .map((member): PersonRow => {
      const held = holds.get(member.id) ?? []
      const mine = work.get(member.id)
      const bySlot = new Map((mine?.slots?.split(',') ?? []).map((one) => one.split(':').map(Number) as [number, number]))
      const signs = [...held.map((claim) => claim.until.getTime() - leaseMinutes * 60_000), ...(mine ? [mine.last.getTime()] : [])]
      const seen = signs.length > 0 ? Math.max(...signs) : undefined
      const quiet = seen === undefined ? Infinity : now.getTime() - seen
      return {
        id: member.id, name: member.name, role: member.role, languages: skills.get(member.id)?.languages ?? [],
        holds: held.map(({ statementId, takenAt, until, review }) => ({ statementId, takenAt, until, review })),
        away: held.length > 0 && quiet > awayAfterMinutes * 60_000,
        atWork: quiet <= atWorkMinutes * 60_000,
        seenAt: seen === undefined ? null : new Date(seen),
        decided: slots.map((slot) => bySlot.get(slot) ?? 0),
        decidedToday: mine?.today ?? 0,
      }
    })
  return rows.sort((a, b) => Number(b.away) - Number(a.away) || Number(b.atWork) - Number(a.atWork) || b.holds.length - a.holds.length || a.name.localeCompare(b.name))
}

interface ClaimRow extends HeldRow {
  personId: string
}

/** Leases that run; one that ran out counts as returned, although nobody has returned it yet. */
async function claimsOf(reader: Reader, campaignId: string, now: Date): Promise<ClaimRow[]> {
  // Times as numbers: of a few thousand rows reading the dates would take longer than the query.
  const rows = await reader.rows<{ personId: string; statementId: string; taken: number; until: number; review: boolean }>(
    `select c.person_id as "personId", c.statement_id as "statementId", date_part('epoch', c.taken_at) as taken, date_part('epoch', c.until) as until, s.state = 'review' as review
     from claim c join statement s on s.campaign_id = c.campaign_id and s.id = c.statement_id
     where c.campaign_id = $1 and c.until > $2 order by c.taken_at`,
    [campaignId, now],
  )
  return rows.map(({ taken, until, ...row }) => ({ ...row, takenAt: new Date(taken * 1_000), until: new Date(until * 1_000) }))
}

/** Decisions by person, since the day began and by ten minutes. What was proposed is work of whoever proposed it, what was confirmed of whoever confirmed. */
async function workSince(reader: Reader, campaignId: string, since: Date, drawn: number[]): Promise<Done[]> {
  return reader.rows(
    `select person, sum(count) filter (where last >= $2)::int as today, max(last) as last,
       string_agg(slot || ':' || count, ',') filter (where slot >= $4) as slots
     from (
       select person_id as person, floor(date_part('epoch', at) / 600)::int as slot, count(*) as count, max(at) as last
       from (
         select person_id, at from deed where campaign_id = $1 and at >= $3 and taken_back_at is null
         union all
         select person_id, at from proposal where campaign_id = $1 and at >= $3 and state <> 'taken-back') w
       group by 1, 2) d
     group by 1`,
    [campaignId, since, new Date(Math.min(since.getTime(), slotStart(drawn[0]!).getTime())), drawn[0]],
  )
}

function groupBy<T>(rows: T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

