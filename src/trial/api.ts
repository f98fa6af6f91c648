import { createRoute, z } from '@hono/zod-openapi'
import type { Api, House } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { shortUrl } from '#link/index.ts'
import { crownWinner } from './crown.ts'
import { standingOf } from './judge.ts'
import { beginTrial, handOut, stopTrial, trialById, trialLimits, trialsOf, trialStates, unitsOf, type Trial, type Unit } from './trial.ts'

const tags = ['trials']
const base = '/api/campaigns/{slug}/trials'
const one = slugParam.extend({ id: z.string() })
const shape = {
  linkId: z.string(), bankId: z.string().nullable(), name: z.string(), unit: z.enum(['sharer', 'slot']), windowMinutes: z.number().int(), beginsAt: z.iso.datetime(), endsAt: z.iso.datetime(),
  arms: z.array(z.object({ text: z.string(), variantId: z.string().nullable() })),
}
const trial = z.object({ id: z.string(), ...shape, state: z.enum(trialStates), winner: z.number().int().nullable(), decidedAt: z.iso.datetime().nullable(), version: z.number().int() }).openapi('Trial')
const unit = z.object({ number: z.number().int(), arm: z.number().int(), url: z.string(), sharer: z.string().nullable(), beginsAt: z.iso.datetime(), maturesAt: z.iso.datetime(), taps: z.number().int().nullable() }).openapi('TrialUnit')
const decided = z.array(z.array(z.number().int())).openapi({ description: 'Pairs that the row has won against the column.' })
const strength = z.array(z.array(z.number())).openapi({ description: 'How far the evidence has come that the row is better than the column: 1 is enough.' })

/** Trials of wordings: which brings more people to a link. */
export function api(api: Api): void {
  api.openapi(createRoute({
    method: 'get', path: base, tags, summary: 'Trials of wordings', request: { params: slugParam }, responses: { 200: answer(z.object({ trials: z.array(trial) }), 'Newest first'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'campaign.read')
    return c.json({ trials: (await trialsOf(house.db, campaign.id)).map(shown) }, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: base, tags, summary: 'Begin a trial', description: 'What counts and when it ends is said here and cannot be changed after.',
    request: {
      params: slugParam,
      ...body(z.object({
        ...shape, linkId: z.uuid(), bankId: z.uuid().nullish(), name: z.string().max(1_000), arms: z.array(z.object({ text: z.string().max(10_000), variantId: z.uuid().nullish() })).max(20),
      })),
    },
    responses: { 201: answer(z.object({ trial }), 'Begun'), ...problems(404, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    const wish = c.req.valid('json')
    const made = await beginTrial(house, actor, campaign, {
      ...wish, bankId: wish.bankId ?? null, arms: wish.arms.map(({ text, variantId }) => ({ text, variantId: variantId ?? null })), beginsAt: new Date(wish.beginsAt), endsAt: new Date(wish.endsAt),
    })
    return c.json({ trial: shown(made) }, 201)
  })

  api.openapi(createRoute({
    method: 'get', path: `${base}/{id}`, tags, summary: 'One trial with its units and how the wordings stand', request: { params: one },
    responses: { 200: answer(z.object({ trial, units: z.array(unit), decided, strength }), 'The trial'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'campaign.read')
    const found = await trialById(house.db, campaign.id, c.req.valid('param').id)
    const units = await unitsOf(house.db, campaign.id, found.id)
    const standing = standingOf(found, units)
    return c.json({ trial: shown(found), units: units.map((each) => shownUnit(house, campaign.slug, each)), decided: standing.decided, strength: standing.strength }, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: `${base}/{id}/units`, tags, summary: 'Give people their wording and their own short link', request: { params: one, ...body(z.object({ sharers: z.array(z.string().max(120)).min(1).max(trialLimits.handOut) })) },
    responses: { 201: answer(z.object({ units: z.array(unit) }), 'In the order asked for'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    const units = await handOut(house, actor, campaign, c.req.valid('param').id, c.req.valid('json').sharers)
    return c.json({ units: units.map((each) => shownUnit(house, campaign.slug, each)) }, 201)
  })

  api.openapi(createRoute({
    method: 'put', path: `${base}/{id}/stop`, tags, summary: 'End it before its end', request: { params: one }, responses: { 200: answer(z.object({ trial }), 'Stopped'), ...problems(404, 409) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    return c.json({ trial: shown(await stopTrial(house, actor, campaign, c.req.valid('param').id)) }, 200)
  })

  api.openapi(createRoute({
    method: 'put', path: `${base}/{id}/crown`, tags, summary: 'The wording that won goes into the bank, the others out of it',
    request: { params: one, ...body(z.object({ bankId: z.uuid().optional(), language: z.string().max(40).optional() })) },
    responses: { 200: answer(z.object({ out: z.number().int() }), 'How many were taken out'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'link.make')
    const { bankId, language } = c.req.valid('json')
    const { out } = await crownWinner(house, actor, campaign, c.req.valid('param').id, { ...(bankId ? { bankId } : {}), ...(language ? { language } : {}) })
    return c.json({ out }, 200)
  })
}

function shown({ beginsAt, endsAt, decidedAt, ...rest }: Trial) {
  return { ...rest, beginsAt: beginsAt.toISOString(), endsAt: endsAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null }
}

function shownUnit(house: House, slug: string, { number, arm, code, sharer, beginsAt, maturesAt, taps }: Unit) {
  return { number, arm, url: shortUrl(house, slug, code), sharer, beginsAt: beginsAt.toISOString(), maturesAt: maturesAt.toISOString(), taps }
}
