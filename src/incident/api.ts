import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Api, type CampaignRef, type House } from '#core/index.ts'
import { areaCalled } from '#desk/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { checklistOf, override } from './checklist.ts'
import { checklistApi, checklistShape, idOf } from './checklist-api.ts'
import { courses, editIncident, incidentById, incidentOrders, listIncidents, noIncident, standsFor } from './incident.ts'
import { joinIncidents, splitIncident, undoMove } from './move.ts'
import { noteOn } from './note.ts'
import { verifications } from './rule.ts'
import { wholeIncident, type WholeIncident } from './whole.ts'

const tags = ['incidents']
const base = '/api/campaigns/{slug}/incidents'
const precision = z.enum(['exact', '1km', 'district', 'hidden'])
const place = z.object({ name: z.string().nullable(), lat: z.number().nullable(), lon: z.number().nullable(), precision: z.string() })
const title = z.string().trim().min(3).max(200)
const incident = z
  .object({
    id: z.string(), number: z.number().int(), title: z.string().nullable(), language: z.string().nullable(), issueArea: z.string().nullable(), place,
    verification: z.enum(verifications), happenedAt: z.iso.datetime(), happenedKnown: z.boolean(), course: z.enum(courses), overAt: z.iso.datetime().nullable(),
    statements: z.number().int(), posts: z.number().int(), version: z.number().int(),
  })
  .openapi('Incident')
const support = z.object({ id: z.string(), text: z.string(), language: z.string().nullable(), posts: z.number().int(), people: z.number().int(), firstHand: z.number().int(), channels: z.array(z.string()), saidAt: z.iso.datetime() })
const whole = incident
  .extend({
    people: z.number().int().openapi({ description: 'Authors, each once.' }), firstHand: z.number().int(), checklist: checklistShape, support: z.array(support),
    timeline: z.array(z.object({ at: z.iso.datetime(), statement: z.string().optional(), kind: z.string().optional(), by: z.string().nullable().optional(), note: z.string().optional(), detail: z.record(z.string(), z.any()).optional() })),
    moves: z.array(z.object({ id: z.string(), kind: z.enum(['join', 'split']), from: z.string(), into: z.string(), by: z.string(), at: z.iso.datetime() })),
  })
  .openapi('WholeIncident')
const idParam = slugParam.extend({ id: z.string() })

/** Incidents as the desk sees them, with true places; the public list is /{slug}/map.geojson. */
export function api(api: Api): void {
  lists(api)
  edits(api)
  moves(api)
  checklistApi(api)
}

function lists(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: base, tags, summary: 'Incidents, the most reported first',
      request: { params: slugParam, query: z.object({
        issueArea: z.string().max(200).optional(), q: z.string().max(200).optional(), verification: z.enum(verifications).optional(), order: z.enum(incidentOrders as [string, ...string[]]).optional(),
      }) },
      responses: { 200: answer(z.object({ incidents: z.array(incident) }), 'Incidents'), ...problems(404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      const { issueArea, q, verification, order } = c.req.valid('query')
      const issueAreaId = issueArea ? (await areaCalled(house.db, campaign.id, issueArea)).id : undefined
      return c.json({ incidents: await listIncidents(house.db, campaign.id, { issueAreaId, words: q, verification, order: order as 'loudest' | undefined }) } as any, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'get', path: `${base}/{id}`, tags, summary: 'One incident with its checklist, statements and timeline; of one that was joined the one that it is now',
      request: { params: idParam }, responses: { 200: answer(whole, 'The incident'), ...problems(404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      return c.json((await shown(house, campaign, idOf(c.req.valid('param').id, noIncident))) as any, 200)
    },
  )
}

async function shown(house: House, campaign: CampaignRef, id: string): Promise<Record<string, unknown>> {
  const now = await standsFor(house.db, campaign.id, { id })
  const found = now && (await wholeIncident(house.db, campaign.id, now.id))
  if (!found) throw noIncident()
  return { ...found, timeline: timelineOf(found) }
}

function timelineOf({ timeline }: WholeIncident) {
  return timeline.map((row) => {
    if ('said' in row) return { at: row.at, statement: row.said.id }
    if ('note' in row) return { at: row.at, kind: 'note', by: row.note.by, note: row.note.text }
    return { at: row.at, kind: row.done.kind, by: row.done.by, detail: row.done.detail }
  })
}

function edits(api: Api): void {
  api.openapi(
    createRoute({
      method: 'patch', path: `${base}/{id}`, tags, summary: 'Word, place or time an incident; say otherwise than its checklist, with a reason',
      request: { params: idParam, ...body(z.object({
        version: z.number().int(), title: title.optional(), place: z.object({ name: z.string().max(300), lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180), precision }).optional(),
        happenedAt: z.iso.datetime().optional(), course: z.enum(courses).optional(), overAt: z.iso.datetime().nullable().optional(),
        verification: z.enum(verifications).optional(), reason: z.string().max(1_000).optional().openapi({ description: 'Why, beside `verification`.' }),
      })) },
      responses: { 200: answer(z.object({ incident }), 'The incident'), ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'incident.edit')
      const id = idOf(c.req.valid('param').id, noIncident)
      const { verification, reason, happenedAt, overAt, ...rest } = c.req.valid('json')
      if (verification) allow(actor, campaign, 'verification.override')
      const edited = await editIncident(house, campaign.id, actor, id, {
        ...rest, ...(happenedAt ? { happenedAt: new Date(happenedAt) } : {}), ...(overAt === undefined ? {} : { overAt: overAt === null ? null : new Date(overAt) }),
      })
      if (!verification) return c.json({ incident: edited } as any, 200)
      const subject = { kind: 'incident', id } as const
      const { version } = await checklistOf(house.db, campaign.id, subject)
      await override(house, campaign, actor, subject, { version, verification, reason: reason ?? '' })
      return c.json({ incident: await incidentById(house.db, campaign.id, id) } as any, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'post', path: `${base}/{id}/notes`, tags, summary: 'A note for whoever comes next; it reaches whom it names with @',
      request: { params: idParam, ...body(z.object({ text: z.string().max(4_000) })) }, responses: { 201: answer(z.object({ note: z.string() }), 'It stands in the timeline'), ...problems(404, 422) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'incident.edit')
      return c.json({ note: await noteOn(house, campaign.id, actor, idOf(c.req.valid('param').id, noIncident), c.req.valid('json').text) }, 201)
    },
  )
}

function moves(api: Api): void {
  api.openapi(
    createRoute({
      method: 'post', path: `${base}/{id}/joins`, tags, summary: 'Another incident becomes part of this one; its address leads here',
      request: { params: idParam, ...body(z.object({ version: z.number().int(), incident: z.string(), incidentVersion: z.number().int().optional() })) },
      responses: { 201: answer(z.object({ move: z.string() }), 'Joined; the move takes it back'), ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'incident.edit')
      const { version, incident, incidentVersion } = c.req.valid('json')
      const into = idOf(c.req.valid('param').id, noIncident)
      const move = await joinIncidents(house, campaign.id, actor, { from: idOf(incident, noIncident), into, version, ...(incidentVersion === undefined ? {} : { fromVersion: incidentVersion }) })
      return c.json({ move }, 201)
    },
  )
  api.openapi(
    createRoute({
      method: 'post', path: `${base}/{id}/splits`, tags, summary: 'Some of its statements become an incident of their own',
      request: { params: idParam, ...body(z.object({ version: z.number().int(), statements: z.array(z.string()).min(1).max(1_000), title: title.optional() })) },
      responses: { 201: answer(z.object({ incident: z.string(), move: z.string() }), 'The new incident'), ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'incident.edit')
      const { version, statements, title } = c.req.valid('json')
      const from = idOf(c.req.valid('param').id, noIncident)
      return c.json(await splitIncident(house, campaign.id, actor, { from, version, statements: statements.filter(isUuid), ...(title ? { title } : {}) }), 201)
    },
  )
  api.openapi(
    createRoute({
      method: 'delete', path: `/api/campaigns/{slug}/incident-moves/{id}`, tags, summary: 'Take a join or a split back',
      request: { params: idParam }, responses: { 200: answer(z.object({ incident: z.string() }), 'The incident that stands again'), ...problems(404, 409) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'incident.edit')
      return c.json({ incident: await undoMove(house, campaign.id, actor, c.req.valid('param').id) }, 200)
    },
  )
}
