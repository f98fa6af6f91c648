import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Api } from '#core/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { changeKit } from './kit.ts'
import { addPressPicture } from './picture.ts'
import { addPiece, changePiece, dropPiece, movePieceUp, noPiece, pieceKinds, wholeKit } from './piece.ts'

const tags = ['press']
const at = '/api/campaigns/{slug}/press'
const one = slugParam.extend({ id: z.string() })
const when = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const words = z.record(z.string().max(35), z.string().max(4_000)).openapi({ description: 'By language: {"en": "...", "ar": "..."}.' })
const version = z.number().int()
const kit = z.object({ lead: words, shown: z.boolean(), notBefore: z.string().nullable(), version, changedBy: z.string().nullable(), changedAt: z.string().nullable() }).openapi('PressKit')
const piece = z.object({
  id: z.string(), kind: z.enum(pieceKinds), words, email: z.string().nullable(), phone: z.string().nullable(), source: z.string(), link: z.string().nullable(), day: z.string().nullable(), alt: words, agreedAt: z.string().nullable(),
  agreedNotedBy: z.string().nullable(), notBefore: z.string().nullable(), version, picture: z.object({ width: z.number().int(), height: z.number().int(), bytes: z.number().int() }).nullable(),
}).openapi('PressPiece')
const fields = {
  words, email: z.string().max(300).nullable().optional(), phone: z.string().max(100).nullable().optional(), source: z.string().max(600).optional().openapi({ description: 'Of a fact its source, of a line who said it, of a picture whom to credit.' }),
  link: z.string().max(2_000).nullable().optional(), day: z.string().max(10).nullable().optional().openapi({ description: 'As of when a fact is: 2027-03-01.' }), alt: words.optional(),
  agreed: z.boolean().optional().openapi({ description: 'Whoever it names has agreed to exactly this wording. Contacts and lines need it, each other wording anew.' }), notBefore: when.nullable().optional(),
}

function idOf(text: string): string {
  if (!isUuid(text)) throw noPiece()
  return text
}

/** The press kit: what stands on /{slug}/press. */
export function api(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: at, tags, summary: 'All of it, also what is not public', request: { params: slugParam }, responses: { 200: answer(z.object({ kit, pieces: z.array(piece) }), 'The kit'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'press.edit')
    return c.json((await wholeKit(house.db, campaign.id)) as never, 200)
  })

  api.openapi(createRoute({
    method: 'patch', path: at, tags, summary: 'Show it, take it off, or set an embargo', description: '`notBefore`: the page does not exist before.', request: { params: slugParam, ...body(z.object({ version, lead: words.optional(), shown: z.boolean().optional(), notBefore: when.nullable().optional() })) },
    responses: { 200: answer(z.object({ kit }), 'As it is now'), ...problems(404, 409, 422) },
  }), async (c) => c.json({ kit: await changeKit(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json')) } as never, 200))

  api.openapi(createRoute({
    method: 'post', path: `${at}/pieces`, tags, summary: 'Add a contact, a fact or a line', request: { params: slugParam, ...body(z.object({ kind: z.enum(pieceKinds).exclude(['picture']), ...fields })) },
    responses: { 201: answer(z.object({ piece }), 'Added at the end'), ...problems(404, 422) },
  }), async (c) => c.json({ piece: await addPiece(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json')) } as never, 201))

  api.openapi(createRoute({
    method: 'post', path: `${at}/pictures`, tags, summary: 'Add a picture', description: 'Made anew from its pixels: for printing (JPEG, at most 3,000 pixels) and small.', request: { params: slugParam, ...body(z.object({ data: z.base64().max(14_000_000), ...fields })) },
    responses: { 201: answer(z.object({ piece }), 'Added at the end'), ...problems(404, 422) },
  }), async (c) => {
    const { data, ...wish } = c.req.valid('json')
    return c.json({ piece: await addPressPicture(c.var.house, c.var.actor, c.var.campaign, Buffer.from(data, 'base64'), wish) } as never, 201)
  })

  api.openapi(createRoute({
    method: 'patch', path: `${at}/pieces/{id}`, tags, summary: 'Change one', request: { params: one, ...body(z.object(fields).partial().extend({ version })) }, responses: { 200: answer(z.object({ piece }), 'As it is now'), ...problems(404, 409, 422) },
  }), async (c) => c.json({ piece: await changePiece(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id), c.req.valid('json')) } as never, 200))

  api.openapi(createRoute({ method: 'put', path: `${at}/pieces/{id}/up`, tags, summary: 'One up among those of its kind', request: { params: one }, responses: { 204: { description: 'Moved' }, ...problems(404) } }), async (c) => {
    await movePieceUp(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id))
    return c.body(null, 204)
  })

  api.openapi(createRoute({ method: 'delete', path: `${at}/pieces/{id}`, tags, summary: 'Take one out', request: { params: one }, responses: { 204: { description: 'Gone' }, ...problems(404) } }), async (c) => {
    await dropPiece(c.var.house, c.var.actor, c.var.campaign, idOf(c.req.valid('param').id))
    return c.body(null, 204)
  })
}
