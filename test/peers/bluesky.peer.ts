/** A real server of Bluesky accounts (npm: @atproto/pds), to which our outlet signs in, posts with a picture, and finds again what it posted. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { safeFetch, uuid7 } from '#core/index.ts'
import { blueskyOutlet, type BlueskyConnection } from '#channel/bluesky/index.ts'
import type { Means, Outgoing } from '#channel/contract.ts'

const folder = resolve(import.meta.dirname, 'pds')
const there = existsSync(resolve(folder, 'node_modules/@atproto/pds'))
if (!there) console.log('Skipped: no Bluesky server; "npm install" in test/peers/pds brings it (a minute, and a compiler).')

describe.skipIf(!there)('Bluesky', () => {
  let server: ChildProcess
  let url: string
  let connection: BlueskyConnection

  beforeAll(async () => {
    server = spawn(process.execPath, [resolve(folder, 'serve.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] })
    url = JSON.parse(await new Promise<string>((said, failed) => {
      server.stdout!.once('data', (chunk: Buffer) => said(chunk.toString()))
      server.once('exit', () => failed(new Error('The server ended.')))
    })).url
    const account = await call('com.atproto.server.createAccount', { handle: 'desk.test', email: 'desk@example.org', password: 'a long enough password' })
    const app = await call('com.atproto.server.createAppPassword', { name: 'clamor' }, account['accessJwt'])
    connection = { server: url, handle: 'desk.test', password: app['password']! }
  })
  afterAll(() => server?.kill('SIGKILL'))

  const means = (): Means => ({
    now: () => new Date(), fetch: safeFetch([url]), spend: async () => undefined,
    keep: async (session) => void (connection = { ...connection, session: session as NonNullable<BlueskyConnection['session']> }),
  })
  const message = (text: string, more: Partial<Outgoing> = {}): Outgoing => ({ id: uuid7(new Date()), to: { address: '' }, text, language: 'en', ...more })

  test('an app password signs in, and a wrong one is told', async () => {
    expect(await blueskyOutlet.check!(connection, means())).toMatchObject({ ok: true, handle: '@desk.test', ref: expect.stringMatching(/^did:plc:/) })
    expect(await blueskyOutlet.check!({ ...connection, password: 'aaaa-bbbb-cccc-dddd' }, means())).toMatchObject({ ok: false })
  })

  test('a post with hashtag, link and a described picture stands there as it was written', async () => {
    const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'teal' } }).webp().toBuffer()
    const said = message('The tap has been dry since Monday. #WaterNow https://example.org/tap', { media: [{ bytes: picture, type: 'image/webp', alt: 'A dry tap' }] })
    const fate = await blueskyOutlet.send(said, connection, means())
    expect(fate).toMatchObject({ state: 'sent', externalId: expect.stringMatching(/^at:\/\/did:plc:/) })
    const { value } = await record((fate as { externalId: string }).externalId)
    expect(value).toMatchObject({ text: said.text, langs: ['en'], embed: { images: [{ alt: 'A dry tap' }] } })
    expect(value.facets.map((one: { features: { $type: string }[] }) => one.features[0]!.$type).sort()).toEqual(['app.bsky.richtext.facet#link', 'app.bsky.richtext.facet#tag'])
  })

  test('sent twice it stands there once, and what is not there is known to be absent', async () => {
    const said = message('Said once.')
    const first = await blueskyOutlet.send(said, connection, means())
    expect(await blueskyOutlet.send(said, connection, means())).toEqual(first)
    expect(await blueskyOutlet.find!(said, connection, means(), new Date())).toMatchObject({ state: 'there' })
    expect(await blueskyOutlet.find!(message('Never said.'), connection, means(), new Date())).toEqual({ state: 'absent' })
    const listed = await fetch(`${url}/xrpc/com.atproto.repo.listRecords?repo=desk.test&collection=app.bsky.feed.post`).then((answer) => answer.json())
    expect(listed.records.filter((one: { value: { text: string } }) => one.value.text === 'Said once.')).toHaveLength(1)
  })

  async function call(name: string, body: unknown, token?: string): Promise<Record<string, string>> {
    const answer = await fetch(`${url}/xrpc/${name}`, { method: 'POST', headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`)
    return answer.json() as Promise<Record<string, string>>
  }

  async function record(uri: string): Promise<{ value: Record<string, any> }> {
    const [repo, collection, rkey] = uri.slice('at://'.length).split('/')
    return fetch(`${url}/xrpc/com.atproto.repo.getRecord?${new URLSearchParams({ repo: repo!, collection: collection!, rkey: rkey! })}`).then((answer) => answer.json()) as Promise<{ value: Record<string, any> }>
  }
})
