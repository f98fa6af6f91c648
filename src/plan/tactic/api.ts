import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { at, idIn, maybe, oneParam, tags, text, version, wall, who } from '../shapes.ts'
import { missing } from '../text.ts'
import { kindNames, lanes, tacticStates, verdicts } from './kinds.ts'
import { tacticById, tacticsOf } from './read.ts'
import { addTactic, changeTactic, takeLead } from './tactic.ts'
import { addTask, changeTask, dropTask, tasksOf } from './task.ts'
import { judge } from './verdict.ts'

const fields = {
  kind: z.enum(kindNames), title: text(200), lane: z.enum(lanes).optional(), why: text(2_000).optional(), leaderId: maybe(text(60)), partnerId: maybe(z.string()), momentId: maybe(z.string()), targetIds: z.array(z.string()).max(100).optional(),
  startsWall: maybe(wall), endsWall: maybe(wall), zone: text(64).optional(), resources: text(2_000).optional(), cost: maybe(z.number().int()), side: maybe(text(80)),
}
const tactic = z.object({
  id: z.string(), kind: z.enum(kindNames), lane: z.enum(lanes), title: z.string(), why: z.string(), leader: who.nullable(), partnerId: z.string().nullable(), momentId: z.string().nullable(), targetIds: z.array(z.string()), startsWall: z.string().nullable(),
  endsWall: z.string().nullable(), zone: z.string(), startsAt: z.string().nullable(), endsAt: z.string().nullable(), resources: z.string(), cost: z.number().int().nullable(), side: z.string().nullable(), state: z.enum(tacticStates),
  verdict: z.enum(verdicts).nullable(), because: z.string().nullable(), judgedBy: z.string().nullable(), judgedAt: z.string().nullable(), template: z.string().nullable(), version,
}).openapi('Tactic')
const task = z.object({ id: z.string(), tacticId: z.string(), title: z.string(), dueOn: z.string().nullable(), person: who.nullable(), doneAt: z.string().nullable(), version }).openapi('Task')
const day = z.string().max(10)

export function tacticApi(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: `${at}/tactics`, tags, summary: 'What is done, online and offline', request: { params: slugParam }, responses: { 200: answer(z.object({ tactics: z.array(tactic) }), 'The first to begin first.'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.read')
    return c.json({ tactics: await tacticsOf(house.db, campaign.id) } as never, 200)
  })

  api.openapi(createRoute({ method: 'post', path: `${at}/tactics`, tags, summary: 'Plan one', request: { params: slugParam, ...body(z.object(fields).strict()) }, responses: { 201: answer(z.object({ tactic }), 'Planned.'), ...problems(404, 422) } }), async (c) =>
    c.json({ tactic: await addTactic(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json')) } as never, 201))

  api.openapi(createRoute({ method: 'get', path: `${at}/tactics/{id}`, tags, summary: 'One with what is to be done for it', request: { params: oneParam }, responses: { 200: answer(z.object({ tactic, tasks: z.array(task) }), 'The tactic.'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.read')
    const id = idIn(c.req.valid('param'), 'tactic')
    const found = await tacticById(house.db, campaign.id, id)
    if (!found) throw missing('tactic')
    return c.json({ tactic: found, tasks: await tasksOf(house.db, campaign.id, id) } as never, 200)
  })

  api.openapi(createRoute({
    method: 'patch', path: `${at}/tactics/{id}`, tags, summary: 'Change one', description: 'For whoever leads it, and coordinators.', request: { params: oneParam, ...body(z.object({ ...fields, state: z.enum(tacticStates) }).partial().extend({ version }).strict()) },
    responses: { 200: answer(z.object({ tactic }), 'As it is now.'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    return c.json({ tactic: await changeTactic(house, actor, campaign, idIn(c.req.valid('param'), 'tactic'), c.req.valid('json')) } as never, 200)
  })

  api.openapi(createRoute({ method: 'put', path: `${at}/tactics/{id}/leader`, tags, summary: 'Lead what nobody leads', description: '409 `led-by-other` names who was faster.', request: { params: oneParam }, responses: { 200: answer(z.object({ tactic }), 'You lead it.'), ...problems(404, 409) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    return c.json({ tactic: await takeLead(house, actor, campaign, idIn(c.req.valid('param'), 'tactic')) } as never, 200)
  })

  api.openapi(createRoute({
    method: 'put', path: `${at}/tactics/{id}/verdict`, tags, summary: 'Judge it, with a reason', description: 'No figure ever does. `unclear`: it cannot be judged. null takes the verdict back.',
    request: { params: oneParam, ...body(z.object({ version, verdict: z.enum(verdicts).nullable(), because: text(1_000).optional() })) }, responses: { 200: answer(z.object({ tactic }), 'As it is now.'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    return c.json({ tactic: await judge(house, actor, campaign, idIn(c.req.valid('param'), 'tactic'), c.req.valid('json')) } as never, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: `${at}/tactics/{id}/tasks`, tags, summary: 'Note what has to be done', request: { params: oneParam, ...body(z.object({ title: text(300), dueOn: maybe(day) })) }, responses: { 201: answer(z.object({ task }), 'Noted.'), ...problems(404, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    return c.json({ task: await addTask(house, actor, campaign, idIn(c.req.valid('param'), 'tactic'), c.req.valid('json')) } as never, 201)
  })

  api.openapi(createRoute({
    method: 'patch', path: `${at}/tasks/{id}`, tags, summary: 'Take it on, or say that it is done', request: { params: oneParam, ...body(z.object({ version, title: text(300).optional(), dueOn: maybe(day), mine: z.boolean().optional(), done: z.boolean().optional() }).strict()) },
    responses: { 200: answer(z.object({ task }), 'As it is now.'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    return c.json({ task: await changeTask(house, actor, campaign, idIn(c.req.valid('param'), 'task'), c.req.valid('json')) } as never, 200)
  })

  api.openapi(createRoute({ method: 'delete', path: `${at}/tasks/{id}`, tags, summary: 'Take it out', request: { params: oneParam }, responses: { 204: { description: 'Gone.' }, ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    await dropTask(house, actor, campaign, idIn(c.req.valid('param'), 'task'))
    return c.body(null, 204)
  })
}
