import { addCampaign } from '#campaign/index.ts'
import { readArrival } from '#channel/index.ts'
import { takeIn } from '#intake/index.ts'
import { addTokenFor, addUser } from '#person/index.ts'
import { foldAll, refreshStatistics } from '#statement/index.ts'
import { openBenchHouse, type BenchHouse } from '../intake/house.ts'
import { load } from '../intake/machine.ts'
import { bareClaims } from './bare.ts'
import { listen, startServer, startVolunteers, type Server } from './crowd.ts'
import { statementTexts } from './texts.ts'
import type { Told } from './volunteers.ts'

const atHumanPace = 50
const listening = 200
const n = (value: number) => value.toLocaleString('en')

/**
 * A crowd at one desk over HTTP: several server processes, several processes of volunteers, some of which die with claims in
 * their hands, a server too. At the end every statement was decided exactly once.
 */
export async function deskBench({ people, kill, statements }: { people: number; kill: number; statements: number }): Promise<void> {
  const bench = await openBenchHouse()
  const servers: Server[] = []
  try {
    const campaign = await addCampaign(bench.house, { slug: 'crowd', name: 'Crowd', organisation: 'Bench' })
    await fill(bench, campaign, statements)
    const tokens = await addPeople(bench, campaign.slug, people)
    servers.push(...(await Promise.all([1, 2].map(() => startServer(bench.url, campaign.slug)))))
    const bases = servers.map((server) => server.base)
    console.log(`${n(statements)} statements, ${people} people, ${servers.length} server processes; load ${load()}`)

    await humanPace(bench, campaign, servers, tokens)

    // As fast as they can, a batch at a time; some of them, and one server, die in the middle.
    const began = performance.now()
    const quarters = [0, 1, 2, 3].map((part) => tokens.slice(kill).filter((_, at) => at % 4 === part))
    const living = quarters.map((some) => startVolunteers({ bases, tokens: some, count: 5, pause: 0, during: 0 }))
    const dying = startVolunteers({ bases, tokens: tokens.slice(0, kill), count: 25, pause: 200, during: 0 })
    await untilHolding(bench, campaign.id, kill)
    dying.kill()
    servers[1]!.process.kill('SIGKILL')
    const told = (await Promise.all(living.map((one) => one.told))).filter((one) => one !== undefined)
    const seconds = (performance.now() - began) / 1_000
    const decided = told.reduce((sum, one) => sum + one.decided, 0)
    const perSecond = told.reduce((sum, one) => sum + one.claims, 0) / seconds
    console.log(`${people - kill} people without a pause, ${kill} killed with what they held, one server of two killed: ${n(Math.round(perSecond))} claims/s and as many decisions, ${n(decided)} in ${seconds.toFixed(1)} s`)
    console.log(`  refused: ${JSON.stringify(merged(told))}`)

    // Sixteen minutes later: what the dead held is back, and is worked off.
    const later = await startServer(bench.url, campaign.slug, 16)
    servers.push(later)
    const rest = await startVolunteers({ bases: [later.base], tokens: tokens.slice(kill, kill + 20), count: 25, pause: 0, during: 0 }).told
    console.log(`back from the dead after 15 minutes and decided: ${n(rest?.decided ?? 0)}`)
    await judge(bench, campaign.id)

    const bare = await bareClaims(bench, 20_000)
    console.log(`bare SQL, the same claims and decisions without HTTP and without the program: ${n(Math.round(bare))}/s; ratio ${(perSecond / bare).toFixed(2)}`)
  } finally {
    for (const server of servers) server.process.kill('SIGKILL')
    await bench.close()
  }
}

async function fill(bench: BenchHouse, campaign: { id: string }, statements: number): Promise<void> {
  const texts = statementTexts(statements, 8)
  for (let at = 0; at < texts.length; at += 1_000) {
    const arrivals = texts.slice(at, at + 1_000).map((text, place) => {
      const post = { channel: 'form', externalId: `d${at + place}`, text }
      const read = readArrival(post, Buffer.from(JSON.stringify(post)))
      if ('reject' in read) throw new Error(read.reject.detail)
      return read.arrival
    })
    await takeIn(bench.house, campaign, arrivals, { patient: true })
  }
  await foldAll(bench.house, campaign.id)
  await refreshStatistics(bench.house)
  const row = await bench.house.db.row<{ count: number }>('select count(*)::int as count from statement where campaign_id = $1', [campaign.id])
  if (row!.count !== statements) throw new Error(`${row!.count} statements instead of ${statements}`)
}

const emailOf = (at: number) => `volunteer-${at}@example.org`

async function addPeople(bench: BenchHouse, slug: string, people: number): Promise<string[]> {
  const tokens: string[] = []
  for (let at = 0; at < people; at++) {
    const email = emailOf(at)
    await addUser(bench.house, { email, role: 'volunteer', name: `Volunteer ${at}`, campaign: slug, ready: true })
    tokens.push((await addTokenFor(bench.house, { email, campaign: slug, scopes: ['desk', 'read'] })).token)
  }
  return tokens
}

/** Fifty people who read for some two seconds, ten times as fast as people do, while two hundred desks are open. */
async function humanPace(bench: BenchHouse, campaign: { id: string }, servers: Server[], tokens: string[]): Promise<void> {
  const bases = servers.map((server) => server.base)
  const heard = new Map<string, number[]>()
  const first = new Map<string, number>()
  const stops = Array.from({ length: listening }, (_, at) =>
    listen(bases[at % bases.length]!, tokens[at % tokens.length]!, 'decided', ({ statements }) => {
      const now = performance.now()
      for (const id of statements as string[]) heard.set(id, [...(heard.get(id) ?? []), now])
    }))
  // The moment of the commit, as PostgreSQL tells it: nothing of ours can hear it sooner.
  const stop = bench.house.live.subscribe(campaign.id, (event) => {
    if (event.kind === 'decided') for (const id of event['statements'] as string[]) first.set(id, performance.now())
  })
  await new Promise((done) => setTimeout(done, 1_500))
  const before = await Promise.all(servers.map((server) => server.use()))
  const told = await startVolunteers({ bases, tokens: tokens.slice(0, atHumanPace), count: 1, pause: 2_000, during: 20_000 }).told
  await new Promise((done) => setTimeout(done, 500))
  const after = await Promise.all(servers.map((server) => server.use()))
  for (const one of stops) one()
  stop()
  const late = [...first].flatMap(([id, at]) => (heard.get(id) ?? []).map((time) => Math.max(0, time - at)))
  const missed = [...first.keys()].filter((id) => (heard.get(id) ?? []).length !== listening).length
  console.log(`${atHumanPace} people, two seconds a statement, ${listening} desks open: claim ${quantiles(told!.claiming)}, decision ${quantiles(told!.deciding)}`)
  console.log(`  live: ${n(late.length)} deliveries of ${n(first.size)} decisions, ${quantiles(late)} after the commit was announced; not heard by all ${listening}: ${missed}`)
  const spent = after.reduce((sum, one, at) => sum + one.seconds - before[at]!.seconds, 0)
  console.log(`  servers: ${before.map((one) => one.megabytes).join(' and ')} MB before, ${after.map((one) => one.megabytes).join(' and ')} MB after; ${((spent * 1_000) / first.size).toFixed(1)} ms of processor for a claim, its decision and telling ${listening} desks of both; load ${load()}`)
}

/** Until those who are to die have something in their hands. */
async function untilHolding(bench: BenchHouse, campaignId: string, kill: number): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const row = await bench.house.db.row<{ people: number }>(
      `select count(distinct c.person_id)::int as people from claim c join person p on p.id = c.person_id
       where c.campaign_id = $1 and p.email = any($2)`,
      [campaignId, Array.from({ length: kill }, (_, at) => emailOf(at))],
    )
    if (row!.people >= kill) return
    await new Promise((done) => setTimeout(done, 100))
  }
}

async function judge(bench: BenchHouse, campaignId: string): Promise<void> {
  const row = await bench.house.db.row<{ all: number; once: number; lost: number; twice: number }>(
    `select count(*)::int as all, count(*) filter (where deeds = 1 and state = 'decided')::int as once,
       count(*) filter (where deeds = 0 or state <> 'decided')::int as lost, count(*) filter (where deeds > 1)::int as twice
     from (select s.state, (select count(*) from deed d where d.campaign_id = $1 and d.statement_id = s.id and d.taken_back_at is null) as deeds
           from statement s where s.campaign_id = $1) s`,
    [campaignId],
  )
  console.log(`handled once ${n(row!.once)} of ${n(row!.all)}, lost ${row!.lost}, twice ${row!.twice}`)
}

function merged(told: Told[]): Record<string, number> {
  const all: Record<string, number> = {}
  for (const one of told) for (const [code, count] of Object.entries(one.refused)) all[code] = (all[code] ?? 0) + count
  return all
}

function quantiles(times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1)
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`
}
