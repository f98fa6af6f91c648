import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { at, dateIn, idIn, maybe, moment as instant, oneParam, tags, text, version, wall } from '../shapes.ts'
import { addCalendarLink, calendarLinksOf, endCalendarLink } from './feed.ts'
import { addMoment, changeMoment, dropMoment, momentKinds, momentsOf, type Moment } from './moment.ts'
import { nextOccurrence } from './occurrence.ts'
import { callOf, pledge, sayCall, unpledge } from './pledge.ts'

const fields = {
  kind: z.enum(momentKinds), title: text(200), reason: text(1_000).optional(), wall, zone: text(64), allDay: z.boolean().optional(), minutes: maybe(z.number().int()), yearly: z.boolean().optional(), place: text(300).optional(),
  public: z.boolean().optional(), targetId: maybe(z.string()), caseId: maybe(z.string()), needed: maybe(z.number().int()), decideAt: maybe(instant),
}
const moment = z.object({
  id: z.string(), kind: z.enum(momentKinds), title: z.string(), reason: z.string(), wall: z.string(), zone: z.string(), startsAt: z.string(), allDay: z.boolean(), minutes: z.number().int().nullable(), yearly: z.boolean(), place: z.string(), public: z.boolean(),
  targetId: z.string().nullable(), caseId: z.string().nullable(), needed: z.number().int().nullable(), decideAt: z.string().nullable(), said: z.enum(['go', 'no-go']).nullable(), saidBecause: z.string().nullable(), saidBy: z.string().nullable(),
  pledged: z.number().int(), pledgers: z.number().int(), call: z.enum(['open', 'go', 'no-go']).nullable(), next: z.object({ at: z.string(), until: z.string() }), version,
}).openapi('Moment')

const shown = (one: Moment, now: Date) => {
  const next = nextOccurrence(one, now)
  return { ...one, call: callOf(one, now) ?? null, next: { at: next.at, until: next.until } } as any
}

export function momentApi(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: `${at}/moments`, tags, summary: 'Key dates', request: { params: slugParam }, responses: { 200: answer(z.object({ moments: z.array(moment) }), 'By their first date.'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.read')
    return c.json({ moments: (await momentsOf(house.db, campaign.id)).map((one) => shown(one, house.clock.now())) }, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: `${at}/moments`, tags, summary: 'Add one', description: '`wall` is what a clock shows in `zone` (IANA). A clock time that a change of the clocks leaves out lies as much later; one that comes twice is the first.',
    request: { params: slugParam, ...body(z.object(fields).strict()) }, responses: { 201: answer(z.object({ moment }), 'Added.'), ...problems(404, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    const wish = c.req.valid('json')
    return c.json({ moment: shown(await addMoment(house, actor, campaign, { ...wish, decideAt: dateIn(wish.decideAt) }), house.clock.now()) }, 201)
  })

  api.openapi(createRoute({
    method: 'patch', path: `${at}/moments/{id}`, tags, summary: 'Change one', request: { params: oneParam, ...body(z.object(fields).partial().extend({ version }).strict()) }, responses: { 200: answer(z.object({ moment }), 'As it is now.'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.edit')
    const change = c.req.valid('json')
    return c.json({ moment: shown(await changeMoment(house, actor, campaign, idIn(c.req.valid('param'), 'moment'), { ...change, decideAt: dateIn(change.decideAt) }), house.clock.now()) }, 200)
  })

  api.openapi(createRoute({ method: 'delete', path: `${at}/moments/{id}`, tags, summary: 'Take one out', request: { params: oneParam, query: z.object({ version: z.coerce.number().int() }) }, responses: { 204: { description: 'Gone.' }, ...problems(400, 404, 409) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.edit')
    await dropMoment(house, actor, campaign, idIn(c.req.valid('param'), 'moment'), c.req.valid('query').version)
    return c.body(null, 204)
  })

  api.openapi(createRoute({
    method: 'put', path: `${at}/moments/{id}/pledges/me`, tags, summary: 'Pledge to be there, with so many people in all', request: { params: oneParam, ...body(z.object({ people: z.number().int() })) }, responses: { 200: answer(z.object({ moment }), 'As it is now.'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    return c.json({ moment: shown(await pledge(house, actor, campaign, idIn(c.req.valid('param'), 'moment'), c.req.valid('json').people), house.clock.now()) }, 200)
  })

  api.openapi(createRoute({ method: 'delete', path: `${at}/moments/{id}/pledges/me`, tags, summary: 'Take the pledge back', request: { params: oneParam }, responses: { 204: { description: 'Taken back.' }, ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    await unpledge(house, actor, campaign, idIn(c.req.valid('param'), 'moment'))
    return c.body(null, 204)
  })

  api.openapi(createRoute({
    method: 'put', path: `${at}/moments/{id}/call`, tags, summary: 'Say go or no-go, whatever the pledges say; null goes by them again', request: { params: oneParam, ...body(z.object({ version, call: z.enum(['go', 'no-go']).nullable(), because: text(500).optional() })) },
    responses: { 200: answer(z.object({ moment }), 'As it is now.'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.edit')
    return c.json({ moment: shown(await sayCall(house, actor, campaign, idIn(c.req.valid('param'), 'moment'), c.req.valid('json')), house.clock.now()) }, 200)
  })
  links(api)
}

function links(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: `${at}/calendar-links`, tags, summary: 'Your links to the private calendar', request: { params: slugParam }, responses: { 200: answer(z.object({ links: z.array(z.object({ id: z.string(), createdAt: z.string() })) }), 'Without their secrets.'), ...problems(404) } }), async (c) =>
    c.json({ links: await calendarLinksOf(c.var.house, c.var.actor, c.var.campaign) } as never, 200))

  api.openapi(createRoute({ method: 'post', path: `${at}/calendar-links`, tags, summary: 'Make one', request: { params: slugParam }, responses: { 201: answer(z.object({ id: z.string(), url: z.string() }), 'The address; shown once.'), ...problems(404, 409) } }), async (c) =>
    c.json(await addCalendarLink(c.var.house, c.var.actor, c.var.campaign), 201))

  api.openapi(createRoute({ method: 'delete', path: `${at}/calendar-links/{id}`, tags, summary: 'End one', request: { params: oneParam }, responses: { 204: { description: 'Ended.' }, ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'calendar.own')
    await endCalendarLink(house, actor, campaign, idIn(c.req.valid('param'), 'link'))
    return c.body(null, 204)
  })
}
