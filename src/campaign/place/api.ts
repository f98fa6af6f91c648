import { createRoute, z } from '@hono/zod-openapi'
import { refuse, type Api } from '#core/index.ts'
import { readMap, sheetBounds, tooLarge } from '#core/table/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { areaAt, areasGeoJson } from './area.ts'
import { showSet } from './area-map.ts'
import { countryOf, findPlaces, placeMeant, setCountry, setPlaces } from './place.ts'
import { placeFaults, readPlaces } from './read.ts'
import { bringSet, previewSet, removeSet, setsOf } from './set.ts'
import { askForTowns } from './town.ts'

const tags = ['places']
const base = '/api/campaigns/{slug}/places'
const place = z.object({
  id: z.string(), name: z.string(), label: z.string().openapi({ description: 'The name that was looked for, in its script.' }), district: z.string().nullable(),
  region: z.string().nullable().openapi({ description: "Of the world's towns: the largest town of the same part of the country." }), country: z.string().nullable(), code: z.string().nullable(),
  lat: z.number(), lon: z.number(), kind: z.string(), population: z.number().int().nullable(), own: z.boolean().openapi({ description: "Of the campaign's own gazetteer, not of the world's towns." }),
}).openapi('Place')
const placeSet = z.object({ id: z.string(), name: z.string(), file: z.string(), places: z.number().int(), areas: z.number().int(), onMap: z.boolean().openapi({ description: 'Its outlines are on the public map.' }), by: z.string().nullable(), changedAt: z.iso.datetime() }).openapi('PlaceSet')
const brought = z.object({
  added: z.number().int(), changed: z.number().int(), same: z.number().int(), missing: z.number().int(), bad: z.array(z.object({ line: z.number().int(), fault: z.enum(placeFaults), found: z.string() })),
})
const newPlace = z.object({
  name: z.string().max(300), names: z.array(z.string().max(300)).max(50).optional(), district: z.string().max(300).nullable().optional(), region: z.string().max(300).nullable().optional(),
  code: z.string().max(200).nullable().optional(), lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180), kind: z.string().max(30).optional(),
}).strict()

/** /api/campaigns/{slug}/places: the gazetteer. */
export function placeApi(api: Api): void {
  find(api)
  sets(api)
}

function find(api: Api): void {
  const query = z.object({ q: z.string().max(200), limit: z.coerce.number().int().min(1).max(50).default(8) })
  api.openapi(
    createRoute({ method: 'get', path: base, tags, summary: 'Places whose name, or a word of it, begins so, in any script', description: "The campaign's own first, then the world's towns (GeoNames, CC BY 4.0).", request: { params: slugParam, query }, responses: { 200: answer(z.object({ places: z.array(place) }), 'Exact names first.'), ...problems(400, 404) } }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'statement.read')
      const { q, limit } = c.req.valid('query')
      await askForTowns(house)
      return c.json({ places: await findPlaces(house.db, campaign.id, q, limit) }, 200)
    },
  )
  const named = z.object({ name: z.string().max(300) })
  api.openapi(
    createRoute({ method: 'get', path: `${base}/meant`, tags, summary: 'The one place that a name means, or several to choose from', description: 'A name, also with its district, region or country behind a comma. What is called so elsewhere is only offered.', request: { params: slugParam, query: named }, responses: { 200: answer(z.object({ place: place.nullable(), several: z.array(place) }), 'Nothing is guessed.'), ...problems(400, 404) } }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'statement.read')
      const { place: one, several } = await placeMeant(house.db, campaign.id, c.req.valid('query').name)
      return c.json({ place: one ?? null, several }, 200)
    },
  )
  const point = z.object({ lat: z.coerce.number().min(-90).max(90), lon: z.coerce.number().min(-180).max(180) })
  api.openapi(
    createRoute({ method: 'get', path: `${base}/area`, tags, summary: 'The district that a point lies in', request: { params: slugParam, query: point }, responses: { 200: answer(z.object({ area: z.object({ id: z.string(), name: z.string(), code: z.string().nullable(), kind: z.string() }).nullable() }), 'The smallest area of the gazetteer around it.'), ...problems(400, 404) } }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'statement.read')
      const area = await areaAt(house.db, campaign.id, c.req.valid('query'))
      return c.json({ area: area ? { id: area.id, name: area.name, code: area.code, kind: area.kind } : null }, 200)
    },
  )
  api.openapi(
    createRoute({ method: 'get', path: `${base}/areas`, tags, summary: 'Outlines of the areas, simplified for a map', request: { params: slugParam }, responses: { 200: answer(z.any(), 'A GeoJSON FeatureCollection.'), ...problems(404) } }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'statement.read')
      return c.json((await areasGeoJson(house.db, campaign.id)) as never, 200)
    },
  )
}

function sets(api: Api): void {
  api.openapi(
    createRoute({ method: 'put', path: base, tags, summary: 'The places that no file brought, anew', request: { params: slugParam, ...body(z.object({ places: z.array(newPlace).max(20_000) })) }, responses: { 200: answer(z.object({ places: z.number().int() }), 'How many of them there are now.'), ...problems(400, 404) } }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'campaign.manage')
      const given = c.req.valid('json').places
      return c.json({ places: await house.db.transact((t) => setPlaces(t, campaign.id, given, house.clock.now())) }, 200)
    },
  )
  api.openapi(
    createRoute({ method: 'get', path: `${base}/sets`, tags, summary: 'What files brought, and where towns are looked for first', request: { params: slugParam }, responses: { 200: answer(z.object({ sets: z.array(placeSet), country: z.string().nullable() }), 'By name.'), ...problems(404) } }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'campaign.manage')
      const all = await setsOf(house.db, campaign.id)
      return c.json({ sets: all.map((one) => ({ ...one, changedAt: one.changedAt.toISOString() })), country: (await countryOf(house.db, campaign.id)) ?? null }, 200)
    },
  )
  api.openapi(
    createRoute({ method: 'patch', path: `${base}/sets/{id}`, tags, summary: 'Whether the outlines of a set are on the public map', request: { params: slugParam.extend({ id: z.string().max(64).openapi({ param: { name: 'id', in: 'path' } }) }), ...body(z.object({ onMap: z.boolean() }).strict()) }, responses: { 204: { description: 'Done.' }, ...problems(400, 404) } }),
    async (c) => {
      await showSet(c.var.house, c.var.actor, c.var.campaign, c.req.valid('param').id, c.req.valid('json').onMap)
      return c.body(null, 204)
    },
  )
  api.openapi(
    createRoute({ method: 'delete', path: `${base}/sets/{id}`, tags, summary: 'Take a set out again; what was placed by it keeps its coordinates', request: { params: slugParam.extend({ id: z.string().max(64).openapi({ param: { name: 'id', in: 'path' } }) }) }, responses: { 204: { description: 'Gone.' }, ...problems(404) } }),
    async (c) => {
      await removeSet(c.var.house, c.var.actor, c.var.campaign, c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
  api.openapi(
    createRoute({ method: 'put', path: `${base}/country`, tags, summary: "The country in which the world's towns are looked for first", request: { params: slugParam, ...body(z.object({ country: z.string().length(2).nullable() }).strict()) }, responses: { 200: answer(z.object({ country: z.string().nullable() }), 'As it is now.'), ...problems(400, 404, 422) } }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'campaign.manage')
      const { country } = c.req.valid('json')
      await house.db.transact((t) => setCountry(t, campaign.id, country))
      return c.json({ country }, 200)
    },
  )
  const query = z.object({
    set: z.string().min(1).max(120).openapi({ description: 'Name of the set: brought again under it, places are changed, not doubled.' }), file: z.string().max(200).default(''), kind: z.string().max(30).optional(), map: z.string().max(2_000).optional().openapi({ description: 'name=Station,lat=Y' }),
    sheet: z.string().max(100).optional(), replace: z.enum(['yes', 'no']).default('no').openapi({ description: 'Take out what the file no longer has.' }), look: z.enum(['yes', 'no']).default('no').openapi({ description: 'Only say what would come of it.' }),
  })
  api.openAPIRegistry.registerPath(
    createRoute({
      method: 'post', path: `${base}/imports`, tags, summary: 'Bring places from a file', description: `The body is the file: CSV or XLSX with coordinates, or GeoJSON with points and areas; at most ${sheetBounds.bytes / 1024 ** 2} MB.`,
      request: { params: slugParam, query, body: { content: { 'application/octet-stream': { schema: z.any() } } } }, responses: { 200: answer(brought, 'What came of it; rows that could not be read with line and fault.'), ...problems(404, 413, 422) },
    }),
  )
  api.post('/api/campaigns/:slug/places/imports', async (c) => {
    const { house, actor, campaign } = c.var
    allow(actor, campaign, 'campaign.manage')
    const wish = query.safeParse(c.req.query())
    if (!wish.success) throw refuse('invalid', 400, wish.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
    const { set, file, kind, map, sheet, replace, look } = wish.data
    const read = await readPlaces(await bounded(c.req.raw.body), { kind, sheet, map: map ? readMap(map) : undefined })
    if (look === 'yes') return c.json(await previewSet(house.db, campaign.id, read, { name: set }))
    return c.json(await bringSet(house, campaign, actor.person.id, read, { name: set, file, replace: replace === 'yes' }))
  })
}

async function bounded(stream: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream ?? []) {
    size += chunk.length
    if (size > sheetBounds.bytes) throw tooLarge()
    chunks.push(chunk)
  }
  if (size === 0) throw refuse('file-empty', 422, 'The file is empty.', { mend: 'Choose another file.' })
  return Buffer.concat(chunks, size)
}
