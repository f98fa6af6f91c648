import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Api } from '#core/index.ts'
import { noStatement, oneStatement } from '#desk/index.ts'
import { allow, answer, problems, slugParam } from '#person/index.ts'
import { noQuestion, questionById } from '../question.ts'
import { alikeLearned } from './learn.ts'
import { refuseAlike, suggestAgain } from './say.ts'
import { questionsAlike, statementsAlike } from './suggest.ts'

const tags = ['questions']
const mayAsk = z.object({ id: z.string(), text: z.string(), language: z.string().nullable(), posts: z.number().int() })
const learned = z.object({ statements: z.number().int(), questions: z.number().int(), judged: z.number().int(), found: z.number().int().openapi({ description: 'Of those judged unseen, as many had their question among the first five.' }), trainedAt: z.string() })

/** What may ask a question in other words: suggested, and only ever joined by a person. */
export function alikeApi(api: Api): void {
  const ofQuestion = slugParam.extend({ id: z.string() })
  api.openapi(
    createRoute({ method: 'get', path: '/api/campaigns/{slug}/questions/{id}/suggestions', tags, summary: 'Statements that wait and may ask it in other words', request: { params: ofQuestion, query: z.object({ limit: z.coerce.number().int().min(1).max(50).optional() }) }, responses: { 200: answer(z.object({ statements: z.array(mayAsk), learned: learned.nullable() }), 'The likeliest first; nothing before enough was joined.'), ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      const { id } = c.req.valid('param')
      if (!isUuid(id) || !(await questionById(house.db, campaign.id, id))) throw noQuestion()
      const [statements, known] = await Promise.all([statementsAlike(house.db, campaign.id, id, c.req.valid('query').limit), alikeLearned(house.db, campaign.id)])
      return c.json({ statements, learned: known ? { ...known, trainedAt: known.trainedAt.toISOString() } : null }, 200)
    },
  )

  api.openapi(
    createRoute({ method: 'get', path: '/api/campaigns/{slug}/statements/{id}/suggestions', tags, summary: 'Questions that it may ask in other words', request: { params: ofQuestion }, responses: { 200: answer(z.object({ questions: z.array(z.object({ id: z.string(), number: z.number().int(), wording: z.string().nullable() })) }), 'The likeliest first.'), ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      const { id } = c.req.valid('param')
      const row = isUuid(id) ? await oneStatement(house.db, campaign.id, id) : undefined
      if (!row) throw noStatement()
      const questions = await questionsAlike(house.db, campaign.id, id, row.text)
      return c.json({ questions: questions.map(({ id, number, wording }) => ({ id, number, wording })) }, 200)
    },
  )

  const path = '/api/campaigns/{slug}/questions/{id}/refusals/{statement}'
  const pair = ofQuestion.extend({ statement: z.string() })
  api.openapi(
    createRoute({ method: 'put', path, tags, summary: 'It asks something else: it is not suggested again', request: { params: pair }, responses: { 204: { description: 'Remembered.' }, ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'question.edit')
      const { id, statement } = idsOf(c.req.valid('param'))
      await refuseAlike(house, campaign.id, actor, id, statement)
      return c.body(null, 204)
    },
  )
  api.openapi(
    createRoute({ method: 'delete', path, tags, summary: 'It may be suggested again', request: { params: pair }, responses: { 204: { description: 'As before.' }, ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'question.edit')
      const { id, statement } = idsOf(c.req.valid('param'))
      await suggestAgain(house, campaign.id, id, statement)
      return c.body(null, 204)
    },
  )
}

function idsOf({ id, statement }: { id: string; statement: string }): { id: string; statement: string } {
  if (!isUuid(id)) throw noQuestion()
  if (!isUuid(statement)) throw noStatement()
  return { id, statement }
}
