import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { addTokenFor, addUser } from '#person/index.ts'
import { apiOf } from '../../src/api.ts'
import { serveTestHouse, type ServedHouse } from '../harness/browser.ts'

let served: ServedHouse
let token: string

beforeAll(async () => {
  served = await serveTestHouse()
  await addCampaign(served.house, { slug: 'water-now', name: 'Water now', organisation: 'River Watch' })
  await addUser(served.house, { email: 'carim@example.org', role: 'coordinator', ready: true })
  token = (await addTokenFor(served.house, { email: 'carim@example.org', campaign: 'water-now', scopes: ['intake', 'desk', 'read'] })).token
})
afterAll(() => served?.close())

/** As it goes over the wire: fetch would tidy what is asked. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  const { hostname, port } = new URL(served.url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk) => (body += chunk)).on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }))
    })
    sent.on('error', reject).end()
  })
}

test('healthz, readyz, and metrics for loopback or a token', async () => {
  expect(await get('/healthz')).toMatchObject({ status: 200, body: 'ok\n' })
  expect(await get('/readyz')).toMatchObject({ status: 200, body: 'ready\n' })
  const metrics = await get('/metrics')
  expect(metrics.status).toBe(200)
  expect(metrics.body).toMatch(/^# HELP clamor_\w+ .+\n# TYPE clamor_\w+ gauge\nclamor_\w+ [\d.]+\n/)
  // Behind a proxy everybody comes from loopback.
  const proxied = { 'x-forwarded-for': '203.0.113.7' }
  expect((await get('/metrics', proxied)).status).toBe(403)
  expect((await get('/metrics', { ...proxied, authorization: `Bearer clm_${'x'.repeat(43)}` })).status).toBe(403)
  expect((await get('/metrics', { ...proxied, authorization: `Bearer ${token}` })).status).toBe(200)
})

test('openapi.json names every call of the API, and the page of it is readable', async () => {
  const { status, body } = await get('/api/openapi.json')
  expect(status).toBe(200)
  const { openapi, paths } = JSON.parse(body) as { openapi: string; paths: Record<string, Record<string, unknown>> }
  expect(openapi).toMatch(/^3\.1/)
  const named = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
  const there = new Set(apiOf(served.house, () => '').routes.filter((route) => route.method !== 'ALL').map((route) => `${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`))
  expect([...there].filter((route) => !named.includes(route) && !['GET /api', 'GET /api/openapi.json'].includes(route))).toEqual([])
  expect(named.filter((route) => !there.has(route))).toEqual([])
  const page = await get('/api')
  expect(page.headers['content-type']).toMatch(/^text\/html/)
  for (const path of Object.keys(paths)) expect(page.body).toContain(path)
})

test('every refusal of the API is a problem with a code, also where nothing is', async () => {
  const asked: [string, string, Record<string, string>, number, string][] = [
    ['GET', '/api/nothing', {}, 404, 'not-found'], ['DELETE', '/api/campaigns', {}, 404, 'not-found'], ['GET', '/api/campaigns/water-now/queue', {}, 401, 'not-signed-in'],
    ['GET', '/api/campaigns/nowhere/queue', { authorization: `Bearer ${token}` }, 404, 'not-found'], ['GET', '/api/campaigns/water-now/members', { authorization: `Bearer ${token}` }, 403, 'forbidden'],
    ['GET', '/api/campaigns/water-now/statements?limit=many', { authorization: `Bearer ${token}` }, 400, 'invalid'], ['GET', '/api/auth/nothing', {}, 404, 'not-found'],
    ['GET', '/api/campaigns/%00/queue', { authorization: `Bearer ${token}` }, 404, 'not-found'], ['GET', '/api/campaigns/%ff/queue', { authorization: `Bearer ${token}` }, 404, 'not-found'],
    ['POST', '/api/campaigns/water-now/claims', { authorization: `Bearer ${token}`, 'idempotency-key': 'x'.repeat(300) }, 400, 'idempotency-key-wrong'],
    ['GET', '/api/campaigns/water-now/statements?channel=%00', { authorization: `Bearer ${token}` }, 400, 'invalid'],
    ['POST', '/api/campaigns/water-now/claims', { origin: 'null' }, 403, 'foreign-origin'],
  ]
  for (const [method, path, headers, status, code] of asked) {
    const answer = await get(path, headers, method)
    expect([path, answer.status, answer.headers['content-type']]).toEqual([path, status, 'application/problem+json'])
    expect(JSON.parse(answer.body)).toMatchObject({ type: 'about:blank', title: expect.any(String), status, code, detail: expect.stringMatching(/\S/) })
    if (status === 401) expect(answer.headers['www-authenticate']).toBe('Bearer')
  }
})

test('the public files are there without sign-in, with their types, and not changed when nothing was', async () => {
  const types: Record<string, RegExp> = {
    '/water-now/map.geojson': /^application\/geo\+json/, '/water-now/map.csv': /^text\/csv/, '/water-now/map.atom': /^application\/atom\+xml/,
    '/water-now/questions.csv': /^text\/csv/, '/water-now/questions.json': /^application\/json/,
  }
  for (const [path, type] of Object.entries(types)) {
    const first = await get(path)
    expect([path, first.status, first.headers['content-type']]).toEqual([path, 200, expect.stringMatching(type)])
    expect(first.headers['etag']).toBeTypeOf('string')
    expect((await get(path, { 'if-none-match': String(first.headers['etag']) })).status).toBe(304)
    expect((await get(path.replace('water-now', 'nowhere'))).status).toBe(404)
  }
})
