import { createServer, request, type Server } from 'node:http'
import { chmod, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { House } from '#core/index.ts'
import { serve, type Serving } from '../../src/serve.ts'
import { backup } from '../../src/cli/doctor/backup.ts'
import type { Check } from '../../src/cli/doctor/check.ts'
import { keys, memory } from '../../src/cli/doctor/machine.ts'
import { mail } from '../../src/cli/doctor/mail.ts'
import { certificate, outside, proxy } from '../../src/cli/doctor/outside.ts'
import { probeHeader, withProbe, type Seen } from '../../src/probe.ts'
import { openTestHouse, type TestHouse } from '../harness/house.ts'
import { openMail } from '../harness/mail.ts'

let opened: TestHouse
let serving: Serving
const fronts: Server[] = []

beforeAll(async () => {
  opened = await openTestHouse({ port: 0, host: '127.0.0.1' })
  serving = await serve(opened.house, { role: 'web' })
})
afterAll(async () => {
  for (const front of fronts) front.close()
  await serving?.stop()
  await opened?.close()
})

/** The house as "clamor doctor" opens it: the same database, with settings of its own. */
const withSettings = (settings: Partial<House['config']>, house = opened.house): House => ({ ...house, config: { ...house.config, ...settings } })

/** A web server in front, with what it does to the headers. */
async function front(change: (headers: Record<string, string | string[] | undefined>, address: string) => void, status?: number): Promise<string> {
  const server = createServer((asked, answer) => {
    if (status) return void answer.writeHead(status, { location: 'https://elsewhere.example.org/' }).end()
    const headers = { ...asked.headers }
    change(headers, '203.0.113.9')
    asked.pipe(request({ host: '127.0.0.1', port: serving.port, path: asked.url!, headers }, (got) => got.pipe(answer.writeHead(got.statusCode!, got.headers))))
  })
  fronts.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const told = (checks: Check[]) => Object.fromEntries(checks.map(({ name, ok, found, mend }) => [name, `${ok ? 'good' : 'MEND'} ${found} ${mend}`.trim()]))

test('through its address: this server or another one, and how many proxies stand in front', async () => {
  const direct = told(await outside(withSettings({ origin: `http://127.0.0.1:${serving.port}` })))
  expect(direct).toEqual({ address: expect.stringMatching(/^MEND .* is not https\. .*certificate/), proxy: expect.stringMatching(/^good none in front/), clock: expect.stringMatching(/^good agrees with the database/) })
  const appending = await front((headers, address) => (headers['x-forwarded-for'] = `${String(headers['x-forwarded-for'])}, ${address}`))
  expect(told(await outside(withSettings({ origin: appending })))['proxy']).toBe('MEND 1 proxy stands in front, and CLAMOR_PROXIES is 0: visitors are taken for one another. Set CLAMOR_PROXIES=1.')
  const renaming = await front((headers) => (headers['host'] = 'inside:8420'))
  expect(told(await outside(withSettings({ origin: renaming })))['address']).toMatch(/^MEND .* reaches this server, but as "inside:8420"\. .*Host/)
  const copy = await openTestHouse()
  expect(told(await outside(withSettings({ origin: appending }, copy.house)))).toEqual({ address: expect.stringMatching(/^MEND another Clamor with the same key answers at http.*, on another database\./), clock: expect.any(String) })
  await copy.close()
})

test('an address that leads elsewhere, to nobody, or past a Clamor that is down is told apart', async () => {
  const found = async (origin: string) => told(await outside(withSettings({ origin })))['address']
  expect(await found(await front(() => {}, 308))).toMatch(/^MEND .* leads on to https:\/\/elsewhere\.example\.org\/\. Set CLAMOR_ORIGIN/)
  expect(await found(await front(() => {}, 502))).toMatch(/^MEND the web server at .* answers, but Clamor behind it does not \(502\)\./)
  expect(await found(await front(() => {}, 404))).toMatch(/^MEND something that says 404 answers/)
  expect(await found('http://127.0.0.1:1')).toMatch(/^MEND nobody listens at 127\.0\.0\.1:1\. .*systemctl status caddy/)
  expect(await found('http://nobody.invalid')).toMatch(/^MEND (nobody knows where nobody\.invalid is\. Make an A record|nobody\.invalid cannot be reached)/)
})

test('who has no key learns nothing more than that the server answers, and a word that was used is worth nothing', async () => {
  const asks = async (word: string) => (await fetch(`http://127.0.0.1:${serving.port}/healthz`, { headers: { [probeHeader]: word } })).text()
  let used = ''
  await withProbe(opened.house, async (word) => {
    used = word
    expect(JSON.parse(await asks(word))).toMatchObject({ same: true })
    const [first, second, mac] = word.split('.') as [string, string, string]
    for (const forged of [`${first}.${Number(second) - 1}.${mac}`, `${first}.${second}.${mac.slice(0, -2)}`, `${first}.${second}.`, '1.2', '']) expect(await asks(forged)).toBe('ok\n')
  })
  expect(JSON.parse(await asks(used))).toMatchObject({ same: false })
})

describe('proxies', () => {
  const seen = (more: Partial<Seen>): Seen => ({ same: true, address: '203.0.113.9', protocol: 'https', forwarded: ['203.0.113.9'], host: 'desk.example.org', at: '', ...more })
  test.each<[string, number, Partial<Seen>, string]>([
    ['one that sets the header anew', 1, {}, ''],
    ['one that adds to what was claimed', 1, { forwarded: ['192.0.2.77', '203.0.113.9'] }, ''],
    ['two of them', 2, { forwarded: ['192.0.2.77', '203.0.113.9', '10.0.0.1'] }, ''],
    ['one that nobody was told of', 0, { address: '127.0.0.1', protocol: 'http' }, 'Set CLAMOR_PROXIES=1.'],
    ['one too many believed', 2, { address: '192.0.2.77', forwarded: ['192.0.2.77', '203.0.113.9'] }, 'Set CLAMOR_PROXIES=1.'],
    ['one that hands on what visitors claim', 1, { address: '192.0.2.77', forwarded: ['192.0.2.77'] }, 'Let the proxy in front set X-Forwarded-For itself; without a proxy set CLAMOR_PROXIES=0.'],
    ['one that says nothing of the protocol', 1, { protocol: 'http' }, 'Let the proxy in front set X-Forwarded-Proto.'],
  ])('%s', (_, proxies, more, mend) => {
    expect(proxy(withSettings({ origin: 'https://desk.example.org', proxies }), seen(more))).toMatchObject({ ok: mend === '', mend })
  })
})

test('a certificate: good, soon over, over, of the future, of nobody', () => {
  const now = new Date('2026-03-01T00:00:00Z')
  const of = (from: string, until: string, fault?: string) => certificate({ from: new Date(from), until: new Date(until), issuer: 'Authority', fault }, now)
  expect(of('2026-02-01', '2026-05-01')).toEqual({ name: 'certificate', ok: true, found: 'of Authority, until 2026-05-01 (61 days)', mend: '' })
  expect(of('2025-12-08', '2026-03-08').found).toBe('of Authority, until 2026-03-08 (7 days) should have been renewed.')
  expect(of('2026-02-26', '2026-03-04').ok).toBe(true)
  expect(of('2025-11-01', '2026-02-01', 'CERT_HAS_EXPIRED')).toMatchObject({ ok: false, found: 'expired on 2026-02-01.' })
  expect(of('2026-04-01', '2026-07-01', 'CERT_NOT_YET_VALID')).toMatchObject({ ok: false, mend: 'The clock of this machine is wrong.' })
  expect(of('2026-02-01', '2026-05-01', 'DEPTH_ZERO_SELF_SIGNED_CERT').found).toMatch(/is not believed by browsers \(DEPTH_ZERO_SELF_SIGNED_CERT\)/)
})

test('the mail server is called and says how it received us', async () => {
  const server = await openMail()
  expect(await mail(withSettings({ smtpUrl: server.url }))).toEqual({ name: 'mail', ok: true, found: `${new URL(server.url).host} answers`, mend: '' })
  await server.close()
  expect(await mail(withSettings({ smtpUrl: server.url }))).toMatchObject({ ok: false, found: expect.stringMatching(/does not answer/), mend: expect.stringMatching(/587/) })
  expect(await mail(withSettings({}))).toMatchObject({ ok: true, found: expect.stringMatching(/links are passed on by hand/) })
})

test('a key that others may read is told, with the command that mends it', async () => {
  const file = join(opened.house.dataDir, 'clamor.key')
  await writeFile(file, 'x', { mode: 0o600 })
  expect(await keys(opened.house)).toMatchObject({ ok: true })
  await chmod(file, 0o644)
  expect(await keys(opened.house)).toEqual({ name: 'keys', ok: false, found: `others on this machine may read ${file}.`, mend: `Take that right away: chmod 600 ${file}` })
})

test('memory is told, and an empty house needs no backup yet', async () => {
  expect(await memory(opened.house)).toMatchObject({ name: 'memory', found: expect.stringMatching(/^\d+\.\d GB in all, \d+\.\d GB free/) })
  expect(await backup(opened.house)).toMatchObject({ ok: true, found: 'there is nothing to keep yet' })
})

test('a port that is taken is told, and no work goes on behind the refusal', async () => {
  const second = await openTestHouse({ port: serving.port, host: '127.0.0.1' })
  await expect(serve(second.house)).rejects.toMatchObject({ code: 'port-taken' })
  // Jobs that went on would hold the connections, and this would never come back.
  await second.close()
})
