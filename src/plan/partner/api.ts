import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { at, idIn, maybe, oneParam, tags, text, version, who } from '../shapes.ts'
import { addPartner, changePartner, partnersOf, sayWeek } from './partner.ts'

const list = z.array(text(100)).max(100)
const fields = { name: text(200), personId: maybe(text(60)), personName: text(200).optional(), topics: list.optional(), languages: list.optional(), countries: list.optional(), commitment: text(500).optional(), side: maybe(text(80)) }
const partner = z.object({
  id: z.string(), name: z.string(), person: who.nullable(), personName: z.string(), topics: list, languages: list, countries: list, commitment: z.string(), side: z.string().nullable(), retired: z.boolean(), version,
  done: z.boolean().nullable().openapi({ description: 'This week; null: nobody has said.' }), weeksDone: z.number().int(), weeksSaid: z.number().int(),
}).openapi('Partner')

export function partnerApi(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: `${at}/partners`, tags, summary: 'Organisations that take part', request: { params: slugParam }, responses: { 200: answer(z.object({ partners: z.array(partner) }), 'By name.'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.read')
    return c.json({ partners: await partnersOf(house.db, campaign.id, house.clock.now()) }, 200)
  })

  api.openapi(createRoute({ method: 'post', path: `${at}/partners`, tags, summary: 'Add one', request: { params: slugParam, ...body(z.object(fields).strict()) }, responses: { 201: answer(z.object({ partner }), 'Added.'), ...problems(404, 422) } }), async (c) =>
    c.json({ partner: await addPartner(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json')) }, 201))

  api.openapi(createRoute({
    method: 'patch', path: `${at}/partners/{id}`, tags, summary: 'Change one; `retired`: it takes part no more', request: { params: oneParam, ...body(z.object({ ...fields, retired: z.boolean() }).partial().extend({ version }).strict()) },
    responses: { 200: answer(z.object({ partner }), 'As it is now.'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.edit')
    return c.json({ partner: await changePartner(house, actor, campaign, idIn(c.req.valid('param'), 'partner'), c.req.valid('json')) }, 200)
  })

  api.openapi(createRoute({
    method: 'put', path: `${at}/partners/{id}/weeks/{week}`, tags, summary: 'Whether it did what it commits to', description: 'By the Monday of the week. Said by its point person or a coordinator.',
    request: { params: oneParam.extend({ week: z.string() }), ...body(z.object({ done: z.boolean() })) }, responses: { 204: { description: 'Kept.' }, ...problems(404, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    const { id, week } = c.req.valid('param')
    await sayWeek(house, actor, campaign, idIn({ id }, 'partner'), week, c.req.valid('json').done)
    return c.body(null, 204)
  })
}
