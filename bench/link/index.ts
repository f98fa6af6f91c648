import { createServer, request, Agent, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { addCampaign } from '#campaign/index.ts'
import { actorOf, addTokenFor, addUser } from '#person/index.ts'
import { addCodes, codesOf, follow, makeLink, writeTaps } from '#link/index.ts'
import { openBenchHouse, type BenchHouse } from '../intake/house.ts'
import { load } from '../intake/machine.ts'

const codes = 200
const n = (value: number) => Math.round(value).toLocaleString('en')

/**
 * Short links under load from this same process: redirects a second, how long each took, and whether every tap was counted. Beside them a server that
 * answers each request with the same redirect and does nothing else.
 */
export async function linkBench({ taps, connections }: { taps: number; connections: number }): Promise<void> {
  const bench = await openBenchHouse()
  try {
    const { paths, linkId, campaignId } = await links(bench)
    const bare = await serving(createServer((_, response) => void response.writeHead(302, { location: 'https://example.org/', 'content-length': '0' }).end()))
    const ours = await serving(createServer((asked, response) => void follow(bench.house, asked, response).then((led) => led || response.writeHead(404).end())))
    await drive(ours.port, paths, 2_000, connections)
    const before = await counted(bench, campaignId, linkId)
    const [without, own] = [await drive(bare.port, paths, taps, connections), await drive(ours.port, paths, taps, connections)]
    const after = await counted(bench, campaignId, linkId)
    print('a bare redirect', without)
    print('short links', own)
    console.log(`ratio ${(own.perSecond / without.perSecond).toFixed(2)}; taps counted ${n(after - before)} of ${n(taps)}; load ${load()}`)
    for (const { server } of [bare, ours]) server.closeAllConnections()
    for (const { server } of [bare, ours]) server.close()
  } finally {
    await bench.close()
  }
}

async function links(bench: BenchHouse) {
  const { house } = bench
  const campaign = await addCampaign(house, { slug: 'links', name: 'Links', organisation: 'Bench' })
  await addUser(house, { email: 'link@example.org', name: 'Link', role: 'coordinator', campaign: 'links', ready: true })
  const { token } = await addTokenFor(house, { email: 'link@example.org', campaign: 'links', scopes: ['desk'] })
  const actor = await actorOf(house, { bearer: token })
  const link = await makeLink(house, actor, campaign, { name: 'Page', url: 'https://example.org/page', rules: [{ device: 'simple', url: 'https://example.org/light' }] })
  const made = await addCodes(house, actor, campaign, link.id, Array.from({ length: codes }, () => ({})))
  return { paths: made.map(({ code }) => `/links/l/${code}`), linkId: link.id, campaignId: campaign.id }
}

async function counted(bench: BenchHouse, campaignId: string, linkId: string): Promise<number> {
  await writeTaps(bench.house)
  return (await codesOf(bench.house.db, campaignId, linkId)).reduce((sum, one) => sum + one.phone + one.simple + one.computer, 0)
}

async function serving(server: Server): Promise<{ server: Server; port: number }> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { server, port: (server.address() as AddressInfo).port }
}

interface Driven {
  perSecond: number
  p50: number
  p99: number
}

async function drive(port: number, paths: string[], taps: number, connections: number): Promise<Driven> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  let next = 0
  const began = performance.now()
  const one = async () => {
    while (next < taps) {
      const path = paths[next++ % paths.length]!
      const asked = performance.now()
      await tap(agent, port, path)
      times.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const seconds = (performance.now() - began) / 1_000
  agent.destroy()
  times.sort((a, b) => a - b)
  return { perSecond: taps / seconds, p50: times[Math.floor(taps / 2)]!, p99: times[Math.floor(taps * 0.99)]! }
}

function tap(agent: Agent, port: number, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request({ agent, port, host: '127.0.0.1', path, headers: { 'user-agent': 'Mozilla/5.0 (Linux; Android 12) Mobile' } }, (response) => {
      if (response.statusCode !== 302) reject(new Error(`${response.statusCode}`))
      response.resume().on('end', resolve)
    }).on('error', reject).end()
  })
}

function print(name: string, { perSecond, p50, p99 }: Driven): void {
  console.log(`${name}: ${n(perSecond)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`)
}
