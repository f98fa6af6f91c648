import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { setAutomatic } from './automatic.ts'
import { automaticFrom, learnedOf } from './learn.ts'

const tags = ['desk']
const path = '/api/campaigns/{slug}/learned-areas'
const learned = z
  .object({
    examples: z.number().int().openapi({ description: 'Decisions of people that it was learned from; 0: not enough yet.' }),
    judged: z.number().int().openapi({ description: 'Decisions that were guessed without having been learned from.' }),
    correct: z.number().int(), trainedAt: z.string().nullable(),
    automatic: z.number().nullable().openapi({ description: 'From this confidence on an area is set without a person.' }),
  })
  .openapi('LearnedAreas')

/** /api/campaigns/{slug}/learned-areas: what the campaign's decisions teach about issue areas, and how far it is trusted. */
export function learnedApi(api: Api): void {
  api.openapi(
    createRoute({ method: 'get', path, tags, summary: 'How well issue areas can be guessed from the decisions so far', request: { params: slugParam }, responses: { 200: answer(learned, 'As it was last learned.'), ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      const [found, automatic] = await Promise.all([learnedOf(house.db, campaign.id), automaticFrom(house.db, campaign.id)])
      return c.json({ examples: found?.examples ?? 0, judged: found?.judged ?? 0, correct: found?.correct ?? 0, trainedAt: found?.trainedAt.toISOString() ?? null, automatic: automatic ?? null }, 200)
    },
  )
  const wish = z.object({ automatic: z.number().min(0).max(1).nullable() }).strict()
  api.openapi(
    createRoute({ method: 'put', path, tags, summary: 'Say from which confidence on an area is set without a person; null: never, and what was set so and still waits is open again', request: { params: slugParam, ...body(wish) }, responses: { 200: answer(z.object({ opened: z.number().int() }), 'Kept.'), ...problems(404, 422) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      return c.json({ opened: await setAutomatic(house, actor, campaign, c.req.valid('json').automatic) }, 200)
    },
  )
}
