import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Actor, type Api, type CampaignRef, type House } from '#core/index.ts'
import { allow, may, type Ability } from '#person/index.ts'
import { makeRule, noRule, switchRule } from './change.ts'
import { limitsOf, setLimits } from './limits.ts'
import { previewOf } from './preview.ts'
import { judge, listRules, sampleOf, unjudge, type RuleView } from './review.ts'
import { boxes, kinds, ruleStates, ruleWithId } from './rule.ts'

const tags = ['rule']
const slug = z.object({ slug: z.string() })
const withId = slug.extend({ id: z.string() })
const json = <T extends z.ZodType>(schema: T) => ({ content: { 'application/json': { schema } } })
const needed = <T extends z.ZodType>(schema: T) => ({ required: true, ...json(schema) })
const refusals = {
  401: { description: 'Sign in first.' },
  403: { description: 'Not allowed for this role or scope.' },
  404: { description: 'No such campaign, rule or post for you.' },
  422: { description: '`rule-wrong`: it would mean nothing, or everything.' },
}

const wish = z.object({
  kind: z.enum(kinds),
  value: z.string().max(2_000).optional().openapi({ description: 'Of a phrase, link, host or hashtag.' }),
  filter: z.object({ q: z.string().max(500), language: z.string().max(35).optional(), channel: z.string().max(20).optional() }).optional().openapi({ description: 'Of a search: the query keys of GET statements.' }),
  post: z.string().optional().openapi({ description: 'Of a sender: one of their posts. No address is taken or given.' }),
})

const rule = z
  .object({
    id: z.string(), box: z.enum(boxes), kind: z.enum(kinds), value: z.string().nullable(), filter: z.any(), sender: z.string().nullable().openapi({ description: 'Four letters and digits that stand for the sender.' }),
    reason: z.string().nullable(), state: z.enum(ruleStates), madeBy: z.string().nullable(), madeAt: z.string(), changedBy: z.string().nullable(), changedAt: z.string(), expiresAt: z.string().nullable(),
    pending: z.enum(['sweep', 'release']).nullable().openapi({ description: 'Still at work on what waits, or on what it held.' }),
    statements: z.number().int(), posts: z.number().int(), urgent: z.number().int(), days: z.array(z.number().int()), sampled: z.number().int(), wanted: z.number().int(),
  })
  .openapi('Rule')

const example = z.object({ id: z.string(), text: z.string(), language: z.string().nullable(), posts: z.number().int(), urgent: z.boolean() })
const preview = z.object({ statements: z.number().int(), posts: z.number().int(), urgent: z.number().int(), held: z.number().int(), examples: z.array(example) })
const limits = z.object({ minutes: z.number().int(), sender: z.number().int(), link: z.number().int(), template: z.number().int() })

/** Rules that put statements aside, floods and bans: made, looked at before and after, ended. Nothing is deleted by any of it. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/rules', tags, summary: 'What puts statements aside, and how much', request: { params: slug },
      responses: { 200: { description: 'Rules, bans and floods', ...json(z.object({ rules: z.array(rule) })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign } = entered(c.var, 'rule.read')
      return c.json({ rules: (await listRules(house.db, campaign.id, house.clock.now())).map(shown) } as any, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/rule-previews', tags, summary: 'What a rule would take of what waits now; nothing is changed',
      request: { params: slug, body: needed(wish) }, responses: { 200: { description: 'Counted exactly, with examples', ...json(preview) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign } = entered(c.var, 'rule.propose')
      const { target: _, ...found } = await previewOf(house, campaign.id, c.req.valid('json'))
      return c.json(found, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/rules', tags, summary: 'Puts aside what waits and what arrives; of a volunteer a proposal',
      request: { params: slug, body: needed(wish.extend({ ban: z.boolean().optional(), reason: z.string().max(500).optional(), days: z.number().int().min(1).max(365).optional() })) },
      responses: { 201: { description: 'The rule; `pending` while it is still at work', ...json(z.object({ rule })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'rule.propose')
      const made = await makeRule(house, campaign.id, actor, c.req.valid('json'), !may(actor, campaign, 'rule.make'))
      return c.json({ rule: await oneRule(house, campaign.id, made.id) } as any, 201)
    },
  )

  api.openapi(
    createRoute({
      method: 'patch', path: '/api/campaigns/{slug}/rules/{id}', tags, summary: 'Switches a rule on (accepts a proposed one) or off: what it alone holds waits again',
      request: { params: withId, body: needed(z.object({ state: z.enum(['on', 'off']) })) },
      responses: { 200: { description: 'The rule', ...json(z.object({ rule })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'rule.make')
      const id = idOf(c.req.valid('param').id)
      await switchRule(house, campaign.id, actor, id, c.req.valid('json').state)
      return c.json({ rule: await oneRule(house, campaign.id, id) } as any, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/rules/{id}/samples', tags, summary: 'Some of what a rule holds, drawn by chance',
      request: { params: withId, query: z.object({ count: z.coerce.number().int().min(1).max(100).default(10), seed: z.string().max(50).default('1') }) },
      responses: { 200: { description: 'Statements that nobody has judged for this rule yet', ...json(z.object({ statements: z.array(example) })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign } = entered(c.var, 'rule.read')
      const { count, seed } = c.req.valid('query')
      const id = await knownRule(house, campaign.id, c.req.valid('param').id)
      const found = await sampleOf(house.db, campaign.id, id, count, seed)
      return c.json({ statements: found.map((one) => ({ id: one.id, text: one.text, language: one.language, posts: one.posts, urgent: one.urgent })) }, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/rules/{id}/verdicts', tags, summary: 'What somebody found in a sample; what is wanted waits again and no rule takes it any more',
      request: { params: withId, body: needed(z.object({ statements: z.array(z.string()).min(1).max(100), verdict: z.enum(['noise', 'wanted']) })) },
      responses: { 200: { description: 'How many were judged', ...json(z.object({ judged: z.number().int() })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'rule.make')
      const { statements, verdict } = c.req.valid('json')
      const id = await knownRule(house, campaign.id, c.req.valid('param').id)
      return c.json({ judged: await judge(house, campaign.id, actor, id, statements.filter(isUuid), verdict) }, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'delete', path: '/api/campaigns/{slug}/rules/{id}/verdicts/{statement}', tags, summary: 'Takes a verdict back: what was brought back is aside again',
      request: { params: withId.extend({ statement: z.string() }) }, responses: { 204: { description: 'As before' }, ...refusals },
    }),
    async (c) => {
      const { house, campaign } = entered(c.var, 'rule.make')
      const { id, statement } = c.req.valid('param')
      await unjudge(house, campaign.id, idOf(id), idOf(statement))
      return c.body(null, 204)
    },
  )

  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/flood-limits', tags, summary: 'How much from one source is a flood', request: { params: slug },
      responses: { 200: { description: 'Within so many minutes', ...json(limits) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign } = entered(c.var, 'rule.read')
      return c.json(await limitsOf(house.db, campaign.id), 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'put', path: '/api/campaigns/{slug}/flood-limits', tags, summary: 'Changes how much from one source is a flood; 0: never',
      request: { params: slug, body: needed(limits.partial()) }, responses: { 200: { description: 'As they are now', ...json(limits) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign } = entered(c.var, 'rule.make')
      return c.json(await setLimits(house, campaign.id, c.req.valid('json')), 200)
    },
  )
}

function shown({ since: _since, lastAt: _lastAt, ...rule }: RuleView) {
  return rule
}

async function oneRule(house: House, campaignId: string, id: string) {
  return shown((await listRules(house.db, campaignId, house.clock.now(), { id }))[0]!)
}

async function knownRule(house: House, campaignId: string, text: string): Promise<string> {
  const id = idOf(text)
  if (!(await ruleWithId(house.db, campaignId, id))) throw noRule()
  return id
}

function idOf(text: string): string {
  if (!isUuid(text)) throw noRule()
  return text
}

function entered(has: { house: House; campaign: CampaignRef; actor: Actor | undefined }, ability: Ability) {
  const { house, campaign, actor } = has
  allow(actor, campaign, ability)
  return { house, campaign, actor }
}
