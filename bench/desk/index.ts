import { addCampaign } from '#campaign/index.ts'
import { readArrival } from '#channel/index.ts'
import type { House } from '#core/index.ts'
import { takeIn } from '#intake/index.ts'
import { addTokenFor, addUser, identityOf } from '#person/index.ts'
import { foldAll, refreshStatistics } from '#statement/index.ts'
import { openBenchHouse, type BenchHouse } from '../intake/house.ts'
import { load } from '../intake/machine.ts'
import { bareClaims } from './bare.ts'
import { startServer, startVolunteers, type Server } from './crowd.ts'
import { humanPace } from './human.ts'
import { memoryOfDesks } from './memory.ts'
import { statementTexts } from './texts.ts'
import type { Told } from './volunteers.ts'

const n = (value: number) => value.toLocaleString('en')

/** The campaign of the bench, and one where nothing ever waits. */
export interface Crowd {
  house: House
  url: string
  id: string
  slug: string
  empty: { slug: string; token: string }
  /** Of somebody who looks at the desk. */
  cookie: string
}

/**
 * A crowd at one desk over HTTP: several server processes, several processes of volunteers, some of which die with claims in
 * their hands, a server too. At the end every statement was decided exactly once.
 */
export async function deskBench({ people, kill, statements }: { people: number; kill: number; statements: number }): Promise<void> {
  const bench = await openBenchHouse()
  const servers: Server[] = []
  try {
    const began = performance.now()
    const crowd = await gather(bench, statements)
    const tokens = await addPeople(bench, crowd.slug, people)
    servers.push(...(await Promise.all([1, 2].map(() => startServer(bench.url)))))
    console.log(`${n(statements)} statements, ${people} people, ${servers.length} server processes, ready after ${Math.round((performance.now() - began) / 1_000)} s; load ${load()}`)
    await humanPace(crowd, servers, tokens)
    await memoryOfDesks(crowd, servers, tokens)
    const perSecond = await asFastAsTheyCan(bench, crowd, servers, tokens, kill)
    await fromTheDead(bench, crowd, servers, tokens.slice(kill, kill + 20))
    await judge(bench, crowd.id)
    const bare = await bareClaims(bench, 20_000)
    console.log(`bare SQL, the same claims and decisions without HTTP and without the program: ${n(Math.round(bare))}/s; ratio ${(perSecond / bare).toFixed(2)}`)
  } finally {
    for (const server of servers) server.process.kill('SIGKILL')
    await bench.close()
  }
}

async function gather(bench: BenchHouse, statements: number): Promise<Crowd> {
  const campaign = await addCampaign(bench.house, { slug: 'crowd', name: 'Crowd', organisation: 'Bench' })
  const empty = await addCampaign(bench.house, { slug: 'empty', name: 'Empty', organisation: 'Bench' })
  await fill(bench, campaign, statements)
  const [token] = await addPeople(bench, empty.slug, 1)
  return { house: bench.house, url: bench.url, id: campaign.id, slug: campaign.slug, empty: { slug: empty.slug, token: token! }, cookie: await cookieOf(bench, campaign.slug) }
}

/** Statements that nobody takes for copies of each other. */
export async function fill(bench: BenchHouse, campaign: { id: string }, statements: number): Promise<void> {
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

const emailOf = (slug: string, at: number) => `volunteer-${at}@${slug}.example.org`

async function addPeople(bench: BenchHouse, slug: string, people: number): Promise<string[]> {
  const tokens: string[] = []
  for (let at = 0; at < people; at++) {
    const email = emailOf(slug, at)
    await addUser(bench.house, { email, role: 'volunteer', name: `Volunteer ${at}`, campaign: slug, ready: true })
    tokens.push((await addTokenFor(bench.house, { email, campaign: slug, scopes: ['desk', 'read'] })).token)
  }
  return tokens
}

async function cookieOf(bench: BenchHouse, slug: string): Promise<string> {
  const [email, password] = ['coordinator@example.org', 'four words nobody puts together']
  await addUser(bench.house, { email, password, role: 'coordinator', campaign: slug })
  const { cookies } = await identityOf(bench.house).signIn({ email, password, address: '127.0.0.1' })
  return cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ')
}

/** A batch at a time without reading; some of them, and one server, die in the middle. Claims a second. */
async function asFastAsTheyCan(bench: BenchHouse, crowd: Crowd, servers: Server[], tokens: string[], kill: number): Promise<number> {
  const bases = servers.map((server) => server.at(crowd.slug))
  const began = performance.now()
  const quarters = [0, 1, 2, 3].map((part) => tokens.slice(kill).filter((_, at) => at % 4 === part))
  const living = quarters.map((some) => startVolunteers({ bases, tokens: some, count: 5, pace: 0, during: 0 }))
  const dying = startVolunteers({ bases, tokens: tokens.slice(0, kill), count: 25, pace: 200, during: 0 })
  await untilHolding(bench, crowd.id, kill)
  dying.kill()
  servers[1]!.process.kill('SIGKILL')
  const told = (await Promise.all(living.map((one) => one.told))).filter((one) => one !== undefined)
  const seconds = (performance.now() - began) / 1_000
  const decided = told.reduce((sum, one) => sum + one.decided, 0)
  const perSecond = told.reduce((sum, one) => sum + one.claims, 0) / seconds
  console.log(`\n${tokens.length - kill} people without a pause, ${kill} killed with what they held, one server of two killed: ${n(Math.round(perSecond))} claims/s and as many decisions, ${n(decided)} in ${seconds.toFixed(1)} s; load ${load()}`)
  console.log(`  refused: ${JSON.stringify(merged(told))}`)
  return perSecond
}

/** Sixteen minutes later what the dead held is back, and is worked off. */
async function fromTheDead(bench: BenchHouse, crowd: Crowd, servers: Server[], tokens: string[]): Promise<void> {
  const later = await startServer(bench.url, 16)
  servers.push(later)
  const rest = await startVolunteers({ bases: [later.at(crowd.slug)], tokens, count: 25, pace: 0, during: 0 }).told
  console.log(`back from the dead after 15 minutes and decided: ${n(rest?.decided ?? 0)}`)
}

/** Until those who are to die have something in their hands. */
async function untilHolding(bench: BenchHouse, campaignId: string, kill: number): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const row = await bench.house.db.row<{ people: number }>(
      `select count(distinct c.person_id)::int as people from claim c join person p on p.id = c.person_id
       where c.campaign_id = $1 and p.email = any($2)`,
      [campaignId, Array.from({ length: kill }, (_, at) => emailOf('crowd', at))],
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
