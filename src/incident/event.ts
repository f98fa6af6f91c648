import { uuid7, type Reader, type Transactor } from '#core/index.ts'

export interface NewEvent {
  kind: string
  /** Closed words and ids, never words of people: what was withdrawn must not live on here. */
  detail?: Record<string, string | number | null>
  personId?: string | undefined
  at: Date
}

/** Writes into an incident's timeline. */
export async function record(t: Transactor, campaignId: string, incidentId: string, { kind, detail = {}, personId, at }: NewEvent): Promise<void> {
  await t.run(
    `insert into incident_event (campaign_id, id, incident_id, kind, detail, person_id, at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [campaignId, uuid7(at), incidentId, kind, JSON.stringify(detail), personId ?? null, at],
  )
}

export interface EventRow {
  kind: string
  detail: Record<string, string | number | null>
  by: string | null
  at: Date
}

/** What was done to an incident, in the order in which it was. */
export async function eventsOf(reader: Reader, campaignId: string, incidentId: string): Promise<EventRow[]> {
  return reader.rows(
    `select e.kind, e.detail, p.name as by, e.at from incident_event e left join person p on p.id = e.person_id
     where e.campaign_id = $1 and e.incident_id = $2 order by e.at, e.kind = 'verification', e.id`,
    [campaignId, incidentId],
  )
}
