import { createRoute, z } from '@hono/zod-openapi'
import { campaignById } from '#campaign/index.ts'
import { isUuid, type Api } from '#core/index.ts'
import { allow, answer, body, may, problems, slugParam } from '#person/index.ts'
import { networks } from '#variant/index.ts'
import { listFor } from './list.ts'
import { noPost, postStates } from './post.ts'
import { amplifyLimits, changePost, putOn, setState } from './put.ts'
import { tapPost } from './tap.ts'
import { ways, type Way } from './way.ts'

const tags = ['amplify']
const at = '/api/campaigns/{slug}/amplify'
const one = slugParam.extend({ id: z.string() })
const moment = z.string()
const when = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const post = z.object({
  id: z.string(), network: z.enum(networks).nullable().openapi({ description: 'Null: a page on the web that is no post of a network.' }), link: z.string(), reason: z.string(), words: z.string().openapi({ description: 'A sentence to send along to chats.' }),
  origin: z.enum(['own', 'partner', 'said', 'other']), partner: z.string().nullable(), tacticId: z.string().nullable(), tactic: z.string().nullable().openapi({ description: 'Title of the tactic of the plan that repeating it serves; its taps are a figure of the tactic’s aims.' }), text: z.string().nullable(), language: z.string().nullable(), notBefore: moment.nullable(), from: moment, until: moment, spreadMinutes: z.number().int(),
  putOnByName: z.string(), also: z.number().int().openapi({ description: 'How many others put it on as well.' }), state: z.enum(postStates), version: z.number().int(),
  taps: z.record(z.string(), z.number().int()).openapi({ description: 'By way: how often members opened it so. Taps, not posts.' }), embargoed: z.object({ word: z.string(), title: z.string() }).nullable(),
}).openapi('AmplifyPost')
const own = post.extend({ ways: z.array(z.enum(ways as [Way, ...Way[]])), dueAt: moment.openapi({ description: 'From when on it is yours to repeat.' }), mine: z.array(z.string()) })
const fields = {
  reason: z.string().max(amplifyLimits.reason * 2), tacticId: z.uuid().nullable().optional(), words: z.string().max(amplifyLimits.words * 2).optional(), notBefore: when.nullable().optional(), until: when,
  spreadMinutes: z.number().int().optional().openapi({ description: 'Members get it one after the other within so many minutes; 30 unless said otherwise.' }),
}

function idOf(text: string): string {
  if (!isUuid(text)) throw noPost()
  return text
}

/** The team's list of posts worth repeating, as each member has it; repeating itself is a person's: `taps` takes no token. */
export function api(api: Api): void {
  api.openapi(createRoute({
    method: 'get', path: at, tags, summary: 'Your list', description: 'In your own order, with your own hour for each: so not everybody repeats the same in the same minute. Empty while a STOP or an embargo holds.', request: { params: slugParam },
    responses: { 200: answer(z.object({ held: z.boolean(), now: z.array(own), later: z.array(own), done: z.array(own), restUntil: moment.nullable(), aside: z.array(post) }), 'As it is now'), ...problems(404) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'amplify.read')
    return c.json((await listFor(house, (await campaignById(house.db, campaign.id))!, actor.person.id, { all: may(actor, campaign, 'amplify.put') })) as never, 200)
  })

  api.openapi(createRoute({
    method: 'post', path: at, tags, summary: 'Put a post on the list', description: 'The same post under another address is known again: `200`, and it stays until the later of both ends.', request: { params: slugParam, ...body(z.object({ link: z.string().max(2_000), partner: z.string().nullable().optional(), ...fields })) },
    responses: { 200: answer(z.object({ post }), 'It was on already'), 201: answer(z.object({ post }), 'Put on'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    const { post: put, known } = await putOn(house, actor, campaign, c.req.valid('json'))
    return c.json({ post: put } as never, known ? 200 : 201)
  })

  api.openapi(createRoute({
    method: 'patch', path: `${at}/{id}`, tags, summary: 'Change what is said of it, until when, and how it is spread', request: { params: one, ...body(z.object(fields).partial().extend({ version: z.number().int() })) },
    responses: { 200: answer(z.object({ post }), 'As it is now'), ...problems(403, 404, 409, 422) },
  }), async (c) => c.json({ post: await changePost(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id), c.req.valid('json')) } as never, 200))

  api.openapi(createRoute({
    method: 'put', path: `${at}/{id}/state`, tags, summary: 'Take it off, put it back, or say that it is gone', request: { params: one, ...body(z.object({ state: z.enum(postStates) })) }, responses: { 204: { description: 'Done' }, ...problems(403, 404, 409) },
  }), async (c) => {
    await setState(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id), c.req.valid('json').state)
    return c.body(null, 204)
  })

  api.openapi(createRoute({
    method: 'post', path: `${at}/{id}/taps`, tags, summary: 'Open it in one of its ways', description: 'Counted once for each member and way; at most five a minute and fifteen an hour.', request: { params: one, ...body(z.object({ way: z.enum(ways as [Way, ...Way[]]) })) },
    responses: { 201: answer(z.object({ address: z.string() }), 'The address that opens it'), ...problems(404, 409, 429) },
  }), async (c) => c.json({ address: await tapPost(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id), c.req.valid('json').way) }, 201))
}
