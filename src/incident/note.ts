import { notify, refuse, type Actor, type House, type Reader } from '#core/index.ts'
import { addNote, notesOn, type NoteRow } from '#desk/index.ts'
import { incidentById, noIncident } from './incident.ts'

/** Writes a note on an incident; whom it names finds it among the notes for them. Returns its id. */
export async function noteOn(house: House, campaignId: string, actor: Actor, incidentId: string, text: string): Promise<string> {
  const words = text.trim()
  if (!words) throw refuse('words-missing', 422, 'Nothing is written yet.', { mend: 'Write the note, then save it.' })
  return house.db.transact(async (t) => {
    if (!(await incidentById(t, campaignId, incidentId))) throw noIncident()
    const id = await addNote(t, campaignId, { about: { incident: incidentId }, personId: actor.person.id, text: words }, house.clock.now())
    await notify(t, campaignId, { kind: 'incident', incident: incidentId })
    return id
  })
}

/** What was noted on an incident and on those that became part of it. */
export async function incidentNotes(reader: Reader, campaignId: string, incidentId: string): Promise<NoteRow[]> {
  const all = [incidentId]
  for (let last = all; last.length > 0; all.push(...last)) {
    const parts = await reader.rows<{ id: string }>(`select id from incident where campaign_id = $1 and joined_into = any($2::uuid[])`, [campaignId, last])
    last = parts.map((row) => row.id).filter((id) => !all.includes(id))
  }
  return notesOn(reader, campaignId, all)
}
