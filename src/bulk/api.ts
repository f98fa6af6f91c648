import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Actor, type Api, type CampaignRef, type House } from '#core/index.ts'
import { mostAtOnce, searchFilter, type Asking } from '#desk/index.ts'
import { allow, answer, body, problems, slugParam, type Ability } from '#person/index.ts'
import { states } from '#statement/index.ts'
import { bulkById, bulkStates, listBulks, talliesOf, type Bulk, type Tally } from './bulk.ts'
import { makeBulk } from './make.ts'
import { previewBulk } from './preview.ts'
import { outcomes } from './reason.ts'
import { noBulk, takeBackBulk } from './take-back.ts'
import { allowWish, type Wish } from './wish.ts'

const tags = ['bulk']
const path = '/api/campaigns/{slug}/bulks'
const wishShape = {
  decision: z.string().max(40).openapi({ description: 'area (with issueArea), wait (out of aside, or a discard taken back), or a decision: discard (with reason), done, hand-on (with group), question (with the id of one).' }),
  search: z.object({ q: z.string().max(500).optional(), state: z.enum(states).optional(), language: z.string().max(35).optional(), channel: z.string().max(20).optional(), issueArea: z.string().max(200).optional(), about: z.string().max(200).optional() }).optional().openapi({ description: 'All that it finds; the query keys of GET statements.' }),
  statements: z.array(z.string()).max(500).optional().openapi({ description: `Or these. A volunteer names at most ${mostAtOnce}.` }),
}
const wish = z.object(wishShape).loose()
const tally = z.array(z.object({ outcome: z.enum(outcomes), count: z.number().int() })).openapi({ description: 'done, proposed (a second person confirms), or why they were left out: held, alarm, urgent, review, asked, aside, decided, stands, reach (not in your rights), same (nothing to do), stopped.' })
const bulk = z
  .object({
    id: z.string(), decision: z.string(), with: z.any(), search: z.any().nullable(), by: z.string(), at: z.string(), state: z.enum(bulkStates), statements: z.number().int(),
    doneAt: z.string().nullable(), outcomes: tally, open: z.number().int().openapi({ description: 'Not their turn yet.' }),
    undoneBy: z.string().nullable(), undoneAt: z.string().nullable(), back: z.number().int(), moved: z.number().int().openapi({ description: 'Could not be taken back: somebody had moved on.' }),
  })
  .openapi('Bulk')
const preview = z.object({
  statements: z.number().int(), can: z.number().int(), posts: z.number().int(), second: z.number().int().openapi({ description: 'Of those it can be done to, as many go to a second person.' }),
  firstHand: z.number().int(), left: tally, holders: z.array(z.object({ name: z.string(), count: z.number().int() })),
  examples: z.array(z.object({ id: z.string(), text: z.string(), language: z.string().nullable(), posts: z.number().int(), firstHand: z.boolean() })),
  seen: z.string().openapi({ description: 'Give it along when you do it: what arrived since is not meant.' }),
})

/** /api/campaigns/{slug}/bulks: the same done to many statements at once, previewed before and taken back as a whole. */
export function api(api: Api): void {
  api.openapi(
    createRoute({ method: 'post', path: '/api/campaigns/{slug}/bulk-previews', tags, summary: 'How many it would be done to, and why not to the others; nothing is changed', request: { params: slugParam, ...body(wish) }, responses: { 200: answer(preview, 'Counted exactly, with examples.'), ...problems(404, 422) } }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'bulk.few')
      const { seen, ...found } = await previewBulk(house, actor, campaign, await wishOf(house, campaign, actor, c.req.valid('json')))
      return c.json({ ...found, seen: seen.toISOString() }, 200)
    },
  )

  api.openapi(
    createRoute({
      method: 'post', path, tags, summary: 'Does it; what somebody has, what is urgent and what is decided is left alone',
      request: { params: slugParam, ...body(z.object({ ...wishShape, seen: z.iso.datetime().optional() }).loose()) }, responses: { 201: answer(z.object({ bulk }), '`doing` while it is still at work.'), ...problems(404, 422) },
    }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'bulk.few')
      const { seen, ...given } = c.req.valid('json')
      const made = await makeBulk(house, actor, campaign, { ...(await wishOf(house, campaign, actor, given)), ...(seen ? { seen: new Date(seen) } : {}) })
      return c.json({ bulk: await whole(house, campaign, made) } as any, 201)
    },
  )

  api.openapi(
    createRoute({ method: 'get', path, tags, summary: 'What was done to many at once, the latest first', request: { params: slugParam, query: z.object({ before: z.iso.datetime().optional(), limit: z.coerce.number().int().min(1).max(200).optional() }) }, responses: { 200: answer(z.object({ bulks: z.array(bulk) }), 'A page; `before` leads to the next.'), ...problems(404) } }),
    async (c) => {
      const { house, campaign } = entered(c.var, 'statement.read')
      const { before, limit } = c.req.valid('query')
      const bulks = await listBulks(house.db, campaign.id, { ...(before ? { before: new Date(before) } : {}), ...(limit ? { limit } : {}) })
      const tallies = await talliesOf(house.db, campaign.id, bulks.map((one) => one.id))
      return c.json({ bulks: bulks.map((one) => shown(one, tallies.get(one.id)!)) } as any, 200)
    },
  )

  const withId = slugParam.extend({ id: z.string() })
  api.openapi(
    createRoute({ method: 'get', path: `${path}/{id}`, tags, summary: 'One of them, and how far it is', request: { params: withId }, responses: { 200: answer(z.object({ bulk }), 'As it stands.'), ...problems(404) } }),
    async (c) => {
      const { house, campaign } = entered(c.var, 'statement.read')
      const found = await bulkById(house.db, campaign.id, idOf(c.req.valid('param').id))
      if (!found) throw noBulk()
      return c.json({ bulk: await whole(house, campaign, found) } as any, 200)
    },
  )

  api.openapi(
    createRoute({ method: 'delete', path: `${path}/{id}`, tags, summary: 'Takes all of it back, as far as nobody has moved on from it', request: { params: withId }, responses: { 200: answer(z.object({ bulk }), '`undoing` while it is still at work.'), ...problems(404, 409) } }),
    async (c) => {
      const { house, campaign, actor } = entered(c.var, 'bulk.few')
      return c.json({ bulk: await whole(house, campaign, await takeBackBulk(house, actor, campaign, idOf(c.req.valid('param').id))) } as any, 200)
    },
  )
}

async function wishOf(house: House, campaign: CampaignRef, actor: Actor, given: { decision: string; search?: Asking | undefined; statements?: string[] | undefined }): Promise<Wish> {
  const { decision, search, statements, ...fields } = given
  // Before the search is looked at: what it says of places and people is for whoever may.
  allowWish(actor, campaign, { kind: decision, statements, search: search as never })
  return { kind: decision, fields, statements, search: search && { filter: await searchFilter(house, campaign, actor, search), asking: search } }
}

async function whole(house: House, campaign: CampaignRef, one: Bulk) {
  return shown(one, (await talliesOf(house.db, campaign.id, [one.id])).get(one.id)!)
}

function shown({ kind, input, asking, personId: _, ...one }: Bulk, { did: _did, ...tally }: Tally) {
  return { ...one, decision: kind, with: input, search: asking, ...tally }
}

function entered(has: { house: House; campaign: CampaignRef; actor: Actor | undefined }, ability: Ability) {
  const { house, campaign, actor } = has
  allow(actor, campaign, ability)
  return { house, campaign, actor }
}

function idOf(text: string): string {
  if (!isUuid(text)) throw noBulk()
  return text
}
