import { createRoute, z } from '@hono/zod-openapi'
import type { Api, House } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { shortUrl } from './follow.ts'
import { addCodes, changeLink, codesOf, linkById, linkLimits, linksOf, makeLink, type Code, type Link } from './link.ts'

const tags = ['links']
const base = '/api/campaigns/{slug}/links'
const one = slugParam.extend({ id: z.string() })
const rule = z.object({ device: z.enum(['phone', 'simple', 'computer']).optional(), from: z.number().int().optional(), until: z.number().int().optional(), url: z.string().max(3_000) }).openapi('LinkRule')
const shape = {
  name: z.string().max(1_000), url: z.string().max(3_000), rules: z.array(rule).max(50).openapi({ description: 'Elsewhere on some devices or at some hours (of `zone`); the first that fits.' }), zone: z.string().max(100),
  forward: z.record(z.string().max(40), z.string().max(5_000)).openapi({ description: 'A short text to pass on with it, by language.' }),
  tacticId: z.uuid().nullable().openapi({ description: 'The tactic of the plan that it serves.' }),
}
const link = z.object({ id: z.string(), ...shape, retired: z.boolean(), version: z.number().int(), createdAt: z.iso.datetime() }).openapi('Link')
const code = z.object({
  code: z.string(), url: z.string().openapi({ description: 'The short address.' }), channel: z.string().nullable(), variantId: z.string().nullable(), sharer: z.string().nullable(), createdAt: z.iso.datetime(),
}).openapi('LinkCode')
const taps = z.object({ phone: z.number().int(), simple: z.number().int(), computer: z.number().int(), preview: z.number().int() })
const newCode = z.object({ channel: z.string().max(40).optional(), variantId: z.uuid().optional(), sharer: z.string().max(1_000).optional() })

/** Short links: where they lead, the ways by which they go round, and their taps. Taps are counted, never people. */
export function api(api: Api): void {
  api.openapi(createRoute({
    method: 'get', path: base, tags, summary: 'Short links with their taps', request: { params: slugParam },
    responses: { 200: answer(z.object({ links: z.array(link.extend({ taps: z.number().int(), codes: z.number().int() })) }), 'In use first, newest first'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'campaign.read')
    return c.json({ links: (await linksOf(house.db, campaign.id)).map((found) => ({ ...shown(found), taps: found.taps, codes: found.codes })) }, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: base, tags, summary: 'Make a short link', request: { params: slugParam, ...body(z.object(shape).partial({ rules: true, zone: true, forward: true, tacticId: true })) },
    responses: { 201: answer(z.object({ link }), 'Made, with a first code'), ...problems(404, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    return c.json({ link: shown(await makeLink(house, actor, campaign, c.req.valid('json'))) }, 201)
  })

  api.openapi(createRoute({
    method: 'get', path: `${base}/{id}`, tags, summary: 'One link with its codes', request: { params: one },
    responses: { 200: answer(z.object({ link, codes: z.array(code.extend({ taps })) }), 'The link'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'campaign.read')
    const found = await linkById(house.db, campaign.id, c.req.valid('param').id)
    const codes = await codesOf(house.db, campaign.id, found.id)
    return c.json({ link: shown(found), codes: codes.map((each) => ({ ...shownCode(house, campaign.slug, each), taps: { phone: each.phone, simple: each.simple, computer: each.computer, preview: each.preview } })) }, 200)
  })

  api.openapi(createRoute({
    method: 'patch', path: `${base}/{id}`, tags, summary: 'Change where it leads, for all its codes; `retired`: it leads nowhere any more',
    request: { params: one, ...body(z.object(shape).partial().extend({ retired: z.boolean().optional(), version: z.number().int() })) },
    responses: { 200: answer(z.object({ link }), 'As it is now'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    return c.json({ link: shown(await changeLink(house, actor, campaign, c.req.valid('param').id, c.req.valid('json'))) }, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: `${base}/{id}/codes`, tags, summary: 'More ways for it to go round: one a channel, a wording, a sharer',
    request: { params: one, ...body(z.object({ codes: z.array(newCode).min(1).max(linkLimits.codes) })) },
    responses: { 201: answer(z.object({ codes: z.array(code) }), 'Made, in the order asked for'), ...problems(404, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    const made = await addCodes(house, actor, campaign, c.req.valid('param').id, c.req.valid('json').codes)
    return c.json({ codes: made.map((each) => shownCode(house, campaign.slug, each)) }, 201)
  })
}

function shown({ id, name, url, rules, zone, forward, tacticId, retired, version, createdAt }: Link) {
  return { id, name, url, rules, zone, forward, tacticId, retired, version, createdAt: createdAt.toISOString() }
}

function shownCode(house: House, slug: string, { code, channel, variantId, sharer, createdAt }: Code) {
  return { code, url: shortUrl(house, slug, code), channel, variantId, sharer, createdAt: createdAt.toISOString() }
}
