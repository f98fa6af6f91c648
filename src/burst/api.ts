import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { isUuid, type Api, type ApiContext, type House } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { burstLimits, burstOf, burstsOf, burstStates, changeBurst, makeBurst, noBurst, openStop, stateAt, type Burst } from './burst.ts'
import { figuresOf, paceNeeded } from './figures.ts'
import { mostEach, ramps } from './spread.ts'
import { liftStop, longestReason, stopBurst } from './stop.ts'

const tags = ['bursts']
const base = '/api/campaigns/{slug}/bursts'
const idParam = slugParam.extend({ id: z.string() })
const moment = z.iso.datetime({ offset: true })
const words = z.record(z.string().max(35), z.object({ title: z.string().max(burstLimits.title).optional(), lead: z.string().max(burstLimits.lead).optional() }))
const burst = z
  .object({
    id: z.string(), state: z.enum(burstStates), title: z.string(), lead: z.string(), words, zone: z.string(), startsAt: moment, endsAt: moment, opensAt: moment.nullable(), secretHashtag: z.boolean(), bank: z.string(), tactic: z.string().nullable(),
    each: z.number().int(), ramp: z.enum(ramps), aimPeople: z.number().int().nullable(), aimPosts: z.number().int().nullable(), version: z.number().int(),
    stop: z.object({ since: moment, reason: z.string(), everything: z.boolean().openapi({ description: 'Everything of the campaign is held back, this as well: lifted there.' }) }).nullable(), link: z.string().openapi({ description: 'Where people sign up.' }),
  })
  .openapi('Burst')
const counts = z.record(z.string(), z.number().int())
const figures = z
  .object({
    pledged: z.number().int(), opened: z.number().int(), tapped: z.number().int(),
    confirmed: z.number().int().openapi({ description: 'People of whom a post arrived here or whose link was pasted.' }),
    byWord: z.number().int().openapi({ description: 'People who say so, and nothing else tells.' }), stopped: z.number().int(), idle: z.number().int(),
    posts: z.number().int(), minutes: z.array(z.object({ confirmed: z.number().int(), tapped: z.number().int() })), networks: counts,
    countries: counts.openapi({ description: 'By the country of the time zone that people chose.' }), languages: counts, paceNeeded: z.number().nullable().openapi({ description: 'Posts a minute still needed to come to aimPosts.' }),
  })
  .openapi('BurstFigures')
const wish = z.object({
  title: z.string().max(burstLimits.title), lead: z.string().max(burstLimits.lead).optional(), words: words.optional(), zone: z.string().max(60), startsAt: moment, endsAt: moment,
  open: z.boolean().optional().openapi({ description: 'People may sign up.' }), secretHashtag: z.boolean().optional(), each: z.number().int().min(1).max(mostEach).optional(), ramp: z.enum(ramps).optional(),
  aimPeople: z.number().int().positive().nullable().optional(), aimPosts: z.number().int().positive().nullable().optional(),
})

/** Bursts: their hours and aims, STOP for everybody, and what they have come to. Signing up is for people: /{slug}/burst/{id}. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: base, tags, summary: 'Bursts of a campaign', request: { params: slugParam },
      responses: { 200: answer(z.object({ bursts: z.array(burst) }), 'The latest first'), ...problems(404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      return c.json({ bursts: (await burstsOf(house.db, campaign.id)).map((one) => shown(house, campaign.slug, one)) }, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'post', path: base, tags, summary: 'Make a burst', request: { params: slugParam, ...body(wish.extend({ bank: z.uuid().optional().openapi({ description: 'Its texts; without it, it gets a bank of its own.' }), tactic: z.uuid().optional().openapi({ description: 'The tactic of the plan that it carries out.' }) })) },
      responses: { 201: answer(z.object({ burst }), 'Made'), ...problems(400, 404, 422) },
    }),
    async (c) => {
      const { startsAt, endsAt, ...rest } = c.req.valid('json')
      const made = await makeBurst(c.var.house, c.var.actor, c.var.campaign, { ...rest, startsAt: new Date(startsAt), endsAt: new Date(endsAt) })
      return c.json({ burst: shown(c.var.house, c.var.campaign.slug, made) }, 201)
    },
  )
  api.openapi(
    createRoute({
      method: 'get', path: `${base}/{id}`, tags, summary: 'A burst with its figures', request: { params: idParam },
      responses: { 200: answer(z.object({ burst, figures }), 'As it is now'), ...problems(404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'statement.read')
      const one = await burstOf(house.db, campaign.id, idOf(c))
      if (!one) throw noBurst()
      const { latest: _, ...counted } = await figuresOf(house, campaign.id, one)
      return c.json({ burst: shown(house, campaign.slug, one), figures: { ...counted, paceNeeded: paceNeeded(one, counted.posts, house.clock.now()) } }, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'patch', path: `${base}/{id}`, tags, summary: 'Change a burst', request: { params: idParam, ...body(wish.partial().extend({ version: z.number().int() })) },
      responses: { 200: answer(z.object({ burst }), 'Changed'), ...problems(400, 404, 409, 422) },
    }),
    async (c) => {
      const { startsAt, endsAt, ...rest } = c.req.valid('json')
      const change = { ...rest, ...(startsAt ? { startsAt: new Date(startsAt) } : {}), ...(endsAt ? { endsAt: new Date(endsAt) } : {}) }
      return c.json({ burst: shown(c.var.house, c.var.campaign.slug, await changeBurst(c.var.house, c.var.actor, c.var.campaign, idOf(c), change)) }, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'put', path: `${base}/{id}/stop`, tags, summary: 'STOP for everybody, at once', request: { params: idParam, ...body(z.object({ reason: z.string().max(longestReason).optional().openapi({ description: 'Shown on every page.' }) })) },
      responses: { 200: answer(z.object({ burst }), 'Stopped'), ...problems(400, 404, 409) },
    }),
    async (c) => c.json({ burst: shown(c.var.house, c.var.campaign.slug, await stopBurst(c.var.house, c.var.actor, c.var.campaign, idOf(c), c.req.valid('json').reason)) }, 200),
  )
  api.openapi(
    createRoute({
      method: 'delete', path: `${base}/{id}/stop`, tags, summary: 'Lift the STOP', request: { params: idParam },
      responses: { 200: answer(z.object({ burst }), 'It goes on'), ...problems(404, 409) },
    }),
    async (c) => c.json({ burst: shown(c.var.house, c.var.campaign.slug, await liftStop(c.var.house, c.var.actor, c.var.campaign, idOf(c))) }, 200),
  )
}

/** Who may read is told what is not there; to everybody else nothing is. */
function idOf(c: Context<ApiContext>): string {
  allow(c.var.actor, c.var.campaign, 'campaign.read')
  const id = c.req.param('id')!
  if (!isUuid(id)) throw noBurst()
  return id
}

function shown(house: House, slug: string, one: Burst) {
  const stop = openStop(one, house.clock.now())
  return {
    id: one.id, state: stateAt(one, house.clock.now()), title: one.title, lead: one.lead, words: one.words, zone: one.zone, startsAt: one.startsAt.toISOString(), endsAt: one.endsAt.toISOString(), opensAt: one.opensAt?.toISOString() ?? null,
    secretHashtag: one.secretHashtag, bank: one.bank.id, tactic: one.tacticId, each: one.each, ramp: one.ramp, aimPeople: one.aimPeople, aimPosts: one.aimPosts, version: one.version,
    stop: stop ? { since: stop.from.toISOString(), reason: stop.reason, everything: stop.everything } : null, link: `${house.origin}/${slug}/burst/${one.id}`,
  }
}
