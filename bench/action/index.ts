import { changeAction, confirmSignature, makeAction, makeHandover, sign, signedOf, type Action } from '#action/index.ts'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import { SetClock, uuid7, type Actor } from '#core/index.ts'
import { issueTicket, readTicket, type Ticket } from '#intake/index.ts'
import { actorOf, addUser, identityOf } from '#person/index.ts'
import { openBenchHouse, type BenchHouse } from '../intake/house.ts'
import { load } from '../intake/machine.ts'
import { lettersBench } from './letters.ts'

const seed = 1_948
/** So many people press at the same moment. */
export const atOnce = 32
const counted = 50
export const n = (value: number) => Math.round(value).toLocaleString('en')

export interface Desk {
  bench: BenchHouse
  clock: SetClock
  campaign: Campaign
  actor: Actor
}

/**
 * A petition as its page takes it: each signature sealed under a key of its own, a letter to its address in the outbox, committed before the answer; then
 * confirmed, counted and handed over. Some send their form twice, some sign again with the same address written otherwise: both are one signature.
 * Beside it a row of the same size and nothing else, committed one by one as well. Then letters in turns (letters.ts).
 */
export async function actionBench({ people }: { people: number }): Promise<void> {
  // It goes on only where writers come: a session lives by the real one.
  const clock = new SetClock()
  // No letter leaves here: nobody works at the outbox.
  const bench = await openBenchHouse({ clock, settings: { smtpUrl: 'smtp://127.0.0.1:9', mailFrom: 'Water <desk@example.org>' } })
  try {
    const campaign = await addCampaign(bench.house, { slug: 'sign-here', name: 'Sign here', organisation: 'Bench', hashtags: ['TellUsNow'] })
    const nadia = { email: 'nadia@example.org', password: 'four words nobody puts together' }
    await addUser(bench.house, { ...nadia, name: 'Nadia', role: 'coordinator', campaign: 'sign-here', ready: true })
    // A petition is handed over by a person: no token does it.
    const { cookies } = await identityOf(bench.house).signIn(nadia)
    const desk: Desk = { bench, clock, campaign, actor: (await actorOf(bench.house, { cookie: cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ') }))! }
    const bare = await bareRows(desk, people)
    await petition(desk, people, bare)
    await lettersBench(desk, Math.max(200, Math.round(people / 5)), bare, seeded(seed + 1))
    console.log(`load ${load()}`)
  } finally {
    await bench.close()
  }
}

async function petition(desk: Desk, people: number, bare: number): Promise<void> {
  const { bench: { house }, clock, campaign, actor } = desk
  const action = await opened(desk, await makeAction(house, actor, campaign, { key: 'water', kind: 'petition', words: { en: { title: 'Clean water for Tarsa', lead: 'Publish the figures.' } } }))
  const forms = formsOf(desk, people, seeded(seed))
  clock.pass(60_000)
  const signed = await perSecond(forms, ({ ticket, email, number }) =>
    sign(house, campaign, action, ticket, { name: `Somebody ${number}`, email, place: 'Tarsa', shows: number % 3 === 0, passes: number % 2 === 0, language: 'en' }))
  const addresses = new Set(forms.map((form) => form.email.trim().toLowerCase()))
  const letters = (await house.db.row<{ count: number }>(`select count(*)::int as count from outgoing where campaign_id = $1 and purpose = 'petition'`, [campaign.id]))!.count
  const { asked } = await signedOf(house.db, campaign.id, action.id)
  console.log(`${n(forms.length)} forms by ${n(addresses.size)} addresses, ${atOnce} at once: ${n(signed)} signatures/s; a bare row: ${n(bare)}/s, ratio ${(signed / bare).toFixed(2)}`)
  console.log(`  folded ${n(forms.length - asked)}, ${asked === addresses.size ? 'each address once' : `WRONG: ${n(asked)} signatures`}; ${n(letters)} letters that ask${letters === asked ? ', one each' : ' (WRONG)'}`)
  const ids = await house.db.rows<{ id: string }>(`select id from signature where campaign_id = $1 and action_id = $2`, [campaign.id, action.id])
  const confirmed = await perSecond(ids, ({ id }) => confirmSignature(house, campaign.id, action, id))
  const began = performance.now()
  for (let round = 0; round < counted; round += 1) await signedOf(house.db, campaign.id, action.id)
  const count = (performance.now() - began) / counted
  const handing = performance.now()
  const { handover, file } = await makeHandover(house, actor, campaign, action.id, 'To the committee, for the bench')
  console.log(`  confirmed ${n(confirmed)}/s; what the page shows of ${n(asked)}: ${count.toFixed(1)} ms; handed over in ${((performance.now() - handing) / 1_000).toFixed(1)} s (${(file.length / 1e6).toFixed(1)} MB, ${n(handover.named)} of ${n(handover.signatures)} by name)`)
}

interface Form {
  number: number
  ticket: Ticket
  email: string
}

/** Of a hundred forms two are sent twice, and eight are by somebody who has signed before and writes their address otherwise. */
function formsOf({ bench: { house }, campaign }: Desk, people: number, random: () => number): Form[] {
  const forms: Form[] = []
  for (let number = 0; number < people; number += 1) {
    const draw = random()
    const before = forms[Math.floor(random() * forms.length)]
    if (before && draw < 0.02) forms.push(before)
    else forms.push({ number, ticket: readTicket(house, campaign.id, issueTicket(house, campaign.id))!, email: before && draw < 0.1 ? ` ${before.email.toUpperCase()}` : `person${number}@example.org` })
  }
  return forms
}

/** The same number of rows of about the same size, each in a transaction of its own: what this machine gives for the commits alone. */
async function bareRows({ bench: { house }, campaign }: Desk, rows: number): Promise<number> {
  await house.db.rows('create table bare_row (campaign_id uuid not null, id uuid primary key, sealed bytea not null)')
  const sealed = Buffer.alloc(300, 7)
  return perSecond(Array.from({ length: rows }, () => uuid7()), (id) => house.db.transact((t) => t.run('insert into bare_row (campaign_id, id, sealed) values ($1, $2, $3)', [campaign.id, id, sealed])))
}

export async function opened({ bench: { house }, campaign, actor }: Desk, action: Action): Promise<Action> {
  return changeAction(house, actor, campaign, action.id, { version: action.version, state: 'open' })
}

export async function perSecond<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<number> {
  let next = 0
  const began = performance.now()
  const one = async () => {
    while (next < all.length) await work(all[next++]!)
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return all.length / ((performance.now() - began) / 1_000)
}

/** mulberry32: neighbouring seeds give streams that have nothing to do with each other. */
function seeded(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
