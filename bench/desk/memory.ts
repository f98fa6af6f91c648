import { notify, uuid7 } from '#core/index.ts'
import { load } from '../intake/machine.ts'
import type { Crowd } from './index.ts'
import { startListeners, type Server } from './crowd.ts'
import { openDesks } from './human.ts'
import { quantiles } from './quantiles.ts'

/** What 200 people at work do in ten minutes: each decides a statement in 55 seconds, and a statement is looked at, held, decided and left. */
const events = Math.round((openDesks / 55) * 600 * 4)
const perSecond = 150
const drops = 4
const deaf = 10

/** The memory of the servers while ten minutes' worth of events goes out to open desks, some of which lose their line or read nothing. */
export async function memoryOfDesks(crowd: Crowd, servers: Server[], tokens: string[]): Promise<void> {
  const bases = servers.map((server) => server.at(crowd.slug))
  const rows: Record<string, string> = {}
  const measure = async (when: string) => {
    rows[when] = (await Promise.all(servers.map((server) => server.use()))).map(({ heap, rss }) => `${heap} / ${rss}`).join(', ')
  }
  await measure('no desk open')
  const desks = Array.from({ length: openDesks }, (_, at) => ({ base: bases[at % bases.length]!, token: tokens[at % tokens.length]! }))
  const listeners = await startListeners({ url: crowd.url, campaignId: crowd.id, desks, drops, deaf })
  await measure(`${openDesks} desks open`)
  const began = performance.now()
  for (let told = 0, quarter = 1; told < events; ) {
    const due = Math.min(events, Math.ceil(((performance.now() - began) / 1_000) * perSecond))
    for (; told < due; told++) await announce(crowd, told)
    if (told >= (events * quarter) / 4) await measure(`${n(told)} events${quarter++ === 4 ? ': ten minutes of work' : ''}`)
    await new Promise((done) => setTimeout(done, 20))
  }
  const seconds = (performance.now() - began) / 1_000
  const heard = await listeners.stop()
  await new Promise((done) => setTimeout(done, 1_000))
  await measure('all desks closed')
  console.log(`\n${n(events)} events in ${Math.round(seconds)} s to ${openDesks} desks: ${heard.dropped} lost their line and came back, ${deaf} read nothing; load ${load()}`)
  console.log(`  heard by those that kept their line: ${JSON.stringify(quantiles(heard.late))}; not heard ${heard.missed}, twice ${heard.twice}, told to begin afresh ${heard.reloads}`)
  console.log('  memory of each server, MB in use after a collection / altogether:')
  for (const [when, what] of Object.entries(rows)) console.log(`    ${when.padEnd(36)} ${what}`)
}

const kinds = ['looking', 'held', 'decided', 'looking']

async function announce(crowd: Crowd, at: number): Promise<void> {
  const statement = uuid7()
  const kind = kinds[at % kinds.length]!
  const detail = kind === 'looking' ? { page: uuid7(), person: uuid7(), by: 'Volunteer 17', statement } : { statements: [statement], by: 'Volunteer 17', until: new Date() }
  await crowd.house.db.transact(async (t) => {
    await t.run('set local synchronous_commit = off')
    await notify(t, crowd.id, { kind, ...detail })
  })
}

const n = (value: number) => value.toLocaleString('en')
