import { load } from '../intake/machine.ts'
import { startListeners, startVolunteers, type Server } from './crowd.ts'
import { quantiles } from './quantiles.ts'
import type { Crowd } from './index.ts'

export const atWork = 50
/** People of the replay read for 40 seconds (median; 55 on average, log-normal); these are so many times as fast. */
const pace = 10
const seconds = 80
/** Servers that have just started compile what they run: so much is not counted. */
const warming = 15
export const openDesks = 200

/** People who read before they decide, while others have their desks open: how long a claim, a decision and hearing of them take. */
export async function humanPace(crowd: Crowd, servers: Server[], tokens: string[]): Promise<void> {
  const bases = servers.map((server) => server.at(crowd.slug))
  const desks = Array.from({ length: openDesks }, (_, at) => ({ base: bases[at % bases.length]!, token: tokens[at % tokens.length]! }))
  const listeners = await startListeners({ url: crowd.url, campaignId: crowd.id, desks, drops: 0, deaf: 0 })
  const before = await Promise.all(servers.map((server) => server.use()))
  const empty = { bases: servers.map((server) => server.at(crowd.empty.slug)), token: crowd.empty.token }
  const page = { addresses: servers.map((server) => server.page(crowd.slug)), cookie: crowd.cookie }
  const told = (await startVolunteers({ bases, tokens: tokens.slice(0, atWork), count: 1, pace, during: seconds * 1_000, warming: warming * 1_000, empty, page }).told)!
  const after = await Promise.all(servers.map((server) => server.use()))
  const heard = await listeners.stop()
  console.log(`\n${atWork} people who read for ${40 / pace} s (median; ${55 / pace} on average, log-normal: ${pace} times as fast as people), one statement at a time, ${seconds} s of which the first ${warming} are not counted, ${openDesks} desks open; load ${load()}`)
  console.table({
    claim: quantiles(told.claiming),
    decision: quantiles(told.deciding),
    'live, from the commit to a desk': quantiles(heard.late),
    'the page of the desk, drawn anew': quantiles(told.drawing),
    'baseline: the same route, nobody signed in': quantiles(told.refusing),
    'baseline: the same route, nothing waits': quantiles(told.emptying),
  })
  const spent = after.reduce((sum, one, at) => sum + one.seconds - before[at]!.seconds, 0)
  console.log(`${heard.events} events; not heard ${heard.missed}, twice ${heard.twice}; servers took ${((spent * 1_000) / told.decided).toFixed(1)} ms of processor for a claim, its decision and telling ${openDesks} desks of both`)
}
