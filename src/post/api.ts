import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, refuse, type Api } from '#core/index.ts'
import { allow, body, problems, slugParam } from '#person/index.ts'
import { changePhoto } from './photo-shown.ts'

/** Photos that came with posts, as far as a program may work on them. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'patch', path: '/api/campaigns/{slug}/photos/{post}', tags: ['photos'], summary: 'Describe a photo, cover it, or choose to show it in public',
      request: { params: slugParam.extend({ post: z.string() }), ...body(z.object({
        alt: z.string().max(500).optional(), language: z.string().max(35).optional(), graphic: z.boolean().optional(),
        shown: z.boolean().optional().openapi({ description: 'Refused where its sender did not allow it, or nobody has described it.' }),
      })) },
      responses: { 204: { description: 'Changed' }, ...problems(404, 422) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.work')
      const { post } = c.req.valid('param')
      if (!isUuid(post)) throw refuse('not-found', 404, 'There is no such photo.')
      await changePhoto(house, campaign.id, actor, post, c.req.valid('json'))
      return c.body(null, 204)
    },
  )
}
