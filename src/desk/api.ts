import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, languageTag, type Actor, type Api, type House, type CampaignRef } from '#core/index.ts'
import { allow, type Ability } from '#person/index.ts'
import { recentCounts, states } from '#statement/index.ts'
import { decide, takeBack } from './deed.ts'
import { workOn, type Work } from './edit.ts'
import { claimNext, claimOne, keepClaim, mostAtOnce, noStatement, releaseClaim } from './lease.ts'
import { streamLive } from './live.ts'
import { placeFrom } from './place.ts'
import { listStatements, orderNames, type Order } from './queue.ts'
import { claimReviews } from './second/claim.ts'
import { searchFilter, type Asking } from './search.ts'
import { shown, wholeStatement, wholeStatements } from './whole.ts'

const tags = ['desk']
export const slug = z.object({ slug: z.string() })
export const json = <T extends z.ZodType>(schema: T) => ({ content: { 'application/json': { schema } } })
/** Without `required` a body that is not sent as JSON would be taken for an empty one. */
export const needed = <T extends z.ZodType>(schema: T) => ({ required: true, ...json(schema) })
export const refusals = {
  401: { description: 'Sign in first.' },
  403: { description: 'Not allowed for this role or scope.' },
  404: { description: 'No such campaign or statement for you.' },
  409: { description: '`held-by-other`, `not-held` or `stale-version`, with the display name of the holder.' },
}

const searchHelp = `Words that must occur; "a phrase"; -without; the last word may be unfinished; #tag; from:K7QX (the four letters of an author) or from:@handle;
channel:sms; language:ar; area:water; since:2026-03-01; until:2026-03-09; near:Oldford within:5km or near:lat,lon; box:south,west,north,east; is:waiting; held-by:me.
Of several values of one kind any; -from: and -channel: leave out.`

const filterShape = {
  q: z.string().max(500).optional().openapi({ description: searchHelp }),
  // A form that is left blank asks for nothing, like the other keys.
  state: z.enum(states).or(z.literal('')).optional().transform((state) => state || undefined).openapi({ type: 'string', enum: [...states] }),
  language: z.string().max(35).optional(),
  issueArea: z.string().max(200).optional().openapi({ description: 'Key, id or name of an issue area, or `none`.' }),
  channel: z.string().max(20).optional(),
}

const order = z.enum(orderNames).openapi({ description: '`due` (default): by the formula of the campaign, so that nothing starves; or loudest, oldest, newest.' })

const place = z.object({ name: z.string().nullable(), lat: z.number().nullable(), lon: z.number().nullable(), precision: z.enum(['exact', '1km', 'district', 'hidden']) })

/** What is worked out about a statement; a place by its name alone is the one that the gazetteer knows. */
const work = z.object({
  issueArea: z.string().max(200).nullable().optional(),
  place: z.object({ name: z.string().max(300), lat: z.number().min(-90).max(90).optional(), lon: z.number().min(-180).max(180).optional(), precision: place.shape.precision }).optional(),
  language: z.string().regex(languageTag, 'is a language tag such as es').optional(),
  note: z.string().max(4_000).optional(),
})

const statement = z
  .object({
    id: z.string(), version: z.number().int(), text: z.string(), language: z.string().nullable(),
    copies: z.number().int().openapi({ description: 'Posts beyond the first: posts = statements + copies.' }),
    channels: z.array(z.string()), state: z.enum(states), holder: z.string().nullable(), until: z.string().nullable(),
    issueArea: z.string().nullable(), suggestedArea: z.string().nullable(), place: place.nullable(),
    firstSaidAt: z.string(), lastSaidAt: z.string(),
    dueAt: z.string().openapi({ description: 'Its place in the queue: when it arrived, plus the patience of the campaign, less what it has earned.' }),
    group: z.object({ id: z.string(), name: z.string() }).nullable().openapi({ description: 'The group that it waits for; null: for everybody.' }),
    signals: z.array(z.string()).openapi({ description: 'What else than its copies brings it forward: urgent, vulnerable, near, answer.' }),
  })
  .openapi('Statement')

export const whole = statement.extend({ earned: z.array(z.object({ part: z.string(), minutes: z.number() })), posts: z.array(z.any()), decisions: z.array(z.any()), notes: z.array(z.any()), proposal: z.any().nullable().openapi({ description: 'What waits for a second pair of eyes: decision, by, at, with, second.' }) }).openapi('WholeStatement')
const claim = z.object({ statement: whole, until: z.string() }).openapi('Claim')

/** Lists, claims, work under a claim, decisions, figures and live events of the desk. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/statements', tags, summary: 'Statements, as they are due',
      request: { params: slug, query: z.object({ ...filterShape, order: order.optional(), after: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(200).optional() }) },
      responses: { 200: { description: 'A page', ...json(z.object({ statements: z.array(statement), next: z.string().nullable() })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'statement.read')
      const { order, after, limit, ...filter } = c.req.valid('query')
      const page = await listStatements(house.db, campaign.id, await searchFilter(house, campaign, actor, filter), { order, after, limit })
      return c.json({ statements: page.statements.map(shown), next: page.next } as any, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/statements/{id}', tags, summary: 'One statement with its posts and history',
      request: { params: slug.extend({ id: z.string() }) },
      responses: { 200: { description: 'The statement', ...json(whole) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign } = entered(c.var, 'statement.read')
      return c.json((await wholeStatement(house, campaign.id, c.req.valid('param').id)) as any, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/claims', tags, summary: 'Take what waits: nobody else gets it while the lease runs',
      request: { params: slug, body: { required: false, ...json(z.object({ count: z.number().int().min(1).max(mostAtOnce).default(1), filter: z.object(filterShape).optional(), order: order.optional(), statement: z.string().optional().openapi({ description: 'One statement picked from the list, instead of the next.' }) })) } },
      responses: { 201: { description: 'What you hold now; an empty list when nothing waits', ...json(z.object({ claims: z.array(claim) })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'statement.work')
      const body: { count?: number; filter?: Asking; order?: Order; statement?: string } = c.req.valid('json') ?? {}
      if (body.statement !== undefined && !isUuid(body.statement)) throw noStatement()
      const claims = body.statement
        ? [await claimOne(house, campaign.id, actor, body.statement)]
        : body.filter?.state === 'review'
          ? await claimReviews(house, campaign.id, actor, body.count ?? 1)
          : await claimNext(house, campaign.id, actor, body.count ?? 1, await searchFilter(house, campaign, actor, body.filter ?? {}), body.order)
      const until = new Map(claims.map((one) => [one.statementId, one.until]))
      const wholes = await wholeStatements(house, campaign.id, [...until.keys()])
      return c.json({ claims: wholes.map((statement) => ({ statement, until: until.get(statement.id) })) } as any, 201)
    },
  )

  api.openapi(
    createRoute({
      method: 'put', path: '/api/campaigns/{slug}/claims/{statement}', tags, summary: 'A sign of life: the lease runs from now again',
      request: { params: slug.extend({ statement: z.string() }) },
      responses: { 200: { description: 'Until when', ...json(z.object({ until: z.string() })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'statement.work')
      return c.json({ until: (await keepClaim(house, campaign.id, actor, idOf(c.req.valid('param').statement))).toISOString() }, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'delete', path: '/api/campaigns/{slug}/claims/{statement}', tags, summary: 'Put it back into the queue',
      request: { params: slug.extend({ statement: z.string() }) },
      responses: { 204: { description: 'It waits again' }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'statement.work')
      await releaseClaim(house, campaign.id, actor, idOf(c.req.valid('param').statement))
      return c.body(null, 204)
    },
  )

  api.openapi(
    createRoute({
      method: 'patch', path: '/api/campaigns/{slug}/statements/{id}', tags, summary: 'Work under a claim, which stays',
      request: {
        params: slug.extend({ id: z.string() }),
        body: needed(work.extend({ version: z.number().int() })),
      },
      responses: { 200: { description: 'The statement with its next version', ...json(z.object({ statement: whole })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'statement.work')
      const id = idOf(c.req.valid('param').id)
      const { version, ...wished } = c.req.valid('json')
      await workOn(house, campaign.id, actor, id, { version, ...(await workFrom(house, campaign.id, wished)) })
      return c.json({ statement: await wholeStatement(house, campaign.id, id) } as any, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'post', path: '/api/campaigns/{slug}/statements/{id}/decisions', tags, summary: 'A deed that ends the claim',
      request: {
        params: slug.extend({ id: z.string() }),
        body: needed(z.object({ version: z.number().int(), decision: z.string().openapi({ description: 'discard (with reason), incident, question, done; for a statement in review also confirm' }), work: work.optional().openapi({ description: 'Saved together with the decision, or not at all.' }) }).loose()),
      },
      responses: { 200: { description: 'Done; or, where a rule asks for a second pair of eyes, proposed: without effect until another person confirms', ...json(z.object({ statement: whole, decision: z.string(), proposed: z.boolean().optional() })) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'deed.do')
      const { version, decision, work: wished, ...fields } = c.req.valid('json')
      const saved = wished && (await workFrom(house, campaign.id, wished))
      const done = await decide(house, campaign.id, actor, idOf(c.req.valid('param').id), version, decision, fields, saved)
      return c.json({ statement: await wholeStatement(house, campaign.id, done.statementId), decision: done.deedId, ...(done.proposed ? { proposed: true } : {}) } as any, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'delete', path: '/api/campaigns/{slug}/statements/{id}/decisions/{decision}', tags, summary: 'Take a decision back within ten seconds',
      request: { params: slug.extend({ id: z.string(), decision: z.string() }) },
      responses: { 200: { description: 'It is yours again', ...json(claim) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'deed.do')
      const { id, decision } = c.req.valid('param')
      const back = await takeBack(house, campaign.id, actor, idOf(id), idOf(decision))
      return c.json({ statement: await wholeStatement(house, campaign.id, back.statementId), until: back.until } as any, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/queue', tags, summary: 'How many statements stand where',
      request: { params: slug },
      responses: { 200: { description: 'The six states add up to the statements', ...json(z.record(z.string(), z.number())) }, ...refusals },
    }),
    async (c) => {
      const { house, campaign } = entered(c.var, 'statement.read')
      return c.json({ ...(await recentCounts(house.db, campaign.id, house.clock.now())) }, 200)
    },
  )

  // Described only: a stream is no answer that a schema could check.
  api.openAPIRegistry.registerPath(
    createRoute({
      method: 'get', path: '/api/campaigns/{slug}/live', tags, summary: 'What happens, as Server-Sent Events',
      description: 'Begins with `hello`. With `Last-Event-ID` it begins with what was missed, or with `reload` when that is not kept any more: then read the queue afresh. Ends when you have no part in the campaign any more.',
      request: { params: slug, headers: z.object({ 'last-event-id': z.string().optional() }), query: z.object({ after: z.string().optional().openapi({ description: 'As `Last-Event-ID`, where no header can be set.' }), page: z.string().optional().openapi({ description: 'Id of an open page: when the stream ends, it looks at nothing any more.' }) }) },
      responses: { 200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } }, ...refusals },
    }),
  )
  api.get('/api/campaigns/:slug/live', (c) => {
    const { house, campaign, actor } = entered(c.var, 'statement.read')
    return streamLive(c, house, campaign, actor)
  })
}

async function workFrom(house: House, campaignId: string, { place, ...rest }: z.output<typeof work>): Promise<Omit<Work, 'version'>> {
  return { ...rest, ...(place?.name ? { place: await placeFrom(house.db, campaignId, place) } : {}) } as Omit<Work, 'version'>
}

export function entered(has: { house: House; campaign: CampaignRef; actor: Actor | undefined }, ability: Ability) {
  const { house, campaign, actor } = has
  allow(actor, campaign, ability)
  return { house, campaign, actor }
}

export function idOf(text: string): string {
  if (!isUuid(text)) throw noStatement()
  return text
}
