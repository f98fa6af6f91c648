import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, refuse, type Api } from '#core/index.ts'
import { campaignById } from '#campaign/index.ts'
import { noStatement } from '#desk/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { addHelper, changeHelper, helperKinds, helpersOf } from './helper.ts'
import { passable } from './letter.ts'
import { moveReferral } from './move.ts'
import { listReferrals, previewLetter, referralById, referralStates, stepsOf } from './read.ts'

const tags = ['referrals']
const moment = z.string()
const helperShape = {
  name: z.string().max(200), kind: z.enum(helperKinds), languages: z.array(z.string().max(35)).max(20), region: z.string().max(200), email: z.string().max(320).nullable(), phone: z.string().max(50).nullable(), note: z.string().max(1_000),
}
const helper = z.object({ id: z.string(), ...helperShape, version: z.number().int(), retired: z.boolean() }).openapi('Helper')
const referral = z.object({
  id: z.string(), ref: z.string(), statementId: z.string().nullable(), helper: z.object({ id: z.string(), name: z.string(), phone: z.string().nullable(), email: z.string().nullable() }),
  by: z.object({ id: z.string(), name: z.string() }), passes: z.array(z.enum(passable)), way: z.enum(['email', 'phone']),
  consent: z.object({ how: z.string(), at: moment, words: z.string().nullable() }), state: z.enum(referralStates),
  fate: z.enum(['queued', 'sending', 'sent', 'refused', 'unconfirmed']).nullable(), offeredAt: moment.nullable(), dueAt: moment, outcome: z.string().nullable(), tellStop: z.boolean(), version: z.number().int(), createdAt: moment,
}).openapi('Referral')
const one = slugParam.extend({ id: z.string() })
const at = '/api/campaigns/{slug}'

function idOf(text: string): string {
  if (!isUuid(text)) throw refuse('not-found', 404, 'There is no such thing here.')
  return text
}

/** Helpers and the cases handed to them. To refer is a decision of the desk: `{"decision":"refer", ...}`. */
export function api(api: Api): void {
  api.openapi(createRoute({
    method: 'get', path: `${at}/helpers`, tags, summary: 'Lawyers, helplines, clinics to whom a case may be handed', request: { params: slugParam },
    responses: { 200: answer(z.object({ helpers: z.array(helper) }), 'The directory'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'referral.work')
    return c.json({ helpers: await helpersOf(house.db, campaign.id) }, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: `${at}/helpers`, tags, summary: 'Add one',
    request: { params: slugParam, ...body(z.object({ ...helperShape, languages: helperShape.languages.default([]), region: helperShape.region.default(''), email: helperShape.email.default(null), phone: helperShape.phone.default(null), note: helperShape.note.default('') })) },
    responses: { 201: answer(z.object({ helper }), 'Added'), ...problems(404, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'helper.manage')
    return c.json({ helper: await addHelper(house, campaign.id, actor, c.req.valid('json')) }, 201)
  })

  api.openapi(createRoute({
    method: 'patch', path: `${at}/helpers/{id}`, tags, summary: 'Change one; `retired`: no new cases go there', request: { params: one, ...body(z.object({ ...helperShape, retired: z.boolean() }).partial().extend({ version: z.number().int() })) },
    responses: { 200: answer(z.object({ helper }), 'As it is now'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'helper.manage')
    return c.json({ helper: await changeHelper(house, campaign.id, actor, idOf(c.req.valid('param').id), c.req.valid('json')) }, 200)
  })

  api.openapi(createRoute({
    method: 'get', path: `${at}/referrals`, tags, summary: 'Cases that were handed to helpers, the first due first',
    description: 'To refer is a decision: `{"version", "decision": "refer", "helper", "post", "passes": ["words", "place", "contact"], "way": "email" | "phone", "consent": {"how", "at", "words"}, "days"}`. Without `consent` it is refused (`consent-missing`).',
    request: { params: slugParam, query: z.object({ state: z.enum(referralStates).optional() }) },
    responses: { 200: answer(z.object({ referrals: z.array(referral) }), 'Cases'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'referral.work')
    const { state } = c.req.valid('query')
    return c.json({ referrals: await listReferrals(house.db, campaign.id, state ? [state] : referralStates) } as any, 200)
  })

  api.openapi(createRoute({
    method: 'get', path: `${at}/referrals/{id}`, tags, summary: 'One case with its steps', request: { params: one },
    responses: { 200: answer(z.object({ referral, steps: z.array(z.object({ kind: z.string(), by: z.string().nullable(), at: moment })) }), 'The case'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'referral.work')
    const id = idOf(c.req.valid('param').id)
    const found = await referralById(house.db, campaign.id, id)
    if (!found) throw refuse('not-found', 404, 'There is no such case.')
    return c.json({ referral: found, steps: (await stepsOf(house.db, campaign.id, [id])).get(id) ?? [] } as any, 200)
  })

  api.openapi(createRoute({
    method: 'patch', path: `${at}/referrals/{id}`, tags, summary: 'Note what the helper answered',
    description: 'ready -> offered (handed over by phone) -> accepted -> in-hand -> closed, which needs an `outcome`; `dueAt`: by when the next step is expected.',
    request: { params: one, ...body(z.object({ version: z.number().int(), state: z.enum(referralStates).optional(), outcome: z.string().max(2_000).optional(), dueAt: z.iso.datetime().optional() })) },
    responses: { 200: answer(z.object({ referral }), 'As it is now'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'referral.work')
    const { dueAt, ...move } = c.req.valid('json')
    return c.json({ referral: await moveReferral(house, campaign, actor, idOf(c.req.valid('param').id), { ...move, ...(dueAt ? { dueAt: new Date(dueAt) } : {}) }) } as any, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: `${at}/statements/{id}/referral-letters`, tags, summary: 'The letter as it would go to a helper, before it does', description: 'Nothing is sent or kept. An address that would be passed on is not shown.',
    request: { params: one, ...body(z.object({ helper: z.string(), post: z.string(), passes: z.array(z.enum(passable)), days: z.number().int().min(1).max(90).default(7) })) },
    responses: { 200: answer(z.object({ subject: z.string(), text: z.string(), language: z.string() }), 'The letter'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'referral.work')
    const { id } = c.req.valid('param')
    const wish = c.req.valid('json')
    if (![id, wish.post, wish.helper].every(isUuid)) throw noStatement()
    return c.json(await previewLetter(house, (await campaignById(house.db, campaign.id))!, id, wish), 200)
  })
}
