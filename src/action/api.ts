import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { actionById, actionKinds, actionsOf, actionStates, changeAction, makeAction, noAction } from './action.ts'
import { handoversOf } from './handover.ts'
import { signedOf } from './sign.ts'
import { writtenOf } from './turn.ts'

const tags = ['actions']
const base = '/api/campaigns/{slug}/actions'
const one = slugParam.extend({ id: z.string() })
const words = z.record(z.string().max(40), z.object({ title: z.string().max(1_000), lead: z.string().max(20_000), subject: z.string().max(2_000).optional(), thanks: z.string().max(2_000).optional() }))
const shape = {
  key: z.string().max(100), tacticId: z.uuid().nullable(), targetId: z.uuid().nullable(), words: words.openapi({ description: 'By language.' }), writeTo: z.string().max(320).nullable(), bankId: z.uuid().nullable(),
  perHour: z.number().int().openapi({ description: 'A target gets at most so many an hour.' }), goal: z.number().int().nullable(),
}
const action = z.object({ id: z.string(), kind: z.enum(actionKinds), ...shape, state: z.enum(actionStates), outcome: z.record(z.string(), z.string()), version: z.number().int() }).openapi('Action')

/** What the public can do: petitions, letters and posts to a target. */
export function api(api: Api): void {
  api.openapi(createRoute({
    method: 'get', path: base, tags, summary: 'Petitions, letters and posts', request: { params: slugParam }, responses: { 200: answer(z.object({ actions: z.array(action) }), 'Newest first'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'campaign.read')
    return c.json({ actions: await actionsOf(house.db, campaign.id) }, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: base, tags, summary: 'Make one; it is a draft until it is opened',
    request: { params: slugParam, ...body(z.object({ ...shape, kind: z.enum(actionKinds) }).partial({ tacticId: true, targetId: true, writeTo: true, bankId: true, perHour: true, goal: true })) },
    responses: { 201: answer(z.object({ action }), 'Made'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    return c.json({ action: await makeAction(house, actor, campaign, given(c.req.valid('json'))) }, 201)
  })

  api.openapi(createRoute({
    method: 'get', path: `${base}/{id}`, tags, summary: 'One with its figures', request: { params: one },
    responses: {
      200: answer(z.object({
        action,
        signatures: z.object({ confirmed: z.number().int(), asked: z.number().int().openapi({ description: 'Waiting for their address to be confirmed; they do not count.' }) }),
        letters: z.object({ turns: z.number().int(), tapped: z.number().int(), lastHour: z.number().int() }),
        handovers: z.array(z.object({ id: z.string(), signatures: z.number().int(), named: z.number().int(), sha256: z.string(), madeBy: z.string(), madeAt: z.iso.datetime() })),
      }), 'The action'), ...problems(404),
    },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'campaign.read')
    const { id } = c.req.valid('param')
    if (!isUuid(id)) throw noAction()
    const found = await actionById(house.db, campaign.id, id)
    const [{ confirmed, asked }, letters, handovers] = await Promise.all([signedOf(house.db, campaign.id, id), writtenOf(house.db, campaign.id, id, house.clock.now()), handoversOf(house.db, campaign.id, id)])
    return c.json({ action: found, signatures: { confirmed, asked }, letters, handovers: handovers.map((each) => ({ ...each, madeAt: each.madeAt.toISOString() })) }, 200)
  })

  api.openapi(createRoute({
    method: 'patch', path: `${base}/{id}`, tags, summary: 'Change one, open it, close it, say that it was won',
    request: { params: one, ...body(z.object(shape).partial().extend({ state: z.enum(actionStates).optional(), outcome: z.record(z.string().max(40), z.string().max(20_000)).optional(), version: z.number().int() })) },
    responses: { 200: answer(z.object({ action }), 'As it is now'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    return c.json({ action: await changeAction(house, actor, campaign, c.req.valid('param').id, given(c.req.valid('json'))) }, 200)
  })
}

/** What was left out stays out: `undefined` is not "nothing". */
function given<Wish extends object>(wish: Wish): { [Key in keyof Wish]: Exclude<Wish[Key], undefined> } {
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as never
}
