import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Api } from '#core/index.ts'
import { allow, answer, problems, slugParam } from '#person/index.ts'
import { mentionsOf, readMention } from './mention.ts'

const mention = z.object({ note: z.string(), statementId: z.string().nullable(), incidentId: z.string().nullable(), text: z.string(), by: z.string(), at: z.iso.datetime(), readAt: z.iso.datetime().nullable() }).openapi('Mention')

/** The notes that name you. */
export function mentionApi(api: Api): void {
  api.openapi(
    createRoute({ method: 'get', path: '/api/campaigns/{slug}/mentions', tags: ['desk'], summary: 'The notes that name you, the unread ones first', request: { params: slugParam }, responses: { 200: answer(z.object({ mentions: z.array(mention) }), 'Mentions'), ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      return c.json({ mentions: await mentionsOf(house.db, campaign.id, actor.person.id) } as any, 200)
    },
  )
  api.openapi(
    createRoute({ method: 'delete', path: '/api/campaigns/{slug}/mentions/{note}', tags: ['desk'], summary: 'You have read it', request: { params: slugParam.extend({ note: z.string() }) }, responses: { 204: { description: 'Read' }, ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      const { note } = c.req.valid('param')
      if (isUuid(note)) await readMention(house, campaign.id, actor.person.id, note)
      return c.body(null, 204)
    },
  )
}
