import { createRoute, z } from '@hono/zod-openapi'
import { defined, type Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { at, idIn, oneParam, tags, text, version } from '../shapes.ts'
import { addCase, casesOf, changeCase, stages } from './case.ts'
import { embargoOf } from './embargo.ts'

const fields = { title: text(200), court: text(200), number: text(100), stage: z.enum(stages), unsaid: z.array(text(500)).max(50), unsaidWords: z.array(text(100)).max(200), explanation: z.record(z.string().max(35), text(20_000)), public: z.boolean() }
const legalCase = z.object({ id: z.string(), key: z.string(), ...fields, version }).openapi('LegalCase')

export function caseApi(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: `${at}/legal-cases`, tags, summary: 'Cases before courts', request: { params: slugParam }, responses: { 200: answer(z.object({ cases: z.array(legalCase) }), 'Those that are pending first.'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.read')
    return c.json({ cases: await casesOf(house.db, campaign.id) }, 200)
  })

  api.openapi(createRoute({ method: 'post', path: `${at}/legal-cases`, tags, summary: 'Add one', description: 'Its dates are moments with its `caseId`.', request: { params: slugParam, ...body(z.object(fields).partial().required({ title: true }).strict()) }, responses: { 201: answer(z.object({ case: legalCase }), 'Added.'), ...problems(404, 409, 422) } }), async (c) =>
    c.json({ case: await addCase(c.var.house, c.var.actor, c.var.campaign, given(c.req.valid('json'))) }, 201))

  api.openapi(createRoute({ method: 'patch', path: `${at}/legal-cases/{id}`, tags, summary: 'Change one', request: { params: oneParam, ...body(z.object(fields).partial().extend({ version }).strict()) }, responses: { 200: answer(z.object({ case: legalCase }), 'As it is now.'), ...problems(404, 409, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.edit')
    return c.json({ case: await changeCase(house, actor, campaign, idIn(c.req.valid('param'), 'case'), given(c.req.valid('json'))) }, 200)
  })

  api.openapi(createRoute({
    method: 'get', path: `${at}/embargoes`, tags, summary: 'What may not be said while a case is pending', request: { params: slugParam },
    responses: { 200: answer(z.object({ embargoes: z.array(z.object({ caseId: z.string(), title: z.string(), unsaid: z.array(z.string()), words: z.array(z.string()) })) }), 'Empty where nothing is pending.'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.read')
    return c.json({ embargoes: await embargoOf(house.db, campaign) }, 200)
  })
}

/** Without what was left out: exact optional properties know no undefined. */
function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return defined(fields) as never
}
