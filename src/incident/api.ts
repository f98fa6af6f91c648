import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Api } from '#core/index.ts'
import { areaCalled } from '#desk/index.ts'
import { allow } from '#person/index.ts'
import { editIncident, listIncidents, noIncident, verifications } from './incident.ts'

const precision = z.enum(['exact', '1km', 'district', 'hidden'])
const incident = z
  .object({
    id: z.string(), number: z.number().int(), title: z.string().nullable(), language: z.string().nullable(), issueArea: z.string().nullable(),
    place: z.object({ name: z.string().nullable(), lat: z.number().nullable(), lon: z.number().nullable(), precision: z.string() }),
    verification: z.enum(verifications), statements: z.number().int(), posts: z.number().int(), version: z.number().int(),
  })
  .openapi('Incident')

/** Incidents as the desk sees them, with true places; the public list is /{slug}/map.geojson. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/incidents', tags: ['incidents'], summary: 'Incidents, the most reported first',
      request: { params: z.object({ slug: z.string() }), query: z.object({ issueArea: z.string().max(200).optional(), q: z.string().max(200).optional() }) },
      responses: { 200: { description: 'Incidents', content: { 'application/json': { schema: z.object({ incidents: z.array(incident) }) } } } },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      const { issueArea, q } = c.req.valid('query')
      const issueAreaId = issueArea ? (await areaCalled(house.db, campaign.id, issueArea)).id : undefined
      return c.json({ incidents: await listIncidents(house.db, campaign.id, { issueAreaId, words: q }) } as any, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'patch', path: '/api/campaigns/{slug}/incidents/{id}', tags: ['incidents'], summary: 'Word, place or verify an incident',
      request: {
        params: z.object({ slug: z.string(), id: z.string() }),
        body: { required: true, content: { 'application/json': { schema: z.object({
          version: z.number().int(), title: z.string().trim().min(3).max(200).optional(), verification: z.enum(verifications).optional(),
          place: z.object({ name: z.string().max(300), lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180), precision }).optional(),
        }) } } },
      },
      responses: { 200: { description: 'The incident', content: { 'application/json': { schema: z.object({ incident }) } } }, 409: { description: '`stale-version`' } },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'incident.edit')
      const { id } = c.req.valid('param')
      if (!isUuid(id)) throw noIncident()
      return c.json({ incident: await editIncident(house, campaign.id, actor, id, c.req.valid('json')) } as any, 200)
    },
  )
}
