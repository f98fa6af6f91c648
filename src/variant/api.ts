import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { isUuid, type Api, type ApiContext } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { addVariants, bankLimits, banksOf, changeBank, changeVariant, makeBank, noBank, wholeBank, type Bank, type Variant } from './bank.ts'
import { lengthOn } from './count.ts'
import type { Warning } from './lint.ts'
import { networks } from './network.ts'
import { composed, shareLink } from './share.ts'

const tags = ['texts']
const base = '/api/campaigns/{slug}/banks'
const idParam = slugParam.extend({ id: z.string() })
const network = z.enum(networks)
const bank = z
  .object({ id: z.string(), name: z.string(), hashtags: z.array(z.string()).openapi({ description: 'Without the #.' }), version: z.number().int(), changedAt: z.iso.datetime() })
  .openapi('Bank')
const warning = z
  .object({
    kind: z.enum(['too-long', 'parts', 'too-alike', 'hashtag-missing']), network: network.optional(), used: z.number().int().optional(), most: z.number().int().optional(),
    parts: z.number().int().optional(), with: z.string().optional().openapi({ description: 'Id of the text it is too much like.' }), share: z.number().optional(),
  })
  .openapi('VariantWarning')
const variant = z
  .object({
    id: z.string(), language: z.string(), networks: z.array(network).openapi({ description: 'Those it is meant for; empty: every one.' }), text: z.string(), link: z.string().nullable(),
    outAt: z.iso.datetime().nullable().openapi({ description: 'Since when it is given to nobody any more.' }), version: z.number().int(), warnings: z.array(warning),
    on: z.record(z.string(), z.object({ used: z.number().int(), most: z.number().int().nullable(), fits: z.boolean(), parts: z.number().int().optional(), share: z.string().nullable() })).openapi({
      description: 'By network: how long it is there, as that network counts, and the address that opens it with the text ready written.',
    }),
  })
  .openapi('Variant')
const given = z.object({
  language: z.string().max(40), networks: z.array(network).max(networks.length).optional(), text: z.string().max(bankLimits.text * 2), link: z.string().max(bankLimits.link).nullable().optional(),
})

/** The bank of texts: wordings, how long they are on each network, and the links that open a network with one of them. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: base, tags, summary: 'Banks of texts', request: { params: slugParam },
      responses: { 200: answer(z.object({ banks: z.array(bank.extend({ variants: z.number().int() })) }), 'Newest first'), ...problems(404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'campaign.read')
      const banks = await banksOf(house.db, campaign.id)
      return c.json({ banks: banks.map((one) => ({ ...shown(one), variants: one.variants })) }, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'post', path: base, tags, summary: 'Make a bank of texts',
      request: { params: slugParam, ...body(z.object({ name: z.string().max(bankLimits.name), hashtags: z.array(z.string().max(101)).max(bankLimits.hashtags) })) },
      responses: { 201: answer(z.object({ bank }), 'Made'), ...problems(400, 404, 422) },
    }),
    async (c) => c.json({ bank: shown(await makeBank(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json'))) }, 201),
  )
  api.openapi(
    createRoute({
      method: 'get', path: `${base}/{id}`, tags, summary: 'A bank with its texts, their lengths, and what the lint says', request: { params: idParam },
      responses: { 200: answer(z.object({ bank, variants: z.array(variant) }), 'In the order in which they were written'), ...problems(404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'campaign.read')
      const { variants, ...whole } = await wholeBank(house.db, campaign.id, bankId(c))
      return c.json({ bank: shown(whole), variants: variants.map(shownVariant) }, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'patch', path: `${base}/{id}`, tags, summary: 'Change a bank',
      request: { params: idParam, ...body(z.object({ version: z.number().int(), name: z.string().max(bankLimits.name).optional(), hashtags: z.array(z.string().max(101)).max(bankLimits.hashtags).optional() })) },
      responses: { 200: answer(z.object({ bank }), 'Changed'), ...problems(400, 404, 409, 422) },
    }),
    async (c) => {
      const { name, hashtags, version } = c.req.valid('json')
      const change = { version, ...(name === undefined ? {} : { name }), ...(hashtags === undefined ? {} : { hashtags }) }
      return c.json({ bank: shown(await changeBank(c.var.house, c.var.actor, c.var.campaign, bankId(c), change)) }, 200)
    },
  )
  variants(api)
}

function variants(api: Api): void {
  api.openapi(
    createRoute({
      method: 'post', path: `${base}/{id}/variants`, tags, summary: 'Add texts to a bank',
      request: { params: idParam, ...body(z.object({ variants: z.array(given).min(1).max(bankLimits.variants) })) },
      responses: { 201: answer(z.object({ variants: z.array(z.object({ id: z.string() })) }), 'Added, in the order given'), ...problems(400, 404, 409, 422) },
    }),
    async (c) => {
      const added = await addVariants(c.var.house, c.var.actor, c.var.campaign, bankId(c), c.req.valid('json').variants)
      return c.json({ variants: added.map(({ id }) => ({ id })) }, 201)
    },
  )
  api.openapi(
    createRoute({
      method: 'patch', path: `${base}/{id}/variants/{variant}`, tags, summary: 'Change a text, take it out of use, or put it back',
      request: { params: idParam.extend({ variant: z.string() }), ...body(given.partial().extend({ version: z.number().int(), out: z.boolean().optional() })) },
      responses: { 200: answer(z.object({ version: z.number().int() }), 'Changed'), ...problems(400, 404, 409, 422) },
    }),
    async (c) => {
      const id = c.req.valid('param').variant
      const { version } = await changeVariant(c.var.house, c.var.actor, c.var.campaign, bankId(c), isUuid(id) ? id : noId, c.req.valid('json'))
      return c.json({ version }, 200)
    },
  )
}

/** No thing has it: what is asked for under another word is refused in the same way as what is not there, after rights were looked at. */
const noId = '00000000-0000-0000-0000-000000000000'

function bankId(c: Context<ApiContext>): string {
  const id = c.req.param('id')!
  allow(c.var.actor, c.var.campaign, 'campaign.read')
  if (!isUuid(id)) throw noBank()
  return id
}

function shown({ id, name, hashtags, version, changedAt }: Bank) {
  return { id, name, hashtags, version, changedAt: changedAt.toISOString() }
}

function shownVariant(one: Variant & { warnings: Warning[] }) {
  const { id, language, networks: meant, text, link, outAt, version, warnings } = one
  const on = (meant.length > 0 ? meant : networks).map((name) => [name, { ...lengthOn(name, composed(name, one)), share: shareLink(name, one) ?? null }] as const)
  return { id, language, networks: meant, text, link, outAt: outAt?.toISOString() ?? null, version, warnings, on: Object.fromEntries(on) }
}

