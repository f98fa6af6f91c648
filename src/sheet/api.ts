import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { isUuid, refuse, type Api, type ApiContext, type CampaignRef, type House } from '#core/index.ts'
import { mostNotes, sheetBody, sheetHead, sheetNote } from '#channel/index.ts'
import { allow, answer, body, limit, problems, slugParam } from '#person/index.ts'
import { photoLimits } from '#post/index.ts'
import { collectorLimits, enterAsCollector, listCollectors, makeCollectors, renewCollector, revokeCollector, type Collector } from './collector.ts'
import { keepSheetPhoto } from './photo.ts'
import { listSheets } from './read.ts'
import { takeSheet, type Sender } from './take.ts'

const tags = ['typing in']
const base = '/api/campaigns/{slug}'
const idParam = slugParam.extend({ id: z.string() })

const sent = z.object({ sheet: sheetHead, notes: z.array(sheetNote).max(mostNotes) }).openapi('Sheet of notes')
const taken = z
  .object({
    accepted: z.number().int().openapi({ description: 'Stored now.' }),
    known: z.number().int().openapi({ description: 'Were there before; nothing changed.' }),
    sent: z.array(z.object({ id: z.string(), language: z.string().nullable() })).openapi({ description: 'Safe now: the device may let go of them.' }),
    refused: z.array(z.object({ id: z.string(), code: z.string(), detail: z.string() })).openapi({ description: 'Not taken, each with why; the others are.' }),
  })
  .openapi('TakenSheet')
const sheetRow = z
  .object({
    id: z.string(), collector: z.string(), person: z.string().nullable(), place: z.string().nullable(), day: z.string().nullable(), changedAt: z.iso.datetime(),
    notes: z.number().int(), photos: z.array(z.string()),
  })
  .openapi('SheetSent')
const collector = z
  .object({
    id: z.string(), label: z.string(), place: z.string(), cap: z.number().int(), sent: z.number().int(), photos: z.number().int(),
    createdAt: z.iso.datetime(), expiresAt: z.iso.datetime(), revokedAt: z.iso.datetime().nullable(), lastAt: z.iso.datetime().nullable(),
  })
  .openapi('Collector')
const made = collector.extend({ link: z.string().openapi({ description: 'Shown this once: only its hash is kept.' }) }).openapi('MadeCollector')

/** What a collector's link may ask for, whatever the device: notes come in hundreds, not in thousands a minute. */
const perLink = { max: 120, seconds: 60 }

/** Sheets of typed-in notes, by people and by collectors, and the collectors themselves. */
export function api(api: Api): void {
  sheets(api)
  collecting(api)
  collectors(api)
}

function sheets(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: `${base}/sheets`, tags, summary: 'Sheets typed in lately', request: { params: slugParam },
      responses: { 200: answer(z.object({ sheets: z.array(sheetRow) }), 'Newest first; their words are at the desk'), ...problems(404) },
    }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'sheet.type')
      const sheets = await listSheets(house.db, campaign.id)
      return c.json({ sheets: sheets.map((one) => ({ ...one, changedAt: one.changedAt.toISOString() })) }, 200)
    },
  )
  const person = async (c: Context<ApiContext>): Promise<Sender> => {
    const { campaign, actor } = c.var
    allow(actor, campaign, 'sheet.type')
    return { personId: actor.person.id }
  }
  sheetRoute(api, `${base}/sheets`, 'Send notes from a paper sheet', person)
  photoRoute(api, `${base}/sheets/photos/{id}`, person)
}

/** What a collector's link opens, and all that it opens. */
function collecting(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: `${base}/collect`, tags, summary: 'What a collector may send', description: 'With the secret of a collector\'s link as bearer (`clc_...`), which opens these three calls and nothing else.',
      request: { params: slugParam },
      responses: { 200: answer(z.object({ label: z.string(), place: z.string(), cap: z.number().int(), sent: z.number().int(), expiresAt: z.iso.datetime() }), 'The collector'), ...problems(410, 429) },
    }),
    async (c) => {
      const { label, place, cap, sent, expiresAt } = await collectorIn(c)
      return c.json({ label, place, cap, sent, expiresAt: expiresAt.toISOString() }, 200)
    },
  )
  const collector = async (c: Context<ApiContext>): Promise<Sender> => ({ collector: await collectorIn(c) })
  sheetRoute(api, `${base}/collect`, 'Send notes as a collector; name and place are those of the link', collector)
  photoRoute(api, `${base}/collect/photos/{id}`, collector)
}

function collectors(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: `${base}/collectors`, tags, summary: 'Collectors of a campaign', request: { params: slugParam },
      responses: { 200: answer(z.object({ collectors: z.array(collector) }), 'Those whose link opens first'), ...problems(404) },
    }),
    async (c) => c.json({ collectors: (await listCollectors(c.var.house, c.var.actor, c.var.campaign)).map(shown) }, 200),
  )
  api.openapi(
    createRoute({
      method: 'post', path: `${base}/collectors`, tags, summary: 'Make collectors, each with a link',
      request: {
        params: slugParam,
        ...body(z.object({
          collectors: z.array(z.object({ label: z.string().max(collectorLimits.label), place: z.string().max(collectorLimits.place) })).min(1).max(collectorLimits.atOnce),
          days: z.number().int().min(1).max(collectorLimits.days).default(7), cap: z.number().int().min(1).max(collectorLimits.cap).default(1_000),
        })),
      },
      responses: { 201: answer(z.object({ collectors: z.array(made) }), 'Made'), ...problems(400, 404, 422) },
    }),
    async (c) => {
      const collectors = await makeCollectors(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json'))
      return c.json({ collectors: collectors.map((one) => ({ ...shown(one), link: one.link })) }, 201)
    },
  )
  api.openapi(
    createRoute({
      method: 'put', path: `${base}/collectors/{id}/link`, tags, summary: 'Another link for a collector; the one before ends', request: { params: idParam },
      responses: { 200: answer(made, 'Made'), ...problems(404) },
    }),
    async (c) => {
      const one = await renewCollector(c.var.house, c.var.actor, c.var.campaign, uuidOr404(c))
      return c.json({ ...shown(one), link: one.link }, 200)
    },
  )
  api.openapi(
    createRoute({
      method: 'delete', path: `${base}/collectors/{id}`, tags, summary: 'End a collector\'s link at once', request: { params: idParam },
      responses: { 204: { description: 'Ended' }, ...problems(404) },
    }),
    async (c) => {
      await revokeCollector(c.var.house, c.var.actor, c.var.campaign, uuidOr404(c))
      return c.body(null, 204)
    },
  )
}

/** Described only: the notes are judged one by one further on, where the schema would refuse a whole sheet for one of them. */
function sheetRoute(api: Api, path: string, summary: string, senderOf: (c: Context<ApiContext>) => Promise<Sender>): void {
  api.openAPIRegistry.registerPath(
    createRoute({
      method: 'post', path, tags, summary,
      description: 'Ids of the sheet and of each note are made on the device, once; sent again, a note is known. One note that cannot be taken does not hold up the others.',
      request: { params: slugParam, ...body(sent) },
      responses: { 200: answer(taken, 'Taken in'), ...problems(400, 404, 409, 410, 413, 429) },
    }),
  )
  api.post(path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    const sender = await senderOf(c)
    const read = sheetBody.safeParse(await c.req.json().catch(() => undefined))
    if (!read.success) throw refuse('invalid', 400, read.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; '))
    return c.json(await takeSheet(c.var.house, c.var.campaign, sender, read.data), 200)
  })
}

/** A photograph travels as its bytes; what its sheet is stands in the query, since it may arrive before any note. */
function photoRoute(api: Api, path: string, senderOf: (c: Context<ApiContext>) => Promise<Sender>): void {
  const query = z.object({ sheet: z.uuid(), collector: z.string().max(200).optional(), place: z.string().max(300).optional(), day: z.string().regex(/^\d{4}-\d\d-\d\d$/).optional() })
  api.openAPIRegistry.registerPath(
    createRoute({
      method: 'put', path, tags, summary: 'Send a photograph of the wall', description: `JPEG, PNG or WebP of at most ${photoLimits.bytes / 1_000_000} MB, as the body. Its id is made on the device.`,
      request: { params: idParam, query, body: { content: { 'image/*': { schema: z.string().openapi({ format: 'binary' }) } } } },
      responses: { 200: answer(z.object({ known: z.boolean() }), 'Kept'), ...problems(400, 409, 410, 413, 422, 429) },
    }),
  )
  api.put(path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    const sender = await senderOf(c)
    const id = c.req.param('id')!
    const asked = query.safeParse(c.req.query())
    if (!isUuid(id) || !asked.success) throw refuse('invalid', 400, 'A photograph and its sheet have ids made on the device (UUIDs).')
    const { sheet, ...head } = asked.data
    return c.json(await keepSheetPhoto(c.var.house, c.var.campaign, sender, { id: sheet, ...head }, id, await photoBytes(c.req.raw)), 200)
  })
}

async function photoBytes(request: Request): Promise<Uint8Array> {
  const tooLarge = () => refuse('too-large', 413, `A photograph has at most ${photoLimits.bytes / 1_000_000} MB.`)
  if (Number(request.headers.get('content-length') ?? 0) > photoLimits.bytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > photoLimits.bytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

async function collectorIn(c: Context<ApiContext>): Promise<Collector> {
  const { house, campaign } = c.var as { house: House; campaign: CampaignRef }
  const collector = await enterAsCollector(house, campaign, c.req.header('authorization')?.match(/^Bearer\s+(\S+)$/i)?.[1])
  await limit(house, 'collector', collector.id, perLink)
  return collector
}

function uuidOr404(c: Context<ApiContext>): string {
  const id = c.req.param('id')!
  if (!isUuid(id)) throw refuse('not-found', 404, 'There is no such collector.')
  return id
}

function shown({ id, label, place, cap, sent, photos, createdAt, expiresAt, revokedAt, lastAt }: Collector) {
  return { id, label, place, cap, sent, photos, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), revokedAt: revokedAt?.toISOString() ?? null, lastAt: lastAt?.toISOString() ?? null }
}
