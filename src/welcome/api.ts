import { createRoute, z } from '@hono/zod-openapi'
import { campaignById } from '#campaign/index.ts'
import type { Api } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { firstDayOf, firstLines } from './first-day.ts'

const slug = z.object({ slug: z.string() })
const list = z.object({ away: z.boolean(), lines: z.array(z.object({ key: z.enum(firstLines), done: z.boolean() })) }).openapi('FirstDay')

/** What a new campaign still lacks. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/first-day', tags: ['welcome'], summary: 'What makes a new campaign ready, and which of it is so',
      request: { params: slug },
      responses: {
        200: { description: 'Read off the campaign as it is now', content: { 'application/json': { schema: list } } },
        401: { description: 'Sign in first.' }, 403: { description: 'Coordinators only.' }, 404: { description: 'No such campaign for you.' },
      },
    }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'campaign.manage')
      return c.json(await firstDayOf(house, actor, (await campaignById(house.db, campaign.id))!), 200)
    },
  )
}
