import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { at, maybe, tags, text, version } from '../shapes.ts'
import { bringSaid } from './bring.ts'
import { adoptHashtag, hashtagsOf, lookAtHashtag, setHashtags } from './hashtag.ts'

const finding = z.object({ code: z.string(), level: z.enum(['wrong', 'warn', 'note']), values: z.record(z.string(), z.union([z.string(), z.number()])) })
const hashtag = z.object({
  tag: z.string(), language: z.string().nullable(), adoptedAt: z.string().nullable(), findings: z.array(finding),
  said: z.object({ statements: z.number().int(), posts: z.number().int(), first: z.string().nullable(), last: z.string().nullable() }),
}).openapi('Hashtag')
const wish = z.object({ tag: text(101), language: maybe(text(35)) })

export function hashtagApi(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: `${at}/hashtags`, tags, summary: 'The campaign’s hashtags, how they read, and what was said under them', request: { params: slugParam }, responses: { 200: answer(z.object({ hashtags: z.array(hashtag) }), 'In their order.'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.read')
    return c.json({ hashtags: await hashtagsOf(house.db, campaign.id) } as never, 200)
  })

  api.openapi(createRoute({
    method: 'put', path: `${at}/hashtags`, tags, summary: 'Set them, in their order', description: '`version` is the one of the plan.',
    request: { params: slugParam, ...body(z.object({ version, hashtags: z.array(wish).max(50) })) }, responses: { 200: answer(z.object({ hashtags: z.array(hashtag) }), 'As they are now.'), ...problems(404, 409, 422) },
  }), async (c) => c.json({ hashtags: await setHashtags(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json')) } as never, 200))

  api.openapi(createRoute({
    method: 'post', path: `${at}/hashtag-checks`, tags, summary: 'Look one through before it is used', description: 'Clashes with other campaigns of the house; length, word borders, unlucky readings, mixed scripts, accents. Changes nothing.',
    request: { params: slugParam, ...body(z.object({ tag: text(200) })) }, responses: { 200: answer(z.object({ findings: z.array(finding) }), 'The worst first; empty: nothing was found.'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.read')
    return c.json({ findings: await lookAtHashtag(house.db, campaign.id, c.req.valid('json').tag) }, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: `${at}/adoptions`, tags, summary: 'Take up a hashtag that is running already', description: 'What it said so far is brought in by an import.',
    request: { params: slugParam, ...body(wish) }, responses: { 201: answer(z.object({ findings: z.array(finding) }), 'It is one of the campaign’s now.'), ...problems(404, 422) },
  }), async (c) => c.json({ findings: await adoptHashtag(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json')) }, 201))

  api.openapi(createRoute({
    method: 'post', path: `${at}/hashtag-imports`, tags, summary: 'Bring in what was said so far under a hashtag', description: 'As far as the server of an own account on Mastodon knows it: at most a thousand of the newest public posts, as an import. Again it doubles nothing. Answered when it is in.',
    request: { params: slugParam, ...body(z.object({ tag: text(101), account: z.string().max(64) })) },
    responses: { 201: answer(z.object({ import: z.object({ id: z.string(), name: z.string(), state: z.string(), accepted: z.number().int(), known: z.number().int(), rejected: z.number().int() }) }), 'It is in.'), ...problems(404, 422, 502) },
  }), async (c) => {
    const { id, name, state, accepted, known, rejected } = await bringSaid(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json'))
    return c.json({ import: { id, name, state, accepted, known, rejected } }, 201)
  })
}
