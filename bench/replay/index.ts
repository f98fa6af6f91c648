import { addCampaign, type Campaign } from '#campaign/index.ts'
import { SetClock, type Actor, type House } from '#core/index.ts'
import { claimNext, decide, type Claim } from '#desk/index.ts'
import { takeIn } from '#intake/index.ts'
import { actorOf, addTokenFor, addUser } from '#person/index.ts'
import { foldAll } from '#statement/index.ts'
import { openBenchHouse } from '../intake/house.ts'
import { load } from '../intake/machine.ts'
import { benchArrivals } from './arrivals.ts'
import { drawer, isOnShift, minutesOf, workSeconds } from './people.ts'
import { withoutFolding } from './plain.ts'

const second = 1_000
const minute = 60 * second
const seed = 2_022

interface Volunteer {
  actor: Actor
  at: number
  /** Works until then on this statement. */
  until: number
  doing?: { id: string; version: number }
}

/**
 * The size of the Kenyan desk of 2022: its reports over five days, its 91 volunteers in shifts with the working times of people,
 * through the real intake, folding, order, claims and decisions, on a clock that is set. How long until somebody first decided.
 */
export async function replayBench({ reports, people }: { reports: number; people: number }): Promise<void> {
  const begin = new Date('2022-08-08T21:00:00Z')
  const clock = new SetClock(begin)
  // What is measured is time on the set clock, so the disk need not be waited for.
  const { house, close } = await openBenchHouse({ profile: 'test', clock })
  try {
    const campaign = await addCampaign(house, { slug: 'replay', name: 'Replay', organisation: 'Bench' })
    const crew = await crewOf(house, campaign, people)
    const arriving = minutesOf(reports, seed)
    const began = performance.now()
    await run(house, campaign, clock, crew, arriving, reports)
    console.log(`${reports.toLocaleString('en')} reports over ${Math.round(arriving.length / 1_440)} days, ${people} volunteers in shifts; replayed in ${secondsSince(began)} s; load ${load()}`)
    await tell(house, campaign)
    const plain = withoutFolding(arriving, people, seed)
    console.log(`without folding, first come first served, the same people and days: median ${plain.median}, 95 % within ${plain.p95}, longest ${plain.longest}`)
  } finally {
    await close()
  }
}

async function crewOf(house: House, campaign: Campaign, people: number): Promise<Volunteer[]> {
  const crew: Volunteer[] = []
  for (let at = 0; at < people; at++) {
    const email = `volunteer-${at}@example.org`
    await addUser(house, { email, role: 'volunteer', name: `Volunteer ${at}`, campaign: campaign.slug, ready: true })
    const { token } = await addTokenFor(house, { email, campaign: campaign.slug, scopes: ['desk'] })
    crew.push({ actor: (await actorOf(house, { bearer: token }))!, at, until: 0 })
  }
  return crew
}

/** Minute by minute: what arrives is folded, then people finish and take the next, each at their own second. */
async function run(house: House, campaign: Campaign, clock: SetClock, crew: Volunteer[], arriving: number[], reports: number): Promise<void> {
  const begin = clock.now().getTime()
  const began = performance.now()
  let claimed = 0
  const stream = benchArrivals(reports, seed)
  const draw = drawer(seed)
  for (let at = 0; at < arriving.length + 24 * 60; at++) {
    clock.at = new Date(begin + at * minute)
    if (at > 0 && at % 720 === 0) console.log(`  ${at / 60} hours: ${claimed.toLocaleString('en')} statements taken, ${secondsSince(began)} s`)
    const posts = Array.from({ length: arriving[at] ?? 0 }, () => stream.next().value!)
    if (posts.length > 0) {
      await takeIn(house, campaign, posts, { patient: true })
      await foldAll(house, campaign.id)
    }
    const end = begin + (at + 1) * minute
    // Nothing comes in within the minute: who finds nothing need not be followed by others.
    let empty = false
    for (let free = earliest(crew, end, at); free; free = earliest(crew, end, at)) {
      clock.at = new Date(Math.max(free.until, begin + at * minute))
      const { doing } = free
      delete free.doing
      if (doing) await decide(house, campaign.id, free.actor, doing.id, doing.version, 'done', {})
      const working = isOnShift(free.at, crew.length, at)
      const claims: Claim[] = working && !empty ? await claimNext(house, campaign.id, free.actor, 1, {}) : []
      const next = claims[0]
      claimed += claims.length
      empty ||= working && !next
      // Nothing waits: they look again when the minute is over.
      if (next) free.doing = { id: next.statementId, version: next.version }
      free.until = next ? clock.now().getTime() + workSeconds(draw) * second : end
    }
    if (at >= arriving.length && crew.every((one) => !one.doing)) return
  }
}

const secondsSince = (began: number) => Math.round((performance.now() - began) / 1_000)

function earliest(crew: Volunteer[], end: number, minuteAt: number): Volunteer | undefined {
  let first: Volunteer | undefined
  for (const one of crew) if (one.until < end && (one.doing || isOnShift(one.at, crew.length, minuteAt)) && (!first || one.until < first.until)) first = one
  return first
}

async function tell(house: House, campaign: Campaign): Promise<void> {
  const wait = 'extract(epoch from d.at - s.arrived_at)'
  const row = await house.db.row<{ statements: number; undecided: number; median: number; p95: number; longest: number; urgent: number | null; urgentp95: number | null }>(
    `select (select count(*)::int from statement where campaign_id = $1) as statements,
       (select count(*)::int from statement where campaign_id = $1 and state <> 'decided') as undecided,
       percentile_cont(0.5) within group (order by ${wait}) as median, percentile_cont(0.95) within group (order by ${wait}) as p95, max(${wait}) as longest,
       percentile_cont(0.5) within group (order by ${wait}) filter (where s.signals @> '{urgent}') as urgent,
       percentile_cont(0.95) within group (order by ${wait}) filter (where s.signals @> '{urgent}') as urgentp95
     from (select statement_id, min(at) as at from deed where campaign_id = $1 group by statement_id) d
     join statement s on s.campaign_id = $1 and s.id = d.statement_id where s.campaign_id = $1`,
    [campaign.id],
  )
  const { statements, undecided, median, p95, longest, urgent, urgentp95 } = row!
  const time = (seconds: number | null) => (seconds === null ? 'none' : `${(Number(seconds) / 60).toFixed(1)} min`)
  console.log(`${statements.toLocaleString('en')} statements, ${undecided} undecided at the end`)
  console.log(`until first decided: median ${time(median)}, 95 % within ${time(p95)}, oldest that ever waited ${time(longest)}; urgent words: median ${time(urgent)}, 95 % within ${time(urgentp95)}`)
}
