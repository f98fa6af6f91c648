import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, refuse, type Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { looksOfAll, uncover } from './look.ts'
import { markGraphic } from './mark.ts'
import { changeGraphicSettings, graphicSettings, shiftHours } from './settings.ts'

const tags = ['graphic content']
const settings = z.object({ words: z.array(z.string().max(100)).max(500), most: z.number().int().min(1).max(1_000).openapi({ description: `Uncoverings in ${shiftHours} hours, after which the next ones go to others.` }) })
const idParam = slugParam.extend({ id: z.string() })

/** What is covered until asked for, and what people have had to look at. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/graphic', tags, summary: 'The word list, the limit, and how much everybody has uncovered, by name', request: { params: slugParam },
      responses: { 200: answer(settings.extend({ people: z.array(z.object({ id: z.string(), name: z.string(), shift: z.number().int(), week: z.number().int() })) }), 'Settings and counts'), ...problems(404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'graphic.manage')
      return c.json({ ...(await graphicSettings(house.db, campaign.id)), people: await looksOfAll(house.db, campaign, house.clock.now()) }, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'patch', path: '/api/campaigns/{slug}/graphic', tags, summary: 'Change the word list or the limit', request: { params: slugParam, ...body(settings.partial()) },
      responses: { 200: answer(settings, 'The settings'), ...problems(400, 404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'graphic.manage')
      return c.json(await changeGraphicSettings(house, campaign.id, c.req.valid('json')), 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'put', path: '/api/campaigns/{slug}/statements/{id}/graphic', tags, summary: 'Say that a statement is graphic, or that it is not: the last word',
      request: { params: idParam, ...body(z.object({ graphic: z.boolean() })) }, responses: { 204: { description: 'Kept' }, ...problems(404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.work')
      await markGraphic(house, campaign.id, actor, idOf(c.req.valid('param').id), c.req.valid('json').graphic)
      return c.body(null, 204)
    },
  )
  api.openapi(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/statements/{id}/looks', tags, summary: 'Uncover a statement for yourself; each time is counted', request: { params: idParam },
      responses: { 204: { description: 'Counted' }, ...problems(404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.work')
      await uncover(house, campaign.id, actor, idOf(c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
}

function idOf(id: string): string {
  if (!isUuid(id)) throw refuse('not-found', 404, 'There is no such statement.')
  return id
}
