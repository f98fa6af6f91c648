import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, refuse, type Api } from '#core/index.ts'
import { issueAreasOf } from '#campaign/index.ts'
import { allow } from '#person/index.ts'
import { areaCalled } from '../area.ts'
import { blindShareOf, decideBlind, setBlindShare, settleBlind, takeBlind } from './blind.ts'
import { secondRulesOf, seconds, setSecondRules } from './rule.ts'

const tags = ['room']
const slug = z.object({ slug: z.string() })
const json = <T extends z.ZodType>(schema: T) => ({ content: { 'application/json': { schema } } })
const needed = <T extends z.ZodType>(schema: T) => ({ required: true, ...json(schema) })
const refusals = { 401: { description: 'Sign in first.' }, 403: { description: 'Not allowed for this role or scope.' }, 404: { description: 'No such campaign for you.' }, 409: { description: 'Not now; the code says why.' } }

const rule = z
  .object({
    kinds: z.array(z.string().max(40)).max(20).default([]).openapi({ description: 'Decisions it is about; none: every one that ends the work.' }),
    issueArea: z.string().max(200).nullable().default(null),
    urgent: z.boolean().default(false).openapi({ description: 'Only statements with a sign of urgency.' }),
    underDecisions: z.number().int().min(1).max(10_000).nullable().default(null).openapi({ description: 'Only people with fewer decisions than this.' }),
    share: z.number().positive().max(1).default(1),
    second: z.enum(seconds).default('anybody'),
  })
  .openapi('SecondRule')

/** Which decisions need two people, and how many are looked at once more. */
export function secondApi(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/second-rules', tags, summary: 'Which decisions need a second pair of eyes',
      request: { params: slug },
      responses: { 200: { description: 'The rules', ...json(z.object({ rules: z.array(rule) })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'room.read')
      const [rules, areas] = await Promise.all([secondRulesOf(house.db, campaign.id), issueAreasOf(house.db, campaign.id)])
      return c.json({ rules: rules.map(({ id: _, issueAreaId, ...one }) => ({ ...one, issueArea: areas.find((area) => area.id === issueAreaId)?.key ?? null })) }, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'put', path: '/api/campaigns/{slug}/second-rules', tags, summary: 'Set the rules, as a whole',
      request: { params: slug, body: needed(z.object({ rules: z.array(rule).max(20) })) },
      responses: { 204: { description: 'Set' }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'campaign.manage')
      const rules = await Promise.all(
        c.req.valid('json').rules.map(async ({ issueArea, ...one }) => ({ ...one, issueAreaId: issueArea ? (await areaCalled(house.db, campaign.id, issueArea)).id : null })),
      )
      await house.db.transact((t) => setSecondRules(house, t, campaign.id, actor.person.id, rules))
      return c.body(null, 204)
    },
  )

  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/quality', tags, summary: 'The share of decisions that is made once more, blind',
      request: { params: slug },
      responses: { 200: { description: 'The share', ...json(z.object({ share: z.number() })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'room.read')
      return c.json({ share: await blindShareOf(house.db, campaign.id) }, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'put', path: '/api/campaigns/{slug}/quality', tags, summary: 'Set that share',
      request: { params: slug, body: needed(z.object({ share: z.number().min(0).max(1) })) },
      responses: { 204: { description: 'Set' }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'campaign.manage')
      await house.db.transact((t) => setBlindShare(house, t, campaign.id, actor.person.id, c.req.valid('json').share))
      return c.body(null, 204)
    },
  )

  api.openapi(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/second-opinions', tags, summary: 'Take a decided statement to decide it once more, blind',
      request: { params: slug },
      responses: { 201: { description: 'The one you have, or nothing', ...json(z.object({ opinion: z.any().nullable() })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.work')
      return c.json({ opinion: (await takeBlind(house, campaign.id, actor)) ?? null } as any, 201)
    },
  )

  api.openapi(
    createRoute({
      method: 'put', path: '/api/campaigns/{slug}/second-opinions/{id}', tags, summary: 'Say what you would have decided; it changes nothing else',
      request: { params: slug.extend({ id: z.string() }), body: needed(z.object({ decision: z.string().max(40), reason: z.string().max(40).optional(), issueArea: z.string().max(200).nullable().optional() })) },
      responses: { 204: { description: 'Written down' }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.work')
      const { decision, reason, issueArea } = c.req.valid('json')
      const areaId = issueArea ? (await areaCalled(house.db, campaign.id, issueArea)).id : null
      await decideBlind(house, campaign.id, actor, idOf(c.req.valid('param').id), { kind: decision, reason: reason ?? null, areaId })
      return c.body(null, 204)
    },
  )

  api.openapi(
    createRoute({
      method: 'put', path: '/api/campaigns/{slug}/second-opinions/{id}/settlement', tags, summary: 'Say which of two decisions holds',
      request: { params: slug.extend({ id: z.string() }), body: needed(z.object({ settled: z.enum(['first', 'second', 'both', 'neither']) })) },
      responses: { 204: { description: 'Written down' }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'desk.steer')
      await settleBlind(house, campaign.id, actor.person.id, idOf(c.req.valid('param').id), c.req.valid('json').settled)
      return c.body(null, 204)
    },
  )
}

function idOf(text: string): string {
  if (!isUuid(text)) throw refuse('not-found', 404, 'There is no such decision.')
  return text
}
