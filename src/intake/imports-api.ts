import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createRoute, z } from '@hono/zod-openapi'
import { refuse, type Api } from '#core/index.ts'
import { channels, type ChannelName } from '#channel/index.ts'
import { formats, readMap, type Format } from '#channel/file/index.ts'
import { sheetBounds, tooLarge } from '#core/table/index.ts'
import { allow, answer, problems, slugParam } from '#person/index.ts'
import { lookAt, lookBytes } from './look.ts'
import { mostUploaded, rejectsOf, takeUpload, uploadById, uploadsOf, type Upload, type UploadOptions } from './upload.ts'

const base = '/api/campaigns/{slug}/imports'
const tags = ['intake']
const problem = z.object({ code: z.string(), detail: z.string(), mend: z.string().optional() }).nullable()
const upload = z.object({
  id: z.string(), name: z.string(), state: z.enum(['running', 'done', 'refused']), total: z.number(), bytes: z.number(), read: z.number().int(), accepted: z.number().int(),
  known: z.number().int(), rejected: z.number().int(), format: z.string().nullable(), encoding: z.string().nullable(), problem, by: z.string().nullable(),
  createdAt: z.iso.datetime(), changedAt: z.iso.datetime(),
}).openapi('Import')
const query = z.object({
  name: z.string().max(500).default('file'), format: z.enum(formats).optional(), encoding: z.string().max(20).optional(),
  map: z.string().max(5_000).optional().openapi({ description: 'text=Message,postedAt=Date, or the same as a JSON object.' }), channel: z.enum(channels).optional(),
  sheet: z.string().max(100).optional().openapi({ description: 'Of a workbook with several: its name, or its number from 1.' }),
})
const idParam = slugParam.extend({ id: z.string().max(64).openapi({ param: { name: 'id', in: 'path' } }) })
const bytes = { body: { content: { 'application/octet-stream': { schema: z.any() } } } }

/** /api/campaigns/{slug}/imports: the file itself is the body; it is streamed to the disk, then taken in while one may leave. */
export function imports(api: Api): void {
  api.openAPIRegistry.registerPath(
    createRoute({
      method: 'post', path: base, tags, summary: 'Bring a file of posts',
      description: `The body is the file, at most ${mostUploaded / 1024 ** 3} GB, in any format that "clamor import" takes. It is answered when the file is on the disk; how far it is: GET. The same file again doubles nothing.`,
      request: { params: slugParam, query, ...bytes }, responses: { 202: answer(upload, 'It is being taken in.'), ...problems(404, 413, 422) },
    }),
  )
  api.post('/api/campaigns/:slug/imports', async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'import')
    const { id, done } = await takeUpload(house, campaign, actor.person.id, c.req.query('name') ?? 'file', c.req.raw.body, optionsOf(c.req.query()))
    done.catch((error: Error) => house.log.error({ error: error.stack }, 'an import ended badly; it is tried again'))
    return c.json(shown(await uploadById(house.db, campaign.id, id)), 202)
  })

  api.openAPIRegistry.registerPath(
    createRoute({
      method: 'post', path: `${base}/look`, tags, summary: 'Look at the first part of a file', description: `At most ${lookBytes / 1024} kB of it; an XLSX workbook whole, at most ${sheetBounds.bytes / 1024 ** 2} MB. Nothing is taken in.`,
      request: { params: slugParam, query, ...bytes }, responses: { 200: { description: 'Format, encoding, columns and the first posts.' }, ...problems(404, 413, 422) },
    }),
  )
  api.post('/api/campaigns/:slug/imports/look', async (c) => {
    const { campaign, actor } = c.var
    allow(actor, campaign, 'import')
    const head = await bounded(c.req.raw.body)
    if (head.length === 0) throw refuse('file-empty', 422, 'The file is empty.')
    return c.json(await lookAt(head, c.req.query('whole') === 'yes', optionsOf(c.req.query())))
  })

  api.openapi(
    createRoute({ method: 'get', path: base, tags, summary: 'Files brought so far, the newest first', request: { params: slugParam }, responses: { 200: answer(z.object({ imports: z.array(upload) }), 'At most fifty.'), ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'import')
      return c.json({ imports: (await uploadsOf(house.db, campaign.id)).map(shown) }, 200)
    },
  )
  api.openapi(
    createRoute({ method: 'get', path: `${base}/{id}`, tags, summary: 'How far an import is', request: { params: idParam }, responses: { 200: answer(upload, 'As it is now.'), ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'import')
      return c.json(shown(await uploadById(house.db, campaign.id, c.req.valid('param').id)), 200)
    },
  )
  api.openapi(
    createRoute({ method: 'get', path: `${base}/{id}/rejects`, tags, summary: 'The rows that could not be read, with line and reason', request: { params: idParam }, responses: { 200: { description: 'JSON lines.' }, ...problems(404) } }),
    async (c) => {
      const { house, campaign, actor } = c.var
      allow(actor, campaign, 'import')
      const { id } = c.req.valid('param')
      const file = createReadStream(await rejectsOf(house, campaign.id, id))
      return new Response(Readable.toWeb(file) as unknown as ReadableStream, {
        headers: { 'content-type': 'application/x-ndjson', 'content-disposition': `attachment; filename="rejects-${id}.jsonl"`, 'cache-control': 'private, no-store' },
      }) as never
    },
  )
}

function optionsOf(asked: Record<string, string>): UploadOptions {
  const read = query.safeParse(asked)
  if (!read.success) throw refuse('invalid', 400, read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
  const { format, encoding, map, channel, sheet } = read.data
  return {
    ...(sheet ? { sheet } : {}),
    ...(format ? { format: format as Format } : {}), ...(channel ? { channel: channel as ChannelName } : {}),
    ...(encoding ? { encoding: encoding as UploadOptions['encoding'] } : {}), ...(map ? { map: mapOf(map) } : {}),
  } as UploadOptions
}

/** Columns may hold a comma or an equals sign in their names; then a program sends an object. */
function mapOf(text: string): Record<string, string> {
  if (!text.startsWith('{')) return readMap(text)
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text))
  } catch {
    throw refuse('map-wrong', 422, 'The column map is not a JSON object of texts.')
  }
}

function shown({ createdAt, changedAt, ...rest }: Upload) {
  return { ...rest, createdAt: createdAt.toISOString(), changedAt: changedAt.toISOString(), problem: rest.problem ?? null }
}

/** A part of a file, or a whole workbook; no more of it is read, whatever its length says. */
async function bounded(body: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > sheetBounds.bytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}
