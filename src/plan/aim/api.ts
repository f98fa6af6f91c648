import { createRoute, z } from '@hono/zod-openapi'
import type { Api } from '#core/index.ts'
import { allow, answer, body, problems } from '#person/index.ts'
import { at, dateIn, idIn, maybe, moment, oneParam, tags, text, version } from '../shapes.ts'
import { addAim, aimById, changeAim, dropAim } from './aim.ts'
import { indicatorNames } from './indicators.ts'
import { measureNow } from './measure.ts'

const fields = { indicator: z.enum(indicatorNames), words: text(300).optional(), threshold: z.number().int(), tag: maybe(text(101)), fromAt: maybe(moment), untilAt: maybe(moment) }
const aim = z.object({
  id: z.string(), tacticId: z.string(), indicator: z.enum(indicatorNames), words: z.string(), threshold: z.number().int(), tag: z.string().nullable(), fromAt: z.string().nullable(), untilAt: z.string().nullable(), figure: z.number().int().nullable(),
  figureAt: z.string().nullable(), known: z.number().int().nullable(), whole: z.number().int().nullable(), source: z.string().nullable(), countedBy: z.string().nullable(), version,
}).openapi('Aim')
const dated = <T extends { fromAt?: string | null | undefined; untilAt?: string | null | undefined }>(given: T) => ({ ...given, fromAt: dateIn(given.fromAt), untilAt: dateIn(given.untilAt) })

export function aimApi(api: Api): void {
  api.openapi(createRoute({
    method: 'post', path: `${at}/tactics/{id}/aims`, tags, summary: 'Say by what it is judged: indicator, threshold, window', description: 'Without a window of its own an aim has its tactic’s.',
    request: { params: oneParam, ...body(z.object(fields).strict()) }, responses: { 201: answer(z.object({ aim }), 'Set.'), ...problems(404, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    return c.json({ aim: await addAim(house, actor, campaign, idIn(c.req.valid('param'), 'tactic'), dated(c.req.valid('json'))) } as never, 201)
  })

  api.openapi(createRoute({
    method: 'patch', path: `${at}/aims/{id}`, tags, summary: 'Change one, or note what somebody counted', description: '`figure` needs a `source`: who counted, and how.',
    request: { params: oneParam, ...body(z.object({ ...fields, figure: z.number().int().nullable(), source: text(300) }).partial().extend({ version }).strict()) }, responses: { 200: answer(z.object({ aim }), 'As it is now.'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    return c.json({ aim: await changeAim(house, actor, campaign, idIn(c.req.valid('param'), 'aim'), dated(c.req.valid('json'))) } as never, 200)
  })

  api.openapi(createRoute({ method: 'delete', path: `${at}/aims/{id}`, tags, summary: 'Take one out', request: { params: oneParam }, responses: { 204: { description: 'Gone.' }, ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    await dropAim(house, actor, campaign, idIn(c.req.valid('param'), 'aim'))
    return c.body(null, 204)
  })

  api.openapi(createRoute({ method: 'post', path: `${at}/aims/{id}/measurements`, tags, summary: 'Find its figure now instead of within ten minutes', request: { params: oneParam }, responses: { 201: answer(z.object({ aim }), 'With its figure.'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'plan.work')
    const id = idIn(c.req.valid('param'), 'aim')
    await measureNow(house, actor, campaign, id)
    return c.json({ aim: await aimById(house.db, campaign.id, id) } as never, 201)
  })
}
