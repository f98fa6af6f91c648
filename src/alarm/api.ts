import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, refuse, type Api } from '#core/index.ts'
import { noStatement } from '#desk/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { addDuty, dutyRoster, endDuty } from './duty.ts'
import { raiseAlarm } from './raise.ts'
import { countAlarms, historyOf, listAlarms, oneAlarm } from './read.ts'
import { alarmReach } from './reach.ts'
import { alarmRuleOf, setAlarmRule } from './rule.ts'
import { closeAlarm, giveBackAlarm, takeAlarm } from './take.ts'

const tags = ['alarms']
const moment = z.string()
const alarm = z.object({
  id: z.string(), statementId: z.string().nullable(), text: z.string().nullable(), language: z.string().nullable(), place: z.string().nullable(),
  raisedBy: z.string().nullable().openapi({ description: 'Null: the rule by words.' }), raisedAt: moment, state: z.enum(['open', 'taken', 'closed']),
  level: z.number().int().openapi({ description: '-1 nobody told yet, 0 those on duty, 1 they again, 2 coordinators, 3 and more owners.' }), nextAt: moment,
  taker: z.object({ id: z.string(), name: z.string(), at: moment }).nullable(), closedAt: moment.nullable(), closedAs: z.enum(['done', 'withdrawn', 'joined']).nullable(), outcome: z.string().nullable(),
}).openapi('Alarm')
const event = z.object({ kind: z.enum(['raised', 'told', 'taken', 'back', 'closed']), by: z.string().nullable(), level: z.number().int().nullable(), people: z.number().int().nullable(), at: moment })
const duty = z.object({ id: z.string(), personId: z.string(), name: z.string(), from: moment, until: moment }).openapi('Duty')
const reached = z.object({ people: z.number().int(), reached: z.number().int() })
const minutes = z.number().int().min(1).max(1_440)
const rule = z.object({ byWords: z.boolean(), words: z.record(z.string().max(35), z.array(z.string().max(100)).max(300)), again: minutes, coordinators: minutes, owners: minutes }).openapi('AlarmRule')
const one = slugParam.extend({ id: z.string() })
const done = { description: 'Done' }

function idOf(text: string): string {
  if (!isUuid(text)) throw refuse('not-found', 404, 'There is no such thing here.')
  return text
}

/** Alarms, who takes them, who is on duty, and the rule by which they are raised and climb. */
export function api(api: Api): void {
  const at = '/api/campaigns/{slug}'

  api.openapi(createRoute({
    method: 'get', path: `${at}/alarms`, tags, summary: 'Alarms of one state; open unless asked otherwise',
    request: { params: slugParam, query: z.object({ state: z.enum(['open', 'taken', 'closed']).default('open'), limit: z.coerce.number().int().min(1).max(100).default(100) }) },
    responses: { 200: answer(z.object({ alarms: z.array(alarm), count: z.number().int().openapi({ description: 'Of that state; counted to 1,000.' }) }), 'Alarms'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'statement.read')
    const { state, limit } = c.req.valid('query')
    const [alarms, count] = await Promise.all([listAlarms(house.db, campaign.id, state, limit), countAlarms(house.db, campaign.id, state)])
    return c.json({ alarms, count } as any, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: `${at}/alarms`, tags, summary: 'Raise an alarm for a statement',
    description: 'Where one is open already, that one is answered with.', request: { params: slugParam, ...body(z.object({ statement: z.string() })) },
    responses: { 201: answer(z.object({ alarm }), 'The alarm'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'alarm.raise')
    const { statement } = c.req.valid('json')
    if (!isUuid(statement)) throw noStatement()
    const { id } = await raiseAlarm(house, campaign, actor, statement)
    return c.json({ alarm: await oneAlarm(house.db, campaign.id, id) } as any, 201)
  })

  api.openapi(createRoute({
    method: 'get', path: `${at}/alarms/{id}`, tags, summary: 'One alarm with its history', request: { params: one },
    responses: { 200: answer(z.object({ alarm, history: z.array(event) }), 'The alarm'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'statement.read')
    const id = idOf(c.req.valid('param').id)
    const found = await oneAlarm(house.db, campaign.id, id)
    if (!found) throw refuse('not-found', 404, 'There is no such alarm.')
    return c.json({ alarm: found, history: (await historyOf(house.db, campaign.id, [id])).get(id) ?? [] } as any, 200)
  })

  api.openapi(createRoute({
    method: 'put', path: `${at}/alarms/{id}/taker`, tags, summary: 'Take it: it stops climbing', description: '409 `already-taken` with the name of who was faster.',
    request: { params: one }, responses: { 204: done, ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'alarm.take')
    await takeAlarm(house, campaign, actor, idOf(c.req.valid('param').id))
    return c.body(null, 204)
  })

  api.openapi(createRoute({
    method: 'delete', path: `${at}/alarms/{id}/taker`, tags, summary: 'Give it back: it climbs from the beginning', request: { params: one }, responses: { 204: done, ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'alarm.take')
    await giveBackAlarm(house, campaign, actor, idOf(c.req.valid('param').id))
    return c.body(null, 204)
  })

  api.openapi(createRoute({
    method: 'put', path: `${at}/alarms/{id}/outcome`, tags, summary: 'Close it with what came of it', request: { params: one, ...body(z.object({ outcome: z.string().max(2_000) })) }, responses: { 204: done, ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'alarm.take')
    await closeAlarm(house, campaign, actor, idOf(c.req.valid('param').id), c.req.valid('json').outcome)
    return c.body(null, 204)
  })

  api.openapi(createRoute({
    method: 'get', path: `${at}/duty`, tags, summary: 'Who is on duty now and later', request: { params: slugParam }, responses: { 200: answer(z.object({ duty: z.array(duty) }), 'The roster'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'statement.read')
    return c.json({ duty: await dutyRoster(house.db, campaign.id, house.clock.now()) } as any, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: `${at}/duty`, tags, summary: 'Go on duty from now on; as coordinator, put somebody on duty',
    request: { params: slugParam, ...body(z.object({ until: z.iso.datetime(), from: z.iso.datetime().optional(), person: z.string().optional() })) },
    responses: { 201: answer(z.object({ id: z.string() }), 'The window'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'alarm.take')
    const { until, from, person } = c.req.valid('json')
    const id = await addDuty(house, campaign, actor, { until: new Date(until), ...(from ? { from: new Date(from) } : {}), ...(person ? { personId: person } : {}) })
    return c.json({ id }, 201)
  })

  api.openapi(createRoute({
    method: 'delete', path: `${at}/duty/{id}`, tags, summary: 'End it now', request: { params: one }, responses: { 204: done, ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'alarm.take')
    await endDuty(house, campaign, actor, idOf(c.req.valid('param').id))
    return c.body(null, 204)
  })

  api.openapi(createRoute({
    method: 'get', path: `${at}/alarm-reach`, tags, summary: 'By which channel an alarm that is raised now would reach whom', request: { params: slugParam },
    responses: { 200: answer(z.object({ channels: z.array(z.object({ channel: z.string(), isSetUp: z.boolean(), duty: reached, coordinators: reached, owners: reached })) }), '`screen` and what the operator can set up'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'statement.read')
    return c.json({ channels: await alarmReach(house, campaign) }, 200)
  })

  api.openapi(createRoute({
    method: 'get', path: `${at}/alarm-rule`, tags, summary: 'Which words raise an alarm, and when it climbs', request: { params: slugParam }, responses: { 200: answer(rule, 'The rule'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'statement.read')
    return c.json(await alarmRuleOf(house.db, campaign.id), 200)
  })

  api.openapi(createRoute({
    method: 'put', path: `${at}/alarm-rule`, tags, summary: 'Change it', request: { params: slugParam, ...body(rule) }, responses: { 200: answer(rule, 'As it is now'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'alarm.manage')
    await setAlarmRule(house, campaign.id, actor, c.req.valid('json'))
    return c.json(await alarmRuleOf(house.db, campaign.id), 200)
  })
}
