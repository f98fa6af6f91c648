import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { discardsOf } from './discards.ts'
import { roomOf } from './figures.ts'
import { fewest } from './kappa.ts'
import { qualityOf } from './quality.ts'

const tags = ['room']
const slug = z.object({ slug: z.string() })
const json = <T extends z.ZodType>(schema: T) => ({ content: { 'application/json': { schema } } })
const refusals = { 401: { description: 'Sign in first.' }, 403: { description: 'Coordinators only.' }, 404: { description: 'No such campaign for you.' } }
const share = z.object({ key: z.string(), waiting: z.number().int(), oldest: z.string().nullable() })
const flowing = share.extend({ decidedHour: z.number().int().openapi({ description: 'Decisions of the last sixty minutes.' }) })
const since = z.object({ since: z.iso.datetime().optional() })
const days = (count: number) => count * 24 * 3_600_000

const room = z
  .object({
    at: z.string(), waiting: z.number().int(), oldest: z.string().nullable(), held: z.number().int(), review: z.number().int(), asked: z.number().int(), atWork: z.number().int(),
    people: z.array(z.object({
      id: z.string(), name: z.string(), languages: z.array(z.string()), holds: z.array(z.any()), away: z.boolean(), atWork: z.boolean(), seenAt: z.string().nullable(),
      decided: z.array(z.number().int()).openapi({ description: 'Decisions of each ten minutes of the last four hours.' }), decidedToday: z.number().int(),
    })),
    areas: z.array(flowing), languages: z.array(flowing.extend({ readers: z.number().int(), readersAtWork: z.number().int() })), channels: z.array(share),
    readEvery: z.object({ people: z.number().int(), atWork: z.number().int() }).openapi({ description: 'People of whom no languages are set: they get every one.' }),
    groups: z.array(flowing.extend({ name: z.string(), members: z.number().int(), atWork: z.number().int() })).openapi({ description: '`key` is the id; decisions are those of its members.' }),
    pace: z.object({ slots: z.array(z.string()), arrived: z.array(z.number().int()), decided: z.array(z.number().int()), waited: z.array(z.number().nullable()), arrivedHour: z.number().int(), decidedHour: z.number().int() }),
    unsettled: z.number().int(), pause: z.any().nullable(),
  })
  .openapi('Room')

const kappa = z.object({ n: z.number().int(), observed: z.number(), expected: z.number(), kappa: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }).openapi('Kappa')

/** Figures for coordinators. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/room', tags, summary: 'Who has what, how fast it goes, what waits where',
      request: { params: slug },
      responses: { 200: { description: 'As of `at`', ...json(room) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'room.read')
      const { announcements: _, dayBegan: __, oldestReview: ___, pause, ...figures } = await roomOf(house, campaign)
      return c.json({ ...figures, pause: pause ?? null } as any, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/agreement', tags, summary: `Cohen's kappa of double decisions, with n and a 95 % interval; under ${fewest} it says too little`,
      request: { params: slug, query: since },
      responses: { 200: { description: 'Together, by decision, by issue area, by two people', ...json(z.object({ fewest: z.number().int(), deeds: kappa, byDeed: z.array(z.any()), areas: kappa, byArea: z.array(z.any()), pairs: z.array(z.any()) })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'room.read')
      const from = c.req.valid('query').since
      return c.json({ fewest, ...(await qualityOf(house.db, campaign.id, from ? new Date(from) : new Date(house.clock.now().getTime() - days(30)))) } as any, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/discards', tags, summary: 'Discards by day, reason, person and issue area',
      request: { params: slug, query: since.extend({ until: z.iso.datetime().optional() }) },
      responses: { 200: { description: 'Counts', ...json(z.object({ discards: z.array(z.any()) })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'room.read')
      const asked = c.req.valid('query')
      const rows = await discardsOf(house.db, campaign.id, { since: asked.since ? new Date(asked.since) : undefined, until: asked.until ? new Date(asked.until) : undefined })
      return c.json({ discards: rows } as any, 200)
    },
  )
}
