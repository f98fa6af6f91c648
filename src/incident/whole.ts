import type { Reader } from '#core/index.ts'
import type { NoteRow } from '#desk/index.ts'
import { checklistOf, type Checklist } from './checklist.ts'
import { eventsOf, type EventRow } from './event.ts'
import { incidentById, type Incident } from './incident.ts'
import { movesOf, type Move } from './move.ts'
import { incidentNotes } from './note.ts'

/** A statement that an incident rests on, as its people see it. */
export interface Support {
  id: string
  text: string
  language: string | null
  posts: number
  people: number
  /** Of them those who lived or saw it. */
  firstHand: number
  channels: string[]
  saidAt: Date
  /** Who made it part of this incident. */
  by: string | null
  at: Date | null
  /** Number of points that hold, and of those that do not. */
  holds: number
  fails: number
}

export interface WholeIncident extends Incident {
  people: number
  firstHand: number
  checklist: Checklist
  support: Support[]
  timeline: TimelineRow[]
  moves: Move[]
}

/** One thing after the other: what was said, what was done with it, and what people noted. */
export type TimelineRow = ({ said: Support } | { done: EventRow } | { note: NoteRow }) & { at: Date }

export async function wholeIncident(reader: Reader, campaignId: string, id: string): Promise<WholeIncident | undefined> {
  const incident = await incidentById(reader, campaignId, id)
  if (!incident) return undefined
  const [checklist, support, counted, events, moves, notes] = await Promise.all([
    checklistOf(reader, campaignId, { kind: 'incident', id }),
    supportOf(reader, campaignId, id),
    peopleOf(reader, campaignId, id),
    eventsOf(reader, campaignId, id),
    movesOf(reader, campaignId, id),
    incidentNotes(reader, campaignId, id),
  ])
  const timeline = [
    ...support.map((said): TimelineRow => ({ said, at: said.saidAt })),
    ...events.map((done): TimelineRow => ({ done, at: done.at })),
    ...notes.map((note): TimelineRow => ({ note, at: note.at })),
  ]
  return { ...incident, ...counted, checklist, support, moves, timeline: timeline.sort((a, b) => a.at.getTime() - b.at.getTime()) }
}

async function supportOf(reader: Reader, campaignId: string, incidentId: string): Promise<Support[]> {
  return reader.rows(
    `select s.id, x.text, s.language, s.posts, c.people, c."firstHand", s.channels, s.first_said_at as "saidAt", p.name as by, d.at,
       (select count(*)::int from finding f where f.campaign_id = $1 and f.checklist_id = s.id and f.standing = 'holds') as holds,
       (select count(*)::int from finding f where f.campaign_id = $1 and f.checklist_id = s.id and f.standing = 'fails') as fails
     from incident_statement l
     join statement s on s.campaign_id = l.campaign_id and s.id = l.statement_id
     join statement_text x on x.campaign_id = s.campaign_id and x.statement_id = s.id
     left join deed d on d.campaign_id = l.campaign_id and d.id = l.deed_id
     left join person p on p.id = d.person_id
     left join lateral (
       select count(distinct o.key_id)::int as people, (count(distinct o.key_id) filter (where coalesce(o.judged, o.knows) in ('lived', 'saw')))::int as "firstHand"
       from post_fold f join post o on o.campaign_id = f.campaign_id and o.id = f.post_id where f.campaign_id = $1 and f.statement_id = s.id) c on true
     where l.campaign_id = $1 and l.incident_id = $2 order by s.first_said_at, s.id`,
    [campaignId, incidentId],
  )
}

/** Authors that count: each once, whatever they said how often. Who took everything back counts nowhere. */
async function peopleOf(reader: Reader, campaignId: string, incidentId: string): Promise<{ people: number; firstHand: number }> {
  const row = await reader.row<{ people: number; firstHand: number }>(
    `select count(distinct o.key_id)::int as people, (count(distinct o.key_id) filter (where coalesce(o.judged, o.knows) in ('lived', 'saw')))::int as "firstHand"
     from incident_statement l join post_fold f on f.campaign_id = l.campaign_id and f.statement_id = l.statement_id
     join post o on o.campaign_id = f.campaign_id and o.id = f.post_id where l.campaign_id = $1 and l.incident_id = $2`,
    [campaignId, incidentId],
  )
  return row!
}
