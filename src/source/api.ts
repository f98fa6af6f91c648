import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Api } from '#core/index.ts'
import { noStatement } from '#desk/index.ts'
import { allow } from '#person/index.ts'
import { hands } from '#post/index.ts'
import { judge } from './judge.ts'
import { linkToFirst, unlink } from './link.ts'
import { handsOf, linksOf } from './read.ts'

const tags = ['first and second hand']
const json = <T extends z.ZodType>(schema: T) => ({ content: { 'application/json': { schema } } })
const refusals = { 401: { description: 'Sign in first.' }, 403: { description: 'Not for this role or scope.' }, 404: { description: 'No such campaign or statement for you.' }, 409: { description: '`not-held`, `held-by-other`, `stale-version` or `circle`' } }
const linked = z.object({ id: z.string(), text: z.string(), language: z.string().nullable(), posts: z.number().int() })
const whole = z.object({
  people: z.object({ people: z.number().int(), lived: z.number().int(), saw: z.number().int(), heard: z.number().int(), unsaid: z.number().int() }),
  first: linked.nullable(), seconds: z.array(linked),
}).openapi('Source')
const at = z.object({ slug: z.string(), id: z.string() })

function idOf(text: string): string {
  if (!isUuid(text)) throw noStatement()
  return text
}

/** How those who say a statement know it, the desk's judgement of it, and the first-hand report of a second-hand one. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/statements/{id}/source', tags, summary: 'Who of how many knows it at first hand, and what it is linked to',
      request: { params: at }, responses: { 200: { description: 'People, not posts', ...json(whole) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      const id = idOf(c.req.valid('param').id)
      const [people, links] = await Promise.all([handsOf(house.db, campaign.id, id), linksOf(house.db, campaign.id, id)])
      return c.json({ people, ...links }, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'put', path: '/api/campaigns/{slug}/statements/{id}/source', tags, summary: 'Link a second-hand statement to the first-hand one',
      description: 'For whoever holds one of the two. The source of a source is taken, so that links never form a chain.',
      request: { params: at, body: { required: true, ...json(z.object({ first: z.string() })) } }, responses: { 204: { description: 'Linked' }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.work')
      await linkToFirst(house, campaign.id, actor, idOf(c.req.valid('param').id), idOf(c.req.valid('json').first))
      return c.body(null, 204)
    },
  )

  api.openapi(
    createRoute({
      method: 'delete', path: '/api/campaigns/{slug}/statements/{id}/source', tags, summary: 'Take that link away',
      request: { params: at }, responses: { 204: { description: 'Not linked any more' }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.work')
      await unlink(house, campaign.id, actor, idOf(c.req.valid('param').id))
      return c.body(null, 204)
    },
  )

  api.openapi(
    createRoute({
      method: 'put', path: '/api/campaigns/{slug}/statements/{id}/posts/{post}/judgement', tags, summary: 'Judge, under a claim, how the author of a post knows',
      description: 'Their own word stays. Hearsay by their word or by the judgement carries nobody’s consent; a judgement never gives one.',
      request: { params: at.extend({ post: z.string() }), body: { required: true, ...json(z.object({ version: z.number().int(), hand: z.enum(hands).nullable() })) } },
      responses: { 200: { description: 'The next version of the statement', ...json(z.object({ version: z.number().int() })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.work')
      const { id, post } = c.req.valid('param')
      const { version, hand } = c.req.valid('json')
      return c.json({ version: await judge(house, campaign.id, actor, idOf(id), idOf(post), version, hand) }, 200)
    },
  )
}
