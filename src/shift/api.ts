import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, refuse, type Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { finishShift, longestNote, notesSince, readNote, type HandoverNote } from './handover.ts'
import { addShifts, changeShift, parts, shiftLimits, shiftsBetween, type Shift } from './shift.ts'
import { callOff, signOff, signUp } from './sign.ts'

const tags = ['shifts']
const base = '/api/campaigns/{slug}/shifts'
const idParam = slugParam.extend({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) })
const personParam = idParam.extend({ person: z.string().max(64).openapi({ param: { name: 'person', in: 'path' }, description: 'An id, or `me`.' }) })
const wall = z.string().openapi({ description: 'What a clock of the zone shows.', example: '2027-05-03T08:00' })
const fields = { place: z.string().max(shiftLimits.place).optional(), note: z.string().max(shiftLimits.note).optional(), open: z.boolean().optional().openapi({ description: 'Volunteers sign up by themselves.' }) }
const shift = z.object({
  id: z.string(), part: z.enum(parts), place: z.string(), note: z.string(), from: z.iso.datetime(), until: z.iso.datetime(), zone: z.string(), needed: z.number().int(), open: z.boolean(), calledOff: z.boolean(), version: z.number().int(),
  people: z.array(z.object({ id: z.string(), name: z.string(), chosen: z.boolean(), ended: z.boolean() })), missing: z.number().int(),
}).openapi('Shift')
const note = z.object({ id: z.string(), part: z.enum(parts), place: z.string(), by: z.object({ id: z.string(), name: z.string() }), text: z.string(), at: z.iso.datetime(), readBy: z.array(z.string()) }).openapi('HandoverNote')
const one = answer(z.object({ shift }), 'As it is now.')
const done = { 204: { description: 'Done.' } }

/** The rota. */
export function api(api: Api): void {
  const span = z.object({ from: z.iso.datetime().optional(), until: z.iso.datetime().optional() })
  api.openapi(createRoute({ method: 'get', path: base, tags, summary: 'Shifts of a span, by default the next two weeks, with notes of the last two days', request: { params: slugParam, query: span }, responses: { 200: answer(z.object({ shifts: z.array(shift), notes: z.array(note) }), 'As they begin.'), ...problems(400, 404) } }), async (c) => {
    const { house, actor, campaign } = c.var
    allow(actor, campaign, 'shift.read')
    const now = house.clock.now()
    const given = c.req.valid('query')
    const from = given.from ? new Date(given.from) : now
    const [shifts, notes] = await Promise.all([
      shiftsBetween(house.db, campaign.id, from, given.until ? new Date(given.until) : new Date(from.getTime() + 14 * 86_400_000)), notesSince(house.db, campaign.id, new Date(now.getTime() - 2 * 86_400_000)),
    ])
    return c.json({ shifts: shifts.map(shown), notes: notes.map(noteShown) }, 200)
  })

  const wish = z.object({ part: z.enum(parts), from: wall, until: wall, zone: z.string().max(64), needed: z.number().int().min(1).max(shiftLimits.needed), days: z.number().int().min(1).max(shiftLimits.days).optional(), ...fields }).strict()
  api.openapi(createRoute({ method: 'post', path: base, tags, summary: 'Make a shift, or the same on several days', request: { params: slugParam, ...body(wish) }, responses: { 201: answer(z.object({ shifts: z.array(shift) }), 'Made.'), ...problems(400, 404, 422) } }), async (c) =>
    c.json({ shifts: (await addShifts(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json'))).map(shown) }, 201))

  const change = z.object({ ...fields, needed: z.number().int().min(1).max(shiftLimits.needed).optional(), version: z.number().int() }).strict()
  api.openapi(createRoute({ method: 'patch', path: `${base}/{id}`, tags, summary: 'Change what is said of a shift', request: { params: idParam, ...body(change) }, responses: { 200: one, ...problems(400, 404, 409, 422) } }), async (c) => {
    const { house, actor, campaign } = c.var
    allow(actor, campaign, 'shift.manage')
    return c.json({ shift: shown(await changeShift(house, actor, campaign, idIn(c.req.valid('param').id), c.req.valid('json'))) }, 200)
  })

  api.openapi(createRoute({ method: 'delete', path: `${base}/{id}`, tags, summary: 'Call a shift off', request: { params: idParam }, responses: { ...done, ...problems(404) } }), async (c) => {
    const { house, actor, campaign } = c.var
    allow(actor, campaign, 'shift.manage')
    await callOff(house, actor, campaign, idIn(c.req.valid('param').id))
    return c.body(null, 204)
  })

  for (const [method, work, summary] of [['put', signUp, 'Sign up for a shift; a coordinator anybody'], ['delete', signOff, 'Give a place on a shift back']] as const) {
    api.openapi(createRoute({ method, path: `${base}/{id}/people/{person}`, tags, summary, request: { params: personParam }, responses: { 200: one, ...problems(404, 409, 422) } }), async (c) => {
      const { house, actor, campaign } = c.var
      const { id, person } = c.req.valid('param')
      allow(actor, campaign, person === 'me' ? 'shift.work' : 'shift.manage')
      return c.json({ shift: shown(await work(house, actor, campaign, idIn(id), person === 'me' ? undefined : person)) }, 200)
    })
  }

  const end = z.object({ text: z.string().max(longestNote), leftover: z.union([z.enum(['keep', 'back']), z.object({ to: z.string().max(64) })]) }).strict()
  api.openapi(createRoute({ method: 'put', path: `${base}/{id}/end`, tags, summary: 'End your part: a note for those who come next, and what becomes of what you have', request: { params: idParam, ...body(end) }, responses: { 200: answer(z.object({ shift, moved: z.number().int() }), 'How many statements went on.'), ...problems(400, 404, 409, 422) } }), async (c) => {
    const { house, actor, campaign } = c.var
    allow(actor, campaign, 'shift.work')
    const ended = await finishShift(house, actor, campaign, idIn(c.req.valid('param').id), c.req.valid('json'))
    return c.json({ shift: shown(ended.shift), moved: ended.moved }, 200)
  })

  api.openapi(createRoute({ method: 'put', path: '/api/campaigns/{slug}/handover-notes/{id}/read', tags, summary: 'Tick a note as read', request: { params: idParam }, responses: { ...done, ...problems(404) } }), async (c) => {
    const { house, actor, campaign } = c.var
    allow(actor, campaign, 'shift.work')
    await readNote(house, actor, campaign, idIn(c.req.valid('param').id))
    return c.body(null, 204)
  })
}

function idIn(id: string): string {
  if (!isUuid(id)) throw refuse('not-found', 404, 'There is no such shift.')
  return id
}

function shown(one: Shift) {
  return { ...one, from: one.from.toISOString(), until: one.until.toISOString() }
}

function noteShown(one: HandoverNote) {
  return { ...one, at: one.at.toISOString() }
}
