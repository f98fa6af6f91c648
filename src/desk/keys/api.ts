import { createRoute, z } from '@hono/zod-openapi'
import { refuse, type Actor, type Api } from '#core/index.ts'
import { answer, body, notSignedIn, problems } from '#person/index.ts'
import { changeKeys, doings, keysOf, resetKeys, type OwnKeys } from './keys.ts'

const tags = ['desk']
const path = '/api/me/keys'
const own = z.object({ keys: z.record(z.string(), z.string()), off: z.boolean() }).openapi('SingleKeys')
const change = z.object({ keys: z.partialRecord(z.enum(doings as [string, ...string[]]), z.string().max(8)).optional(), off: z.boolean().optional() }).strict()

/** The single keys of whoever asks: the same in every campaign, and on every device. */
export function keysApi(api: Api): void {
  api.openapi(
    createRoute({ method: 'get', path, tags, summary: 'Your single keys at the desk', responses: { 200: answer(own, 'By what they do; empty: no key.'), ...problems() } }),
    async (c) => c.json(shown(await keysOf(c.var.house.db, themselves(c.var.actor).person.id)), 200),
  )
  api.openapi(
    createRoute({
      method: 'patch', path, tags, summary: 'Change single keys, or switch them off', request: body(change),
      responses: { 200: answer(own, 'As they are now.'), ...problems(400, 409, 422) },
    }),
    async (c) => c.json(shown(await changeKeys(c.var.house, themselves(c.var.actor), c.req.valid('json'))), 200),
  )
  api.openapi(
    createRoute({ method: 'delete', path, tags, summary: 'All single keys as they are at first', responses: { 200: answer(own, 'As they are now.'), ...problems() } }),
    async (c) => c.json(shown(await resetKeys(c.var.house, themselves(c.var.actor))), 200),
  )
}

function themselves(actor: Actor | undefined): Actor {
  if (!actor) throw notSignedIn()
  if (actor.token) throw refuse('forbidden', 403, 'No token reaches this: sign in to do it.')
  return actor
}

const shown = ({ keys, off }: OwnKeys) => ({ keys: { ...keys }, off })
