import { prepared, refuse, uuid7, type Reader, type Transactor } from '#core/index.ts'
import { mentionIn } from './mention/mention.ts'
import { byStatement } from './read.ts'

/** What somebody writes for whoever comes next. */
export interface NoteRow {
  id: string
  by: string
  at: Date
  text: string
}

/** What a note is about, by its id. */
export type About = { statement: string } | { incident: string }

const longest = 4_000

/** Writes a note and puts it before whom it names. Returns its id. */
export async function addNote(t: Transactor, campaignId: string, note: { about: About; personId: string; text: string }, at: Date): Promise<string> {
  const { about, personId, text } = note
  if (text.length > longest) throw refuse('too-long', 400, 'A note has at most 4,000 characters.')
  const id = uuid7(at)
  await t.run(`insert into note (campaign_id, id, statement_id, incident_id, person_id, text, at) values ($1, $2, $3, $4, $5, $6, $7)`, [
    campaignId, id, 'statement' in about ? about.statement : null, 'incident' in about ? about.incident : null, personId, text, at,
  ])
  await mentionIn(t, campaignId, { id, by: personId, text }, at)
  return id
}

/** Of a deed that is taken back. */
export async function dropNote(t: Transactor, campaignId: string, id: string): Promise<void> {
  await t.run(`delete from note where campaign_id = $1 and id = $2`, [campaignId, id])
}

/** Incidents are no more: what was noted about them goes. */
export async function dropNotesOn(t: Transactor, campaignId: string, incidentIds: string[]): Promise<void> {
  if (incidentIds.length > 0) await t.run(`delete from note where campaign_id = $1 and incident_id = any($2::uuid[])`, [campaignId, incidentIds])
}

export async function notesOf(reader: Reader, campaignId: string, statementId: string): Promise<NoteRow[]> {
  return (await notesOfEach(reader, campaignId, [statementId])).get(statementId) ?? []
}

/** The notes on several statements, by statement. */
export async function notesOfEach(reader: Reader, campaignId: string, ids: string[]): Promise<Map<string, NoteRow[]>> {
  return byStatement(await reader.rows<NoteRow & { statementId: string }>(
    prepared(
      `select n.statement_id as "statementId", n.id, p.name as by, n.at, n.text from note n join person p on p.id = n.person_id
       where n.campaign_id = $1 and n.statement_id = any($2::uuid[]) order by n.at`),
    [campaignId, ids],
  ))
}

/** The notes on these incidents together, the first first. */
export async function notesOn(reader: Reader, campaignId: string, incidentIds: string[]): Promise<NoteRow[]> {
  return reader.rows(
    `select n.id, p.name as by, n.at, n.text from note n join person p on p.id = n.person_id
     where n.campaign_id = $1 and n.incident_id = any($2::uuid[]) order by n.at, n.id`,
    [campaignId, incidentIds],
  )
}
