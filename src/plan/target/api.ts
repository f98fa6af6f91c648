import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { lookReason, lookReasons } from '#post/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { at, dateIn, idIn, maybe, moment, oneParam, tags, text, version, who } from '../shapes.ts'
import { missing } from '../text.ts'
import { readTargetContact } from './door.ts'
import { addResponse, dropResponse, evidenceKinds, responsesOf } from './response.ts'
import { addStance, stances, stancesOf } from './stance.ts'
import { addTarget, changeTarget, targetById, targetsOf } from './target.ts'

const contact = z.object({ email: text(254), phone: text(50), note: text(500) }).partial()
const fields = {
  kind: z.enum(['institution', 'person']), institutionId: maybe(z.string()), name: maybe(text(200)), office: text(200).optional(),
  handles: z.array(z.object({ network: text(40), handle: text(200) })).max(20).optional(), asked: text(2_000).optional(), side: maybe(text(80)), contact: maybe(contact),
}
const target = z.object({
  id: z.string(), kind: z.enum(['institution', 'person']), institution: z.object({ id: z.string(), key: z.string(), names: z.record(z.string(), z.string()) }).nullable(), name: z.string().nullable(), office: z.string(),
  handles: z.array(z.object({ network: z.string(), handle: z.string() })), asked: z.string(), side: z.string().nullable(), stance: z.enum(stances).nullable(), responses: z.number().int(), lastResponseAt: z.string().nullable(),
  reachable: z.boolean(), retired: z.boolean(), version,
}).openapi('Target')
const response = z.object({
  id: z.string(), targetId: z.string(), tacticId: z.string().nullable(), said: z.string(), evidence: z.enum(evidenceKinds), postId: z.string().nullable(), link: z.string().nullable(), note: z.string().nullable(), at: z.string(), by: who, withdrawn: z.boolean(),
}).openapi('TargetResponse')
const stance = z.object({ id: z.string(), targetId: z.string(), stance: z.enum(stances), because: z.string(), responseId: z.string().nullable(), at: z.string(), by: z.string() }).openapi('Stance')

export function targetApi(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: `${at}/targets`, tags, summary: 'Whom tactics are to move', request: { params: slugParam }, responses: { 200: answer(z.object({ targets: z.array(target) }), 'Institutions, each followed by the people in it.'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.read')
    return c.json({ targets: await targetsOf(house.db, campaign.id) } as never, 200)
  })

  api.openapi(createRoute({ method: 'post', path: `${at}/targets`, tags, summary: 'Add one: an institution of the campaign, or somebody who holds an office', request: { params: slugParam, ...body(z.object(fields).strict()) }, responses: { 201: answer(z.object({ target }), 'Added.'), ...problems(404, 409, 422) } }), async (c) =>
    c.json({ target: await addTarget(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json')) } as never, 201))

  api.openapi(createRoute({ method: 'get', path: `${at}/targets/{id}`, tags, summary: 'One with what they said and where they stood', request: { params: oneParam }, responses: { 200: answer(z.object({ target, responses: z.array(response), stances: z.array(stance) }), 'Newest first.'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.read')
    const id = idIn(c.req.valid('param'), 'target')
    const found = await targetById(house.db, campaign.id, id)
    if (!found) throw missing('target')
    return c.json({ target: found, responses: await responsesOf(house.db, campaign.id, id), stances: await stancesOf(house.db, campaign.id, id) } as never, 200)
  })

  api.openapi(createRoute({
    method: 'patch', path: `${at}/targets/{id}`, tags, summary: 'Change one; `retired`: nothing more is asked of them', request: { params: oneParam, ...body(z.object({ ...fields, retired: z.boolean() }).partial().extend({ version }).strict()) },
    responses: { 200: answer(z.object({ target }), 'As it is now.'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.edit')
    return c.json({ target: await changeTarget(house, actor, campaign, idIn(c.req.valid('param'), 'target'), c.req.valid('json')) } as never, 200)
  })

  api.openapi(createRoute({ method: 'get', path: `${at}/targets/{id}/contact`, tags, summary: 'How to reach them; each look is written down with its reason', request: { params: oneParam, query: z.object({ reason: z.string().max(200).optional().openapi({ description: 'Needed: answer, verify, danger, help, or words of your own.' }) }) }, responses: { 200: answer(contact, 'As far as it is known.'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'contact.read')
    const { reason } = c.req.valid('query')
    return c.json(await readTargetContact(house, actor, campaign, idIn(c.req.valid('param'), 'target'), lookReason(reason, lookReasons.some((one) => one === reason) ? '' : reason)), 200)
  })

  api.openapi(createRoute({
    method: 'post', path: `${at}/targets/{id}/responses`, tags, summary: 'Note what they did, and where it can be seen', description: '`stance`: where they stand since, if that changed by it.',
    request: { params: oneParam, ...body(z.object({ said: text(2_000), evidence: z.enum(evidenceKinds), postId: z.string().optional(), link: text(2_000).optional(), note: text(1_000).optional(), at: moment.optional(), tacticId: maybe(z.string()), stance: z.enum(stances).optional() }).strict()) },
    responses: { 201: answer(z.object({ response }), 'Kept.'), ...problems(404, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    const wish = c.req.valid('json')
    return c.json({ response: await addResponse(house, actor, campaign, idIn(c.req.valid('param'), 'target'), { ...wish, at: dateIn(wish.at) ?? undefined }) } as never, 201)
  })

  api.openapi(createRoute({ method: 'delete', path: `${at}/responses/{id}`, tags, summary: 'Take one out again', description: 'For whoever wrote it down, and coordinators. What was known by it goes with it.', request: { params: oneParam }, responses: { 204: { description: 'Gone.' }, ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    await dropResponse(house, actor, campaign, idIn(c.req.valid('param'), 'response'))
    return c.body(null, 204)
  })

  api.openapi(createRoute({
    method: 'post', path: `${at}/targets/{id}/stances`, tags, summary: 'Note where they stand, and by what one knows', request: { params: oneParam, ...body(z.object({ stance: z.enum(stances), because: text(1_000), responseId: maybe(z.string()), at: moment.optional() }).strict()) },
    responses: { 201: answer(z.object({ stances: z.array(stance) }), 'All of them, newest first.'), ...problems(404, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    const id = idIn(c.req.valid('param'), 'target')
    const wish = c.req.valid('json')
    await addStance(house, actor, campaign, id, { ...wish, at: dateIn(wish.at) ?? undefined })
    return c.json({ stances: await stancesOf(house.db, campaign.id, id) } as never, 201)
  })
}
