import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, refuse, type Api } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { noStatement } from '../lease.ts'
import { seeTold } from '../second/told.ts'
import { longestAnnouncement, putAway } from './announce.ts'
import { noticesFor } from './notices.ts'
import { announceToAll, drain, pauseDesk, putBackForAll, reassign, resumeDesk, takeDownAnnouncement, undoSteering, type Steering } from './steer.ts'

const tags = ['room']
const slug = z.object({ slug: z.string() })
const json = <T extends z.ZodType>(schema: T) => ({ content: { 'application/json': { schema } } })
const needed = <T extends z.ZodType>(schema: T) => ({ required: true, ...json(schema) })
const refusals = { 401: { description: 'Sign in first.' }, 403: { description: 'Coordinators only.' }, 404: { description: 'No such campaign, person or statement for you.' }, 409: { description: 'Not now; the code says why.' } }
const steering = z.object({ steering: z.string(), moved: z.number().int() }).openapi('Steering')
const shown = ({ id, moved }: Steering) => ({ steering: id, moved })

/** What a coordinator does to the work of all, and what everybody at work is told. */
export function steerApi(api: Api): void {
  api.openapi(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/reassignments', tags, summary: 'Give a statement to somebody, whoever has it; without a person: back to where it waits',
      request: { params: slug, body: needed(z.object({ statement: z.string(), person: z.string().max(100).nullable() })) },
      responses: { 201: { description: 'Done; can be taken back for ten seconds', ...json(steering) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'desk.steer')
      const { statement, person } = c.req.valid('json')
      if (!isUuid(statement)) throw noStatement()
      return c.json(shown(await (person === null ? putBackForAll(house, actor, campaign, statement) : reassign(house, actor, campaign, statement, person))), 201)
    },
  )

  api.openapi(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/drains', tags, summary: 'Take all that somebody holds: to another person, or back',
      request: { params: slug, body: needed(z.object({ person: z.string().max(100), to: z.string().max(100).optional() })) },
      responses: { 201: { description: 'Done; can be taken back for ten seconds', ...json(steering) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      const { person, to } = c.req.valid('json')
      return c.json(shown(await drain(house, actor, campaign, person, to)), 201)
    },
  )

  api.openapi(
    createRoute({
      method: 'delete', path: '/api/campaigns/{slug}/steerings/{id}', tags, summary: 'Take back what you steered, within ten seconds',
      request: { params: slug.extend({ id: z.string() }) },
      responses: { 200: { description: 'How many statements are where they were', ...json(z.object({ moved: z.number().int() })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'desk.steer')
      return c.json(await undoSteering(house, actor, campaign, idOf(c.req.valid('param').id)), 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'put', path: '/api/campaigns/{slug}/pause', tags, summary: 'Pause the desk: nobody gets anything new',
      request: { params: slug, body: needed(z.object({ reason: z.string().max(1_000) })) },
      responses: { 200: { description: 'Paused; can be taken back for ten seconds', ...json(steering) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      return c.json(shown(await pauseDesk(house, actor, campaign, c.req.valid('json').reason)), 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'delete', path: '/api/campaigns/{slug}/pause', tags, summary: 'Go on',
      request: { params: slug },
      responses: { 204: { description: 'No pause runs' }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      await resumeDesk(house, actor, campaign)
      return c.body(null, 204)
    },
  )

  api.openapi(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/announcements', tags, summary: 'A note to everybody at work',
      request: { params: slug, body: needed(z.object({ text: z.string().max(longestAnnouncement * 2) })) },
      responses: { 201: { description: 'Shown; can be taken back for ten seconds', ...json(steering) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      return c.json(shown(await announceToAll(house, actor, campaign, c.req.valid('json').text)), 201)
    },
  )

  api.openapi(
    createRoute({
      method: 'delete', path: '/api/campaigns/{slug}/announcements/{id}', tags, summary: 'Take a note down for everybody',
      request: { params: slug.extend({ id: z.string() }) },
      responses: { 204: { description: 'Gone' }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'desk.steer')
      await takeDownAnnouncement(house, actor, campaign, idOf(c.req.valid('param').id))
      return c.body(null, 204)
    },
  )

  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/notices', tags, summary: 'What you are told: notes, a pause, what became of your work',
      request: { params: slug },
      responses: { 200: { description: 'Not put away yet', ...json(z.object({ pause: z.any().nullable(), announcements: z.array(z.any()), told: z.array(z.any()) })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'campaign.read')
      return c.json((await noticesFor(house.db, campaign.id, actor.person.id)) as any, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'delete', path: '/api/campaigns/{slug}/notices/{id}', tags, summary: 'Put away what you were told, for yourself',
      request: { params: slug.extend({ id: z.string() }) },
      responses: { 204: { description: 'Put away' }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'campaign.read')
      const ids = [idOf(c.req.valid('param').id)]
      const at = house.clock.now()
      await house.db.transact(async (t) => {
        await seeTold(t, campaign.id, actor.person.id, ids, at)
        await putAway(t, campaign.id, actor.person.id, ids, at)
      })
      return c.body(null, 204)
    },
  )
}

function idOf(text: string): string {
  if (!isUuid(text)) throw refuse('not-found', 404, 'There is no such thing.')
  return text
}
