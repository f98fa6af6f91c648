import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { deviceOf } from './device.ts'
import { follow } from './follow.ts'
import { checkUrl, destination } from './rule.ts'
import { writeTaps } from './tap.ts'

const agents = {
  phone: 'Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
  simple: 'Nokia6300/2.0 (05.00) Profile/MIDP-2.0 Configuration/CLDC-1.1',
  computer: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  preview: 'TelegramBot (like TwitterBot)',
}

let office: Office
let server: ReturnType<typeof createServer>
let base: string

beforeAll(async () => {
  office = await openOffice()
  await office.person('nadia', 'coordinator')
  await office.person('omar', 'volunteer')
  server = createServer((asked, response) => void follow(office.house, asked, response).then((led) => led || response.writeHead(404).end()))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server?.closeAllConnections()
  server?.close()
  await office?.close()
})

async function make(body: Record<string, unknown> = {}) {
  const made = await office.here('nadia', 'POST', '/links', { name: 'The page of the campaign', url: 'https://example.org/water', ...body })
  expect(made.status).toBe(201)
  const found = await office.here('nadia', 'GET', `/links/${made.body.link.id}`)
  return { link: made.body.link, path: new URL(found.body.codes[0].url).pathname }
}

const tap = (path: string, agent: keyof typeof agents = 'phone', headers: Record<string, string> = {}, method = 'GET') =>
  fetch(base + path, { redirect: 'manual', method, headers: { 'user-agent': agents[agent], ...headers } })

async function tapsOf(id: string) {
  await writeTaps(office.house)
  const { codes } = (await office.here('nadia', 'GET', `/links/${id}`)).body
  return codes.reduce((sum: Record<string, number>, one: any) => Object.fromEntries(Object.entries(one.taps).map(([device, taps]) => [device, (sum[device] ?? 0) + (taps as number)])), {})
}

test('a short link leads on, and counts the tap by its device and nothing else', async () => {
  const { link, path } = await make()
  expect(path).toMatch(/^\/water-now\/l\/[2-9b-z]{6}$/)
  const led = await tap(path)
  expect([led.status, led.headers.get('location'), led.headers.get('set-cookie'), led.headers.get('referrer-policy')]).toEqual([302, 'https://example.org/water', null, 'no-referrer'])
  await Promise.all([tap(path, 'simple'), tap(path, 'computer'), tap(path, 'computer'), tap(path, 'preview')])
  // Not taps: a look at the head, and a browser that fetches ahead.
  await tap(path, 'phone', {}, 'HEAD')
  await tap(path, 'phone', { 'sec-purpose': 'prefetch' })
  expect(await tapsOf(link.id)).toEqual({ phone: 1, simple: 1, computer: 2, preview: 1 })
  const columns = await office.house.db.rows<{ name: string }>(`select column_name as name from information_schema.columns where table_name = 'short_link_tap' order by 1`)
  expect(columns.map(({ name }) => name)).toEqual(['at', 'campaign_id', 'code', 'device', 'taps'])
})

test('whatever a reader adds to it, it leads where it was made to lead', async () => {
  const { path } = await make()
  for (const more of ['?url=https://evil.example', '?next=//evil.example', '/https://evil.example', '//evil.example', '?https://evil.example#x', '%2f..%2f..%2fevil']) {
    const led = await tap(path + more)
    expect([302, 404]).toContain(led.status)
    if (led.status === 302) expect(led.headers.get('location')).toBe('https://example.org/water')
  }
  const wrong = ['javascript:alert(1)', 'data:text/html,x', 'ftp://example.org', '//example.org', 'example.org', 'https://a:b@example.org', `${office.house.origin}/water-now/l/abcdef`, `https://example.org/${'x'.repeat(2_000)}`]
  for (const url of wrong) expect((await office.here('nadia', 'POST', '/links', { name: 'Wrong', url })).body.code, url).toBe('url-wrong')
})

test('an address that is taken in comes out whole, and none but http and https is', () => {
  fc.assert(fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
    expect(checkUrl(url, 'https://clamor.example')).toBe(new URL(url).href)
  }), { seed: 98 })
  fc.assert(fc.property(fc.string(), (text) => {
    let taken: string | undefined
    try {
      taken = checkUrl(text, 'https://clamor.example')
    } catch {}
    if (taken !== undefined) expect(taken).toMatch(/^https?:\/\/[^/\s]+/)
  }), { seed: 99 })
})

test('simple phones and the evening go elsewhere, by the clock of the link', async () => {
  const rules = [{ device: 'simple', from: 6, until: 20, url: 'https://example.org/light' }, { from: 20, until: 6, url: 'https://video.example.org/w' }] as const
  const link = { url: 'https://example.org/water', rules: [...rules], zone: 'America/El_Salvador' }
  const noon = new Date('2026-11-20T18:00:00Z')
  const night = new Date('2026-11-21T03:30:00Z')
  expect([destination(link, 'simple', noon), destination(link, 'phone', noon), destination(link, 'simple', night), destination(link, 'phone', night)]).toEqual([
    'https://example.org/light', 'https://example.org/water', 'https://video.example.org/w', 'https://video.example.org/w'])
  const { path } = await make({ rules: [{ device: 'simple', url: 'https://example.org/light' }] })
  expect((await tap(path, 'simple')).headers.get('location')).toBe('https://example.org/light')
  expect((await tap(path, 'phone', { 'save-data': 'on' })).headers.get('location')).toBe('https://example.org/light')
  for (const [rule, code] of [[{ url: 'https://example.org/a' }, 'rule-empty'], [{ from: 3, url: 'https://example.org/a' }, 'hours-half'], [{ from: 3, until: 24, url: 'https://example.org/a' }, 'hour-wrong']] as const) {
    expect((await office.here('nadia', 'POST', '/links', { name: 'Wrong', url: 'https://example.org', rules: [rule] })).body.code).toBe(code)
  }
  expect((await office.here('nadia', 'POST', '/links', { name: 'Wrong', url: 'https://example.org', zone: 'Mars/Olympus' })).body.code).toBe('zone-wrong')
})

test('each sharer has a code of their own, and none is found from another', async () => {
  const { link } = await make()
  const sharers = Array.from({ length: 200 }, (_, place) => ({ channel: 'whatsapp', sharer: `Wave ${place}` }))
  const made = await office.here('nadia', 'POST', `/links/${link.id}/codes`, { codes: sharers })
  expect(made.status).toBe(201)
  expect(made.body.codes.map((one: any) => one.sharer)).toEqual(sharers.map((one) => one.sharer))
  expect(new Set(made.body.codes.map((one: any) => one.code)).size).toBe(200)
  for (let at = 0; at < 3; at += 1) await tap(new URL(made.body.codes[7].url).pathname)
  await writeTaps(office.house)
  const { codes } = (await office.here('omar', 'GET', `/links/${link.id}`)).body
  expect([codes[0].sharer, codes[0].taps.phone, codes[1].taps.phone]).toEqual(['Wave 7', 3, 0])
})

test('a changed link leads elsewhere within two seconds, one taken out of use nowhere; who saw an older one is told', async () => {
  const { link, path } = await make()
  await tap(path)
  const changed = await office.here('nadia', 'PATCH', `/links/${link.id}`, { version: link.version, url: 'https://example.org/other' })
  expect([changed.status, changed.body.link.version]).toEqual([200, link.version + 1])
  expect((await office.here('nadia', 'PATCH', `/links/${link.id}`, { version: link.version, name: 'Late' })).body.code).toBe('stale-version')
  await expect.poll(async () => (await tap(path)).headers.get('location')).toBe('https://example.org/other')
  await office.here('nadia', 'PATCH', `/links/${link.id}`, { version: link.version + 1, retired: true })
  await expect.poll(async () => (await tap(path)).status).toBe(404)
  expect((await office.here('omar', 'POST', '/links', { name: 'No', url: 'https://example.org' })).status).toBe(403)
})

test('taps that could not be written are counted later', async () => {
  const { link, path } = await make()
  await tap(path)
  await office.house.db.rows('alter table short_link_tap rename to link_tap_away')
  await expect(writeTaps(office.house)).rejects.toThrow()
  await tap(path)
  await office.house.db.rows('alter table link_tap_away rename to short_link_tap')
  expect(await tapsOf(link.id)).toEqual({ phone: 2, simple: 0, computer: 0, preview: 0 })
})

test('what asks is told apart by what it says of itself', () => {
  const said: [string, string][] = [
    [agents.phone, 'phone'], [agents.simple, 'simple'], [agents.computer, 'computer'], [agents.preview, 'preview'], ['', 'preview'], ['WhatsApp/2.24.6.77 A', 'preview'], ['facebookexternalhit/1.1', 'preview'],
    ['Opera/9.80 (Android; Opera Mini/36.2/119.132; U; id) Presto/2.12.423 Version/12.16', 'simple'], ['Mozilla/5.0 (Mobile; LYF/F90M/LYF-F90M-000-02-28-130318; Android; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5', 'simple'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1', 'phone'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36', 'computer'], ['Mastodon/4.3.0 (http.rb/5.2.0; +https://social.example/)', 'preview'],
  ]
  expect(said.map(([agent]) => deviceOf(agent))).toEqual(said.map(([, device]) => device))
})
