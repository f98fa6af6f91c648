import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { rehearsalsOf } from './rehearsal.ts'

const slug = z.object({ slug: z.string() })
const rehearsal = z.object({
  id: z.string(), source: z.enum(['example', 'day']), day: z.string().nullable(), speed: z.number().int(), state: z.enum(['preparing', 'playing', 'paused', 'over', 'ending', 'wiped']),
  posts: z.number().int(), played: z.number().int(), begunAt: z.string(), endedAt: z.string().nullable(),
  report: z.any().openapi({ description: 'Figures and names of those who work here; nobody’s words. Null until it is ended.' }),
}).openapi('Rehearsal')

/** What rehearsals showed; they are begun and ended by people, on the screen. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/rehearsals', tags: ['rehearsal'], summary: 'Days played into a copy of the campaign, the last first, with their reports',
      request: { params: slug },
      responses: {
        200: { description: 'Up to twenty', content: { 'application/json': { schema: z.object({ rehearsals: z.array(rehearsal) }) } } },
        401: { description: 'Sign in first.' }, 403: { description: 'Coordinators only.' }, 404: { description: 'No such campaign for you.' },
      },
    }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'rehearsal.run')
      const rehearsals = (await rehearsalsOf(house.db, campaign.id)).map(({ id, source, day, speed, state, posts, played, begunAt, endedAt, report }) => ({ id, source, day, speed, state, posts, played, begunAt: begunAt.toISOString(), endedAt: endedAt?.toISOString() ?? null, report }))
      return c.json({ rehearsals }, 200)
    },
  )
}
