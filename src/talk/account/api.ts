import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, refuse, type Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { checkAccount, connectAccount, disconnectAccount, ownAccounts } from './account.ts'
import { ownNetworks } from './connected.ts'

const tags = ['accounts']
const at = '/api/campaigns/{slug}/accounts'
const one = slugParam.extend({ id: z.string() })
const account = z.object({
  id: z.string(), channel: z.enum(ownNetworks), handle: z.string(), server: z.string(), longest: z.number().int().nullable(), state: z.enum(['connected', 'signed-out']), reason: z.string().nullable(),
  connectedBy: z.string().nullable(), connectedAt: z.string(), checkedAt: z.string(),
}).openapi('OwnAccount')
const key = z.string().max(2_000)
const wish = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('mastodon'), server: z.string().max(300), token: key }),
  z.object({ channel: z.literal('bluesky'), server: z.string().max(300).optional(), handle: z.string().max(300), password: key }),
  z.object({ channel: z.literal('x'), consumerKey: key, consumerSecret: key, token: key, tokenSecret: key }),
])

function idOf(text: string): string {
  if (!isUuid(text)) throw refuse('not-found', 404, 'There is no such account.')
  return text
}

/** Accounts of the campaign's own on networks. What proves that they are ours goes in and never comes out. */
export function accountApi(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: at, tags, summary: 'Own accounts on networks', request: { params: slugParam }, responses: { 200: answer(z.object({ accounts: z.array(account) }), 'Without their keys'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'publication.read')
    return c.json({ accounts: await ownAccounts(house.db, campaign.id) } as never, 200)
  })
  api.openapi(createRoute({
    method: 'post', path: at, tags, summary: 'Connect one, or connect it anew', description: 'It is looked at first, and kept only if the network knows it. For a person who is signed in: no token does this.',
    request: { params: slugParam, ...body(wish) }, responses: { 201: answer(z.object({ account }), 'Connected'), ...problems(404, 422) },
  }), async (c) => c.json({ account: await connectAccount(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json')) } as never, 201))
  api.openapi(createRoute({ method: 'post', path: `${at}/{id}/checks`, tags, summary: 'Check the connection', request: { params: one }, responses: { 200: answer(z.object({ account }), 'As it is now'), ...problems(404) } }), async (c) =>
    c.json({ account: await checkAccount(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id)) } as never, 200))
  api.openapi(createRoute({ method: 'delete', path: `${at}/{id}`, tags, summary: 'Disconnect it: its keys are forgotten', request: { params: one }, responses: { 204: { description: 'Forgotten' }, ...problems(404) } }), async (c) => {
    await disconnectAccount(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id))
    return c.body(null, 204)
  })
}
