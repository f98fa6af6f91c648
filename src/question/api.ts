import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Api } from '#core/index.ts'
import { areaCalled } from '#desk/index.ts'
import { allow } from '#person/index.ts'
import { editQuestion, listQuestions, noQuestion } from './question.ts'

const question = z
  .object({
    id: z.string(), number: z.number().int(), wording: z.string().nullable(), language: z.string().nullable(), issueArea: z.string().nullable(),
    statements: z.number().int(), posts: z.number().int(), version: z.number().int(),
  })
  .openapi('Question')

/** Questions as the desk sees them; the public list is /{slug}/questions.json. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/questions', tags: ['questions'], summary: 'Questions, the most asked first',
      request: { params: z.object({ slug: z.string() }), query: z.object({ issueArea: z.string().max(200).optional(), q: z.string().max(200).optional() }) },
      responses: { 200: { description: 'Questions', content: { 'application/json': { schema: z.object({ questions: z.array(question) }) } } } },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      const { issueArea, q } = c.req.valid('query')
      const issueAreaId = issueArea ? (await areaCalled(house.db, campaign.id, issueArea)).id : undefined
      return c.json({ questions: await listQuestions(house.db, campaign.id, { issueAreaId, words: q }) }, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'patch', path: '/api/campaigns/{slug}/questions/{id}', tags: ['questions'], summary: 'Word a question, or move it to another issue area',
      request: {
        params: z.object({ slug: z.string(), id: z.string() }),
        body: { required: true, content: { 'application/json': { schema: z.object({ version: z.number().int(), wording: z.string().trim().min(3).max(500).optional(), language: z.string().max(35).optional(), issueArea: z.string().max(200).optional() }) } } },
      },
      responses: { 200: { description: 'The question', content: { 'application/json': { schema: z.object({ question }) } } }, 409: { description: '`stale-version`' } },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'question.edit')
      const { id } = c.req.valid('param')
      if (!isUuid(id)) throw noQuestion()
      const { issueArea, ...edit } = c.req.valid('json')
      const issueAreaId = issueArea ? (await areaCalled(house.db, campaign.id, issueArea)).id : undefined
      return c.json({ question: await editQuestion(house, campaign.id, actor, id, { ...edit, issueAreaId }) }, 200)
    },
  )
}
