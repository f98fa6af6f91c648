import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, refuse, type Api } from '#core/index.ts'
import { entered, idOf, json, needed, refusals, slug, whole } from './api.ts'
import { joinWith, takeOut, undoRefolding } from './refold.ts'
import { wholeStatement } from './whole.ts'
import { wordingsOf } from './wordings.ts'

const tags = ['desk']
const thing = slug.extend({ id: z.string() })
const why = z.object({ kind: z.enum(['first', 'cut', 'near', 'between', 'kin', 'person']), likeness: z.number().optional(), name: z.string().optional() })
const wording = z
  .object({ id: z.string(), text: z.string(), posts: z.number().int(), reposts: z.number().int(), language: z.string().nullable(), same: z.boolean(), why })
  .openapi('Wording')
const mostPosts = 1_000

/** The wordings of a statement and why they are together; what people take out of it and join to it. */
export function refoldApi(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/statements/{id}/wordings', tags, summary: 'Its wordings, the most used first, and why they are together',
      description: '`why`: said `first`; a `cut` copy; `near`: this much alike; `between`: alike to another wording here; `kin`: brought together by copies between them; joined by a `person`.',
      request: { params: thing, query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }) },
      responses: { 200: { description: 'Wordings', ...json(z.object({ wordings: z.array(wording), total: z.number().int() })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign } = entered(c.var, 'statement.read')
      const { id } = await wholeStatement(house, campaign.id, c.req.valid('param').id)
      return c.json((await wordingsOf(house.db, campaign.id, id, c.req.valid('query').limit)) as any, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/statements/{id}/parts', tags, summary: 'Take posts out: they are a statement of their own',
      description: 'By whoever holds it, or a coordinator. `wording`: any post that says it; all that say the same go. A text goes along when nobody is left who says it. Later copies go to whichever of the two is nearer; the two are not joined again by themselves.',
      request: {
        params: thing,
        body: needed(z.object({ version: z.number().int(), wording: z.string().optional(), posts: z.array(z.string()).min(1).max(mostPosts).optional() })),
      },
      responses: { 201: { description: 'What was taken out, and what it was taken from', ...json(z.object({ id: z.string(), part: whole, statement: whole })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'statement.work')
      const { version, wording, posts } = c.req.valid('json')
      const ids = posts ?? (wording === undefined ? [] : [wording])
      if ((posts === undefined) === (wording === undefined) || !ids.every(isUuid)) throw refuse('invalid', 400, 'Say either `wording` or `posts`, by the ids of posts.')
      const done = await takeOut(house, campaign, actor, idOf(c.req.valid('param').id), version, posts ? { posts } : { wording: wording! })
      const [part, statement] = await Promise.all([done.otherId, done.statementId].map((id) => wholeStatement(house, campaign.id, id)))
      return c.json({ id: done.refoldId, part, statement } as any, 201)
    },
  )

  api.openapi(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/statements/{id}/joins', tags, summary: 'Join another statement that says the same',
      description: 'By whoever holds it, or a coordinator; nobody else may hold the other. This one goes on with what both have; where only the other is decided, that one goes on, decided as it is, and the claim ends.',
      request: { params: thing, body: needed(z.object({ version: z.number().int(), with: z.string() })) },
      responses: { 201: { description: 'The statement that goes on', ...json(z.object({ id: z.string(), statement: whole })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'statement.work')
      const body = c.req.valid('json')
      const done = await joinWith(house, campaign, actor, idOf(c.req.valid('param').id), body.version, idOf(body.with))
      return c.json({ id: done.refoldId, statement: await wholeStatement(house, campaign.id, done.statementId) } as any, 201)
    },
  )

  for (const [noun, summary] of [['parts', 'Put back what was taken out'], ['joins', 'Take apart what was joined']] as const) {
    api.openapi(
      createRoute({
        method: 'delete', path: `/api/campaigns/{slug}/statements/{id}/${noun}/{refold}`, tags, summary,
        description: 'Within ten seconds by who did it; later by whoever holds the statement; by a coordinator at any time. `undo-later-first` when more was taken out or joined since.',
        request: { params: thing.extend({ refold: z.string() }) },
        responses: { 200: { description: 'Every post is where it was', ...json(z.object({ statement: whole })) }, ...refusals },
      }),
      async (c) => {
        const { house, campaign, actor } = entered(c.var, 'statement.work')
        const { id, refold } = c.req.valid('param')
        const done = await undoRefolding(house, campaign, actor, idOf(id), idOf(refold))
        return c.json({ statement: await wholeStatement(house, campaign.id, done.statementId) } as any, 200)
      },
    )
  }
}
