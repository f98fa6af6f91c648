import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { answer, body, problems, slugParam } from '#person/index.ts'
import { endSearch, savedSearches, saveSearch } from './saved.ts'

const tags = ['desk']
const path = '/api/campaigns/{slug}/searches'
const asking = z.object({ q: z.string().max(500), state: z.string().max(20), language: z.string().max(35), channel: z.string().max(20), about: z.string().max(200) }).partial().strict()
  .openapi({ description: 'The query keys of the list of statements; `about`: key of an issue area, chosen or suggested.' })
const saved = z
  .object({ id: z.string(), name: z.string(), by: z.string(), mine: z.boolean(), shared: z.boolean(), asking, count: z.number().int().nullable().openapi({ description: 'At most 10,000; null: what it asks for is not there any more.' }) })
  .openapi('SavedSearch')

/** /api/campaigns/{slug}/searches: searches that one comes back to, with what they find. */
export function savedApi(api: Api): void {
  api.openapi(
    createRoute({ method: 'get', path, tags, summary: 'Your saved searches and the shared ones, each with what it finds now', request: { params: slugParam }, responses: { 200: answer(z.object({ searches: z.array(saved) }), 'By name.'), ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      return c.json({ searches: await savedSearches(house, actor, campaign) } as any, 200)
    },
  )
  const wish = z.object({ name: z.string().max(300), shared: z.boolean().optional(), asking }).strict()
  api.openapi(
    createRoute({ method: 'post', path, tags, summary: 'Keep a search', request: { params: slugParam, ...body(wish) }, responses: { 201: answer(z.object({ id: z.string() }), 'Kept.'), ...problems(400, 404, 409, 422) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      return c.json({ id: await saveSearch(house, actor, campaign, c.req.valid('json')) }, 201)
    },
  )
  api.openapi(
    createRoute({ method: 'delete', path: `${path}/{id}`, tags, summary: 'End a saved search', request: { params: slugParam.extend({ id: z.string() }) }, responses: { 204: { description: 'Ended' }, ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      await endSearch(house, actor, campaign, c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
}
