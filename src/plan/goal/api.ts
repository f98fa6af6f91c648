import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { at, idIn, maybe, oneParam, tags, text, version } from '../shapes.ts'
import { changePlan, planOf } from './goal.ts'
import { checkIn, dropCheckIn, dropOwnGoal, goings, ownGoal, setOwnGoal } from './own.ts'

const fields = { goal: text(500), changeSought: text(1_000), strategy: text(5_000), zone: text(64), sides: z.array(text(80)).max(12), currency: z.string().max(3) }
const plan = z.object({ ...fields, version }).openapi('Plan')
const own = z.object({ text: z.string(), byDay: z.string().nullable(), version, checkIns: z.array(z.object({ id: z.string(), going: z.enum(goings), note: z.string(), at: z.string() })) }).openapi('OwnGoal')

export function goalApi(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: `${at}/plan`, tags, summary: 'Goal, change sought, strategy', request: { params: slugParam }, responses: { 200: answer(plan, 'The plan; version 0: nothing is written yet.'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.read')
    return c.json(await planOf(house.db, campaign.id), 200)
  })

  api.openapi(createRoute({
    method: 'patch', path: `${at}/plan`, tags, summary: 'Change it', description: 'How many follow an account is no goal of a campaign: 422 `goal-followers`. `sides`: a campaign that must stay neutral names them, and the board keeps count.',
    request: { params: slugParam, ...body(z.object({ ...fields, version }).partial().required({ version: true }).strict()) }, responses: { 200: answer(plan, 'As it is now.'), ...problems(404, 409, 422) },
  }), async (c) => c.json(await changePlan(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json')), 200))

  api.openapi(createRoute({ method: 'get', path: `${at}/goals/me`, tags, summary: 'Your own goal and check-ins, which nobody else reads', request: { params: slugParam }, responses: { 200: answer(z.object({ goal: own.nullable() }), 'Yours.'), ...problems(404) } }), async (c) =>
    c.json({ goal: (await ownGoal(c.var.house, c.var.actor, c.var.campaign)) ?? null } as never, 200))

  api.openapi(createRoute({
    method: 'put', path: `${at}/goals/me`, tags, summary: 'Set it', request: { params: slugParam, ...body(z.object({ version, text: text(1_000), byDay: maybe(z.string().max(10)) })) },
    responses: { 200: answer(z.object({ goal: own }), 'Yours.'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    await setOwnGoal(house, actor, campaign, c.req.valid('json'))
    return c.json({ goal: (await ownGoal(house, actor, campaign))! } as never, 200)
  })

  api.openapi(createRoute({ method: 'delete', path: `${at}/goals/me`, tags, summary: 'Take goal and check-ins away for good', request: { params: slugParam }, responses: { 204: { description: 'Gone.' }, ...problems(404) } }), async (c) => {
    await dropOwnGoal(c.var.house, c.var.actor, c.var.campaign)
    return c.body(null, 204)
  })

  api.openapi(createRoute({
    method: 'post', path: `${at}/goals/me/check-ins`, tags, summary: 'Note for yourself how it goes', request: { params: slugParam, ...body(z.object({ going: z.enum(goings), note: text(1_000).optional() })) },
    responses: { 201: answer(z.object({ id: z.string() }), 'Kept.'), ...problems(404, 409) },
  }), async (c) => c.json({ id: await checkIn(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json')) }, 201))

  api.openapi(createRoute({ method: 'delete', path: `${at}/goals/me/check-ins/{id}`, tags, summary: 'Take one away', request: { params: oneParam }, responses: { 204: { description: 'Gone.' }, ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'goal.own')
    await dropCheckIn(house, actor, campaign, idIn(c.req.valid('param'), 'check-in'))
    return c.body(null, 204)
  })
}
