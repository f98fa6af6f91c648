import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { addGroup, changeGroup, endGroup, groupRows } from './group.ts'

const tags = ['desk']
const change = z.object({ name: z.string().max(300).optional(), members: z.array(z.string().max(100)).max(1_000).optional() }).strict()
const group = z
  .object({ id: z.string(), name: z.string(), members: z.array(z.object({ id: z.string(), name: z.string() })), waiting: z.number().int(), oldest: z.string().nullable() })
  .openapi('Group')
const one = slugParam.extend({ id: z.string() })

/** Group inboxes. */
export function groupApi(api: Api): void {
  const path = '/api/campaigns/{slug}/groups'
  api.openapi(
    createRoute({ method: 'get', path, tags, summary: 'Groups, who is in them, and what waits for them', request: { params: slugParam }, responses: { 200: answer(z.object({ groups: z.array(group) }), 'By name.'), ...problems() } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      return c.json({ groups: await groupRows(house.db, campaign.id) } as any, 200)
    },
  )
  api.openapi(
    createRoute({ method: 'post', path, tags, summary: 'Make a group', request: { params: slugParam, ...body(change) }, responses: { 201: answer(z.object({ id: z.string() }), 'Made.'), ...problems(404, 409, 422) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      return c.json({ id: await addGroup(house, actor, campaign, c.req.valid('json')) }, 201)
    },
  )
  api.openapi(
    createRoute({ method: 'patch', path: `${path}/{id}`, tags, summary: 'Change its name or who is in it', request: { params: one, ...body(change) }, responses: { 204: { description: 'Changed' }, ...problems(404, 409, 422) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      await changeGroup(house, actor, campaign, c.req.valid('param').id, c.req.valid('json'))
      return c.body(null, 204)
    },
  )
  api.openapi(
    createRoute({ method: 'delete', path: `${path}/{id}`, tags, summary: 'End a group; what waited for it is for everybody', request: { params: one }, responses: { 204: { description: 'Ended' }, ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      await endGroup(house, actor, campaign, c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
}
