import { z } from 'zod'
import { isUuid, type Deed } from '#core/index.ts'
import { record } from './event.ts'
import { addIncident, dropUnsupported, giveNumberBack, incidentById, linkStatement, noIncident } from './incident.ts'
import { settle } from './settle.ts'

const schema = z.object({
  incident: z.string().refine((value) => value === 'new' || isUuid(value), 'is "new" or the id of an incident'),
  title: z.string().trim().min(3, 'has at least 3 characters').max(200, 'has at most 200 characters').optional(),
})

/** The statement reports something that happened: a new incident or one that is there. */
export const reportsIncident: Deed<z.output<typeof schema>> = {
  kind: 'incident',
  schema,
  repeatable: true,
  leaves: 'decided',
  async effect(_house, t, deed, input) {
    const { campaignId, statementId, deedId, personId, at } = deed
    const made = input.incident === 'new'
    const incident = made ? await addIncident(t, campaignId, statementId, { title: input.title, personId, at }) : input.incident
    if (!made && !(await incidentById(t, campaignId, incident))) throw noIncident()
    await linkStatement(t, campaignId, incident, statementId, deedId)
    if (!made) await record(t, campaignId, incident, { kind: 'linked', detail: { statement: statementId }, personId, at })
    await settle(t, campaignId, [incident], at)
    return { incident, made }
  },
  async undo(_house, t, deed, done) {
    const { campaignId, statementId, deedId, at } = deed
    await t.run(`delete from incident_statement where campaign_id = $1 and statement_id = $2 and deed_id = $3`, [campaignId, statementId, deedId])
    await t.run(`delete from incident_event where campaign_id = $1 and incident_id = $2 and kind = 'linked' and detail ->> 'statement' = $3`, [campaignId, done['incident'], statementId])
    const made = done['made'] ? await incidentById(t, campaignId, String(done['incident'])) : undefined
    await dropUnsupported(t, campaignId)
    if (made && !(await incidentById(t, campaignId, made.id))) await giveNumberBack(t, campaignId, made.number)
    await settle(t, campaignId, [String(done['incident'])], at)
  },
}
