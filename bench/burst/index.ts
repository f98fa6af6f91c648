import { fork, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { burstOf, makeBurst, ownTexts, pledgeOf, secretOf, stopBurst, tap, type Burst } from '#burst/index.ts'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import { batchOfIds, type Actor } from '#core/index.ts'
import { actorOf, addTokenFor, addUser } from '#person/index.ts'
import { addVariants, variantsAt } from '#variant/index.ts'
import { openBenchHouse, type BenchHouse } from '../intake/house.ts'
import { load } from '../intake/machine.ts'
import { startServer } from '../desk/crowd.ts'
import { statementTexts } from '../desk/texts.ts'
import type { Heard } from './listeners.ts'
import type { Opened } from './openers.ts'

const minute = 60_000
const texts = 20
const each = 5
const hasty = 500
const n = (value: number) => Math.round(value).toLocaleString('en')

/**
 * So many participants open their page in one minute while the burst runs, over HTTP, from another process; then STOP, heard by so many open
 * pages; then what anybody was given, and what the hastiest of them could post.
 */
export async function burstBench({ people }: { people: number }): Promise<void> {
  const bench = await openBenchHouse()
  const children: ChildProcess[] = []
  try {
    const { campaign, burst, actor } = await found(bench)
    const ids = await fill(bench, campaign, burst, people)
    const server = await startServer(bench.url)
    children.push(server.process)
    const origin = new URL(server.at(campaign.slug)).origin
    const urls = ids.map((id) => `${origin}/${campaign.slug}/burst/${burst.id}/me/${secretOf(bench.house, 'page', burst.id, id)}`)
    console.log(`${n(people)} participants, ${texts} texts, ${each} each; 2 hours, the first of them over; load ${load()}`)

    await openAll(urls.slice(0, 50), 1_000, 'data-burst', children)
    const before = await server.use()
    const opened = await openAll(urls, minute, 'data-burst', children)
    const after = await server.use()
    const failed = Object.keys(opened.failed).length > 0 ? `, failed ${JSON.stringify(opened.failed)}` : ', nobody left out'
    console.log(`opened within a minute: served ${n(opened.served)} of ${n(people)}${failed}; ${quantiles(opened.times)}`)
    console.log(`  a page has ${(opened.bytes / people / 1_000).toFixed(1)} kB; ${(((after.seconds - before.seconds) * 1_000) / people).toFixed(2)} ms of the server's processor each; load ${load()}`)
    const bare = fork(resolve(import.meta.dirname, 'bare.ts'), [String(Math.round(opened.bytes / people))])
    children.push(bare)
    const { port } = await answer<{ port: number }>(bare)
    const baseline = await openAll(urls.map(() => `http://127.0.0.1:${port}/`), minute, 'x', children)
    console.log(`  the same bytes from a server that does nothing: ${quantiles(baseline.times)}; p99 ratio ${(at(opened.times, 0.99) / at(baseline.times, 0.99)).toFixed(1)}`)
    const noted = await bench.house.db.row<{ count: number }>('select count(opened_at)::int as count from burst_pledge where campaign_id = $1 and burst_id = $2', [campaign.id, burst.id])
    console.log(`  noted as opened: ${n(noted!.count)}`)

    await mostOfAnybody(bench, campaign, burst, ids)
    await stopped(bench, campaign, burst, actor, origin, people, server, children)
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await bench.close()
  }
}

async function found(bench: BenchHouse): Promise<{ campaign: Campaign; burst: Burst; actor: Actor }> {
  const { house } = bench
  const campaign = await addCampaign(house, { slug: 'at-six', name: 'At six', organisation: 'Bench', hashtags: ['TellUsNow'] })
  await addUser(house, { email: 'nadia@example.org', name: 'Nadia', role: 'coordinator', campaign: 'at-six', ready: true })
  const { token } = await addTokenFor(house, { email: 'nadia@example.org', campaign: 'at-six', scopes: ['desk', 'read'] })
  const actor = (await actorOf(house, { bearer: token }))!
  const at = house.clock.now().getTime()
  const burst = await makeBurst(house, actor, campaign, { title: 'At six we all ask', zone: 'UTC', startsAt: new Date(at - 60 * minute), endsAt: new Date(at + 60 * minute), open: true, each, aimPeople: 5_000, aimPosts: 20_000 })
  await addVariants(house, actor, campaign, burst.bank.id, statementTexts(texts, 6).map((text) => ({ language: 'en', text: `${text.slice(0, 180)} #TellUsNow` })))
  return { campaign, burst: (await burstOf(house.db, campaign.id, burst.id))!, actor }
}

/** Written at once: it is not signing up that is measured here. */
async function fill(bench: BenchHouse, campaign: Campaign, burst: Burst, people: number): Promise<string[]> {
  const ids = batchOfIds(people, new Date(burst.startsAt.getTime() - 60 * minute))
  await bench.house.db.transact((t) =>
    t.run(
      `insert into burst_pledge (campaign_id, id, burst_id, network, language, zone, pledged_at)
       select $1, given.id, $2, (array['x', 'mastodon', 'bluesky', 'whatsapp'])[1 + given.place % 4], 'en', (array['UTC', 'America/El_Salvador', 'Europe/Madrid'])[1 + given.place % 3], $4 from unnest($3::uuid[]) with ordinality as given (id, place)`,
      [campaign.id, burst.id, ids, new Date(burst.startsAt.getTime() - 60 * minute)],
    ))
  await bench.house.db.rows('analyze burst_pledge')
  return ids
}

async function openAll(urls: string[], within: number, holds: string, children: ChildProcess[]): Promise<Opened> {
  const child = fork(resolve(import.meta.dirname, 'openers.ts'))
  children.push(child)
  child.send({ urls, within, holds })
  return answer<Opened>(child)
}

/** What participants are asked for, computed for all of them; then five hundred who open all that is theirs as fast as they can. */
async function mostOfAnybody(bench: BenchHouse, campaign: Campaign, burst: Burst, ids: string[]): Promise<void> {
  const { house } = bench
  const variants = await variantsAt(house, campaign.id, burst.bank)
  const rows = await house.db.rows<{ id: string; network: 'x'; pledgedAt: Date }>('select id, network, pledged_at as "pledgedAt" from burst_pledge where campaign_id = $1 and burst_id = $2', [campaign.id, burst.id])
  const began = performance.now()
  const plans = rows.map((row) => ownTexts(burst, { ...row, language: 'en', zone: 'UTC', mail: 'none', way: 'email', openedAt: null, stoppedAt: null, taps: [] }, variants).map((text) => ({ at: text.dueAt.getTime(), id: text.variant.id })))
  const each = (performance.now() - began) / rows.length
  const most = (span: number) => Math.max(...plans.map((plan) => mostWithin(plan.map((text) => text.at), span)))
  const used = new Map<string, number>()
  for (const { id } of plans.flat()) used.set(id, (used.get(id) ?? 0) + 1)
  console.log(`asked of any participant at most: ${most(minute)} a minute, ${most(60 * minute)} an hour; a text is used ${n(Math.min(...used.values()))} to ${n(Math.max(...used.values()))} times; ${(each * 1_000).toFixed(0)} microseconds for one's plan`)

  const tapsBegan = performance.now()
  for (let start = 0; start < Math.min(hasty, ids.length); start += 10) {
    await Promise.all(ids.slice(start, Math.min(start + 10, hasty)).map(async (id) => {
      const own = await pledgeOf(house.db, campaign.id, burst.id, id)
      await Promise.all(Array.from({ length: 20 }, (_, number) => tap(house, campaign.id, burst.id, id, number + 1, own!.network).catch(() => undefined)))
    }))
  }
  const seconds = (performance.now() - tapsBegan) / 1_000
  const taps = await house.db.rows<{ id: string; at: Date }>('select pledge_id as id, tapped_at as at from burst_tap where campaign_id = $1 and burst_id = $2', [campaign.id, burst.id])
  const by = Map.groupBy(taps, (one) => one.id)
  const posted = (span: number) => Math.max(0, ...[...by.values()].map((some) => mostWithin(some.map((one) => one.at.getTime()), span)))
  console.log(`${n(Math.min(hasty, ids.length))} who tap all they have at once, twenty times over: ${n(taps.length)} texts opened, ${posted(minute)} a minute and ${posted(60 * minute)} an hour at most; ${n((Math.min(hasty, ids.length) * 20) / seconds)} taps/s tried`)
}

function mostWithin(moments: number[], span: number): number {
  return Math.max(0, ...moments.map((from) => moments.filter((at) => at >= from && at < from + span).length))
}

async function stopped(bench: BenchHouse, campaign: Campaign, burst: Burst, actor: Actor, origin: string, people: number, server: Awaited<ReturnType<typeof startServer>>, children: ChildProcess[]): Promise<void> {
  const before = await server.use()
  const child = fork(resolve(import.meta.dirname, 'listeners.ts'))
  children.push(child)
  child.send({ url: `${origin}/${campaign.slug}/burst/${burst.id}/pulse`, pages: people })
  const open = (await answer<Heard>(child)) as { open: number; failed: number }
  const after = await server.use()
  const pressed = performance.timeOrigin + performance.now()
  await stopBurst(bench.house, actor, campaign, burst.id, 'They want to talk.')
  await new Promise((done) => setTimeout(done, 4_000))
  child.send('heard')
  const { heard, moments } = (await answer<Heard>(child)) as { heard: number; moments: number[] }
  const times = moments.map((moment) => moment - pressed)
  console.log(`STOP with ${n(open.open)} pages open${open.failed ? `, ${open.failed} not` : ''}: heard by ${n(heard)}; ${quantiles(times)}, the last after ${n(Math.max(...times))} ms; ${after.rss - before.rss} MB for all of them`)
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((found, failed) => {
    child.once('message', (message) => found(message as T))
    child.once('exit', (code, signal) => failed(new Error(`the process ended: ${code ?? signal}`)))
  })
}

function at(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

function quantiles(times: number[]): string {
  return `p50 ${at(times, 0.5).toFixed(1)} ms, p99 ${at(times, 0.99).toFixed(1)} ms`
}
