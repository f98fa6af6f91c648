/** However holds are set and lifted, clocks pass and senders run side by side: nothing held back leaves. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from '../../../test/harness/office.ts'
import type { Outgoing, Outlet } from '#channel/contract.ts'
import type { Actor } from '#core/index.ts'
import { actorOf } from '#person/index.ts'
import { post } from '../outbox.ts'
import { sendDue, type Account } from '../send.ts'
import { holdsOf, liftHold, setHold } from './hold.ts'

let office: Office
let actor: Actor | undefined
const left: { purpose: string; at: number }[] = []
const outlet: Outlet<undefined> = {
  channel: 'email', budgets: [],
  async send({ id, text }: Outgoing) {
    left.push({ purpose: text, at: office.clock.now().getTime() })
    return { state: 'sent', externalId: id }
  },
}
const accounts: Account[] = [{ name: 'test', outlet, connection: undefined }]

beforeAll(async () => {
  office = await openOffice()
  await office.person('omar', 'coordinator')
  actor = await actorOf(office.house, { cookie: office.cookieOf('omar') })
})
afterAll(() => office?.close())

type Step = { do: 'post'; purpose: 'publication' | 'ask' | 'alarm'; inSeconds: number } | { do: 'pass'; seconds: number } | { do: 'stop' } | { do: 'embargo'; seconds: number } | { do: 'lift'; which: number } | { do: 'send'; senders: number }
const seconds = fc.integer({ min: 1, max: 900 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('post' as const), purpose: fc.constantFrom('publication' as const, 'ask' as const, 'alarm' as const), inSeconds: fc.integer({ min: 0, max: 600 }) }),
  fc.record({ do: fc.constant('pass' as const), seconds }),
  fc.record({ do: fc.constant('stop' as const) }),
  fc.record({ do: fc.constant('embargo' as const), seconds }),
  fc.record({ do: fc.constant('lift' as const), which: fc.nat(3) }),
  fc.record({ do: fc.constant('send' as const), senders: fc.integer({ min: 1, max: 3 }) }),
)

test('only what people wait for leaves while anything holds, and all of it afterwards, each once', async () => {
  const { house, campaign, clock } = office
  const send = (senders: number) => Promise.all(Array.from({ length: senders }, () => sendDue(house, campaign.id, accounts)))
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
    left.length = 0
    let posted = 0
    /** By our own reckoning: until when each hold holds. */
    const holds: number[] = []
    const held = () => holds.some((until) => until > clock.now().getTime())
    for (const one of steps) {
      const now = clock.now().getTime()
      if (one.do === 'post') {
        posted++
        await house.db.transact((t) => post(house, t, { campaignId: campaign.id, channel: 'email', purpose: one.purpose, to: { address: 'a@example.org' }, text: one.purpose, dueAt: new Date(now + one.inSeconds * 1_000) }))
      } else if (one.do === 'pass') clock.pass(one.seconds * 1_000)
      else if (one.do === 'stop') {
        await setHold(house, actor, campaign, {})
        holds.push(Infinity)
      } else if (one.do === 'embargo') {
        await setHold(house, actor, campaign, { until: new Date(now + one.seconds * 1_000) })
        holds.push(now + one.seconds * 1_000)
      } else if (one.do === 'lift') {
        const open = await holdsOf(house.db, campaign.id, clock.now())
        const hold = open[one.which]
        if (hold) {
          await liftHold(house, actor, campaign, hold.id)
          holds.splice(holds.indexOf(hold.until?.getTime() ?? Infinity), 1)
        }
      } else {
        const before = left.length
        await send(one.senders)
        if (held()) expect(left.slice(before).every((message) => message.purpose === 'alarm')).toBe(true)
      }
    }
    for (const hold of await holdsOf(house.db, campaign.id, clock.now())) await liftHold(house, actor, campaign, hold.id)
    clock.pass(1_000_000)
    await send(2)
    expect(left).toHaveLength(posted)
  }), { numRuns: 25, seed: 20131209 })
})
