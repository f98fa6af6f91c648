import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, refuse, type Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { holdsOf, liftHold, setHold } from './hold.ts'

const tags = ['holds']
const at = '/api/campaigns/{slug}/holds'
const hold = z.object({ id: z.string(), kind: z.enum(['stop', 'embargo', 'restored']), until: z.string().nullable(), reason: z.string(), setBy: z.string().nullable(), setAt: z.string() }).openapi('Hold')

/** STOP, and embargoes, for everything that leaves. */
export function holdApi(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: at, tags, summary: 'What holds everything back now', request: { params: slugParam }, responses: { 200: answer(z.object({ holds: z.array(hold) }), 'The oldest first'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'publication.read')
    return c.json({ holds: await holdsOf(house.db, campaign.id, house.clock.now()) } as never, 200)
  })
  api.openapi(createRoute({
    method: 'post', path: at, tags, summary: 'STOP, or with `until` an embargo', description: 'Nothing leaves from the answer on but alarms, invitations, receipts and referrals. `onTheirWay`: messages that were being sent at that moment.',
    request: { params: slugParam, ...body(z.object({ until: z.iso.datetime().optional(), reason: z.string().max(500).optional() })) }, responses: { 201: answer(z.object({ hold, onTheirWay: z.number().int() }), 'In force'), ...problems(404, 422) },
  }), async (c) => {
    const { until, reason } = c.req.valid('json')
    return c.json((await setHold(c.var.house, c.var.actor, c.var.campaign, { reason, ...(until ? { until: new Date(until) } : {}) })) as never, 201)
  })
  api.openapi(createRoute({ method: 'delete', path: `${at}/{id}`, tags, summary: 'Lift it', request: { params: slugParam.extend({ id: z.string() }) }, responses: { 204: { description: 'Lifted' }, ...problems(404) } }), async (c) => {
    const { id } = c.req.valid('param')
    if (!isUuid(id)) throw refuse('not-found', 404, 'There is no such hold any more.')
    await liftHold(c.var.house, c.var.actor, c.var.campaign, id)
    return c.body(null, 204)
  })
}
