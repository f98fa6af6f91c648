import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, refuse, type Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { legalHolds, liftLegalHold, setLegalHold } from './legal-hold.ts'
import { kindNames } from './kind.ts'
import { keptFor, nightsOf, previewRule } from './report.ts'
import { checkRule, rulesOf, setRule } from './rules.ts'

const tags = ['retention']
const at = '/api/campaigns/{slug}'
const count = z.number().int()
const rule = z.object({ kind: z.enum(kindNames), channel: z.string().max(40).default('').openapi({ description: 'Empty: every channel.' }), days: count.nullable().openapi({ description: 'Null: as usual.' }) })
const hold = z.object({ id: z.string(), statementId: z.string().nullable(), incidentId: z.string().nullable(), number: count.nullable(), reason: z.string(), setBy: z.string(), setAt: z.iso.datetime() }).openapi('LegalHold')

/** How long what is kept, what nights took, what is held as evidence. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: `${at}/retention`, tags, summary: 'How long each kind is kept, what stays and why, what the last nights took', request: { params: slugParam },
      responses: { 200: answer(z.object({ days: z.record(z.string(), count), byChannel: z.array(rule), kept: z.array(z.object({ kind: z.string(), why: z.string(), count })), nights: z.array(z.object({ at: z.iso.datetime(), complete: z.boolean(), gone: z.record(z.string(), count) })) }), 'As it is now.'), ...problems(404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'retention.manage')
      const [rules, kept, nights] = await Promise.all([rulesOf(house.db, campaign.id), keptFor(house.db, campaign.id), nightsOf(house.db, campaign.id)])
      return c.json({ ...rules, kept, nights } as never, 200)
    },
  )
  api.openapi(
    createRoute({ method: 'post', path: `${at}/retention/previews`, tags, summary: 'What the next night would take with another rule; changes nothing', request: { params: slugParam, ...body(rule) }, responses: { 200: answer(z.object({ now: count, next: count }), 'Of age as it is now, and with the rule.'), ...problems(404, 422) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'retention.manage')
      return c.json(await previewRule(house, campaign.id, checkRule(c.req.valid('json'))), 200)
    },
  )
  api.openapi(
    createRoute({ method: 'put', path: `${at}/retention/rules`, tags, summary: 'Change how long a kind is kept, from the next night on', request: { params: slugParam, ...body(rule) }, responses: { 204: { description: 'Kept' }, ...problems(404, 422) } }),
    async (c) => {
      await setRule(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json'))
      return c.body(null, 204)
    },
  )
  holds(api)
}

function holds(api: Api): void {
  api.openapi(
    createRoute({ method: 'get', path: `${at}/legal-holds`, tags, summary: 'What is held as evidence', request: { params: slugParam }, responses: { 200: answer(z.object({ holds: z.array(hold) }), 'The latest first.'), ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'retention.manage')
      return c.json({ holds: await legalHolds(house.db, campaign.id) } as never, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'post', path: `${at}/legal-holds`, tags, summary: 'Hold a statement, or an incident with all that supports it', description: 'Stops the clock of retention. Never stands against an author who takes their words back or has them erased.',
      request: { params: slugParam, ...body(z.object({ incident: count.optional().openapi({ description: 'Its number.' }), statement: z.string().optional(), reason: z.string().max(500) })) },
      responses: { 204: { description: 'Held' }, ...problems(404, 422) },
    }),
    async (c) => {
      const { incident, statement, reason } = c.req.valid('json')
      allow(c.var.actor, c.var.campaign, 'retention.manage')
      if (incident === undefined && !isUuid(statement)) throw refuse('not-found', 404, 'There is no such incident or statement.')
      await setLegalHold(c.var.house, c.var.actor, c.var.campaign, incident === undefined ? { statement: statement! } : { incident }, reason)
      return c.body(null, 204)
    },
  )
  api.openapi(
    createRoute({ method: 'delete', path: `${at}/legal-holds/{id}`, tags, summary: 'Let it go', request: { params: slugParam.extend({ id: z.string() }) }, responses: { 204: { description: 'Let go' }, ...problems(404) } }),
    async (c) => {
      const { id } = c.req.valid('param')
      allow(c.var.actor, c.var.campaign, 'retention.manage')
      if (!isUuid(id)) throw refuse('not-found', 404, 'There is no such hold any more.')
      await liftLegalHold(c.var.house, c.var.actor, c.var.campaign, id)
      return c.body(null, 204)
    },
  )
}
