import { createServer as createPlain, type Server } from 'node:net'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { isPublicAddress } from './address.ts'
import { isNoAnswer, safeFetch, type World } from './safe-fetch.ts'

const open: Server[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise<void>((ended) => server.close(() => ended()))))
})

async function listening(server: Server, host = '127.0.0.1'): Promise<number> {
  open.push(server)
  await new Promise<void>((ready) => server.listen(0, host, ready))
  return (server.address() as AddressInfo).port
}
const http = async (work: RequestListener) => `http://127.0.0.1:${await listening(createServer({ keepAlive: false }, work))}`

/** Why there is no answer; the name of the answer's status otherwise. */
async function outcome(fetch: Promise<{ status: number }>): Promise<string> {
  return fetch.then(({ status }) => String(status), (error: unknown) => (isNoAnswer(error) ? error.kind : Promise.reject(error)))
}
const world = (addresses: string[]): World => ({ resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })), isPublic: isPublicAddress })

test.each([
  ['93.184.216.34', true], ['1.1.1.1', true], ['172.15.255.255', true], ['172.32.0.1', true], ['100.63.255.255', true], ['198.17.255.255', true], ['223.255.255.255', true],
  ['127.0.0.1', false], ['127.255.255.254', false], ['0.0.0.0', false], ['10.1.2.3', false], ['172.16.0.1', false], ['172.31.255.255', false], ['192.168.0.1', false], ['169.254.169.254', false],
  ['100.64.0.1', false], ['100.127.255.255', false], ['192.0.0.192', false], ['192.0.2.1', false], ['198.18.0.1', false], ['198.51.100.1', false], ['203.0.113.1', false], ['224.0.0.1', false], ['255.255.255.255', false],
  ['2606:2800:220:1::1', true], ['2a00:1450:4001::1', true], ['::ffff:1.1.1.1', true], ['64:ff9b::1.1.1.1', true],
  ['::', false], ['::1', false], ['::ffff:127.0.0.1', false], ['::ffff:7f00:1', false], ['0:0:0:0:0:ffff:a9fe:a9fe', false], ['64:ff9b::a9fe:a9fe', false], ['64:ff9b:1::1', false], ['::127.0.0.1', false],
  ['fe80::1', false], ['fe80::1%eth0', false], ['fc00::1', false], ['fd00:ec2::254', false], ['ff02::1', false], ['fec0::1', false], ['2001::1', false], ['2001:db8::1', false], ['2002:7f00:1::', false], ['3fff::1', false],
  ['localhost', false], ['', false], ['127.1', false],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic)
})

test('however an IPv4 address is wrapped into IPv6, it is judged as itself', () => {
  const words = fc.integer({ min: 0, max: 0xffffffff })
  fc.assert(fc.property(words, (value) => {
    const bytes = [24, 16, 8, 0].map((shift) => (value >>> shift) & 255)
    const dotted = bytes.join('.')
    const hex = `${((bytes[0]! << 8) | bytes[1]!).toString(16)}:${((bytes[2]! << 8) | bytes[3]!).toString(16)}`
    const verdict = isPublicAddress(dotted)
    for (const wrapped of [`::ffff:${dotted}`, `::FFFF:${hex}`, `0:0:0:0:0:ffff:${hex}`, `64:ff9b::${hex}`, `64:ff9b::${dotted}`]) expect([wrapped, isPublicAddress(wrapped)]).toEqual([wrapped, verdict])
    expect(isPublicAddress(`2002:${hex}::`)).toBe(false)
    expect(isPublicAddress(`::${dotted}`)).toBe(false)
  }))
})

test.each([
  'https://127.0.0.1/', 'https://2130706433/', 'https://0x7f000001/', 'https://017700000001/', 'https://0177.0.0.1/', 'https://127.1/', 'https://0/', 'https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/',
  'https://169.254.169.254/latest/meta-data/', 'https://2852039166/', 'https://[fd00:ec2::254]/', 'https://[64:ff9b::a9fe:a9fe]/', 'https://①②⑦.⓪.⓪.①/', 'https://127。0。0。1/', 'https://localhost/', 'https://localhost./',
])('%s is not reached', async (url) => {
  expect(await outcome(safeFetch()(url, { seconds: 2 }))).toMatch(/forbidden-address|no-such-host/)
})

test.each([
  ['http://example.org/', 'forbidden-address'], ['ftp://example.org/', 'not-a-link'], ['file:///etc/passwd', 'not-a-link'], ['gopher://example.org/', 'not-a-link'], ['https://user:secret@example.org/', 'not-a-link'], ['no link', 'not-a-link'], ['', 'not-a-link'],
])('%s: %s', async (url, kind) => {
  expect(await outcome(safeFetch([], world(['93.184.216.34']))(url))).toBe(kind)
})

test('a name with one good and one bad address is not reached at all', async () => {
  for (const addresses of [['93.184.216.34', '10.0.0.1'], ['::1', '93.184.216.34'], ['169.254.169.254'], []]) {
    expect(await outcome(safeFetch([], world(addresses))('https://trap.example/'))).toMatch(/forbidden-address|no-such-host/)
  }
})

test('a name that means something else a moment later changes nothing: it is asked once, and what was checked is what is connected to', async () => {
  const connected: string[] = []
  const listen = (host: string, port = 0) => new Promise<number>((ready) => {
    const server = createPlain((socket) => (connected.push(host), socket.destroy()))
    open.push(server)
    server.listen(port, host, () => ready((server.address() as AddressInfo).port))
  })
  const port = await listen('127.0.0.2')
  await listen('127.0.0.1', port)
  let questions = 0
  const rebinding: World = { resolve: async () => [{ address: questions++ === 0 ? '127.0.0.2' : '127.0.0.1', family: 4 }], isPublic: (address) => address === '127.0.0.2' }
  expect(await outcome(safeFetch([], rebinding)(`https://rebind.example:${port}/`, { seconds: 2 }))).toBe('no-connection')
  expect([connected, questions]).toEqual([['127.0.0.2'], 1])
})

test('a redirect is checked like the first address, and what proves who we are does not travel to another server', async () => {
  const seen: (string | undefined)[] = []
  const elsewhere = await http((request, response) => (seen.push(request.headers.authorization), response.end('there')))
  const first = await http((request, response) => {
    const to = ({ '/in': 'http://127.0.0.1:1/', '/meta': 'https://169.254.169.254/', '/decimal': '//2130706433/', '/file': 'file:///etc/passwd', '/on': elsewhere, '/round': '/round', '/self': '/end' } as Record<string, string>)[request.url!]
    if (request.url === '/end') seen.push(request.headers.authorization)
    response.writeHead(to ? 302 : 200, to ? { location: to } : {}).end()
  })
  const fetch = safeFetch([first, elsewhere])
  const get = (path: string, redirects = 3) => outcome(fetch(`${first}${path}`, { redirects, headers: { Authorization: 'Bearer secret' } }))
  expect(await Promise.all(['/in', '/meta', '/decimal', '/file', '/round'].map((path) => get(path)))).toEqual(['forbidden-address', 'forbidden-address', 'forbidden-address', 'not-a-link', 'too-many-redirects'])
  expect([await get('/on'), await get('/self'), seen]).toEqual(['200', '200', [undefined, 'Bearer secret']])
  expect([await get('/on', 0), await outcome(fetch(`${first}/on`, { method: 'POST', redirects: 3, body: 'x' }))]).toEqual(['302', '302'])
})

test('only the very origin that the operator named may be private', async () => {
  const named = await http((_, response) => response.end('ours'))
  const other = await http((_, response) => response.end('not ours'))
  const fetch = safeFetch([`${named}/with/a/path`])
  expect((await fetch(named)).body.toString()).toBe('ours')
  expect(await outcome(fetch(other))).toBe('forbidden-address')
})

test('time and size are bounded, and it is known whether the request may have arrived', async () => {
  const url = await http((request, response) => {
    if (request.url === '/slow') return
    if (request.url === '/drip') return void setInterval(() => response.write('x'), 20).unref()
    if (request.url === '/cut') return void request.socket.destroy()
    if (request.url === '/zip') return void response.writeHead(200, { 'content-encoding': 'gzip' }).end('not unpacked')
    response.end('x'.repeat(50_000))
  })
  const fetch = safeFetch([url])
  const why = async (address: string, wish = {}) => fetch(address, { seconds: 0.3, ...wish }).then(() => 'answered', (error: any) => [error.kind, error.mayHaveArrived])
  expect(await Promise.all(['/slow', '/drip', '/cut'].map((path) => why(url + path)))).toEqual([['too-slow', true], ['too-slow', true], ['broken-off', true]])
  expect(await why(`${url}/large`, { mostBytes: 49_999 })).toEqual(['too-large', true])
  expect((await fetch(`${url}/large`, { mostBytes: 50_000 })).body).toHaveLength(50_000)
  expect((await fetch(`${url}/zip`)).body.toString()).toBe('not unpacked')
  const closed = `http://127.0.0.1:1`
  expect(await safeFetch([closed])(closed).catch((error: any) => [error.kind, error.mayHaveArrived])).toEqual(['no-connection', false])
  const never: World = { resolve: () => new Promise(() => {}), isPublic: () => true }
  expect(await outcome(safeFetch([], never)('https://silent.example/', { seconds: 0.1 }))).toBe('too-slow')
})
