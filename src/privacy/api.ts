import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Api } from '#core/index.ts'
import { campaignById } from '#campaign/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { previewConsent } from './consent-preview.ts'
import { looksIn, lookKinds } from './looks.ts'
import { requestsIn } from './request.ts'

const tags = ['privacy']
const at = '/api/campaigns/{slug}'
const count = z.number().int()
const look = z.object({ id: z.string(), at: z.iso.datetime(), person: z.object({ id: z.string(), name: z.string() }).nullable(), kind: z.enum(lookKinds), whose: z.string().nullable(), channel: z.string().nullable(), reason: z.string().nullable(), posts: count.nullable() }).openapi('Look')
const request = z.object({ id: z.string(), kind: z.string(), statements: z.array(z.string()), language: z.string(), state: z.string(), outcome: z.string().nullable(), createdAt: z.iso.datetime(), dueAt: z.iso.datetime(), closedAt: z.iso.datetime().nullable(), closedBy: z.string().nullable(), reachable: z.boolean() }).openapi('PrivacyRequest')
const table = z.record(z.string(), z.object({ quote: z.boolean(), name: z.boolean(), passOn: z.boolean(), write: z.boolean() }).partial().strict())
const difference = z.record(z.string(), z.array(z.string()))

/** What a coordinator reads of people's rights. What people do for themselves, they do on their own page: no program stands in for them. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: `${at}/looks`, tags, summary: 'Who looked at private data, of whom and why', request: { params: slugParam, query: z.object({ person: z.string().optional(), kind: z.string().optional(), after: z.string().optional() }) },
      responses: { 200: answer(z.object({ looks: z.array(look) }), 'The latest first, 100 at most; `after` is the id of the last.'), ...problems(404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'audit.read')
      const { person, kind, after } = c.req.valid('query')
      return c.json({ looks: await looksIn(house.db, campaign.id, { personId: person, kind, after: isUuid(after) ? after : undefined }) } as never, 200)
    },
  )
  api.openapi(
    createRoute({ method: 'get', path: `${at}/privacy-requests`, tags, summary: 'What people ask about their own data: when it is due, never who', request: { params: slugParam, query: z.object({ state: z.enum(['open', 'closed']).default('open') }) }, responses: { 200: answer(z.object({ requests: z.array(request) }), 'Due first.'), ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'privacy.manage')
      return c.json({ requests: await requestsIn(house.db, campaign.id, c.req.valid('query').state) } as never, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'post', path: `${at}/consent-previews`, tags, summary: 'What another table of consent would change; changes nothing', request: { params: slugParam, ...body(z.object({ consent: table })) },
      responses: { 200: answer(z.object({ looser: difference, stricter: difference, beyond: difference, posts: z.record(z.string(), z.object({ more: count, fewer: count })), incidents: count, questions: count }), '`beyond`: what only an owner may allow, with a reason.'), ...problems(404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'campaign.manage')
      return c.json((await previewConsent(house, (await campaignById(house.db, campaign.id))!, c.req.valid('json').consent)) as never, 200)
    },
  )
}
