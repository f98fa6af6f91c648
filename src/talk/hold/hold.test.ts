/** However holds are set and lifted, clocks pass and senders run side by side: nothing held back leaves. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from '../../../test/harness/office.ts'
import type { Outgoing, Outlet } from '#channel/contract.ts'
import type { Actor, House } from '#core/index.ts'
import { actorOf } from '#person/index.ts'
import { spend } from '../budget.ts'
import { lettersInDoubt, post } from '../outbox.ts'
import { doubtWaiting, openGap } from '../restored.ts'
import { sendDue, type Account } from '../send.ts'
import { settleLetters } from '../settle.ts'
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

test('a machine whose clock runs ahead ends no embargo before its time', async () => {
  const { house, campaign } = office
  const wrong = (minutes: number): House => Object.assign(Object.create(house) as House, { clock: { now: () => new Date(Date.now() + minutes * 60_000) } })
  left.length = 0
  const { hold } = await setHold(wrong(0), actor, campaign, { until: new Date(Date.now() + 90 * 60_000) })
  for (const purpose of ['publication', 'alarm'] as const) await house.db.transact((t) => post(house, t, { campaignId: campaign.id, channel: 'email', purpose, to: { address: 'a@example.org' }, text: purpose, dueAt: new Date(Date.now() - 60_000) }))
  expect([await sendDue(wrong(91), campaign.id, accounts), await sendDue(wrong(100_000), campaign.id, accounts), left.map((one) => one.purpose)]).toEqual([1, 0, ['alarm']])
  await liftHold(wrong(0), actor, campaign, hold.id)
  expect(await sendDue(wrong(0), campaign.id, accounts)).toBe(1)
})

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

test('after a restore all is held until somebody has looked; of an hour of which nobody knows what it cost nothing is spent, but for what people wait for', async () => {
  const { house, campaign, clock } = office
  left.length = 0
  await house.db.rows('delete from outgoing where campaign_id = $1', [campaign.id])
  await house.db.rows('update hold set lifted_at = $2 where campaign_id = $1', [campaign.id, clock.now()])
  clock.at = new Date('2027-06-01T10:20:00Z')
  const day = { name: 'a day', per: 'account', unit: 'messages', most: 240, seconds: 86_400 } as const
  const limited: Account[] = [{ name: 'limited', outlet: { ...outlet, budgets: [{ ...day, name: 'an hour', most: 100, seconds: 3_600 }, day] }, connection: undefined }]
  const say = (purpose: string) => house.db.transact((t) => post(house, t, { campaignId: campaign.id, channel: 'email', purpose, to: { address: 'a@example.org' }, text: purpose }))
  const sent = async () => {
    await sendDue(house, campaign.id, limited)
    return left.splice(0).map((one) => one.purpose)
  }
  await say('before')
  const restored = { at: clock.now(), madeAt: new Date('2027-06-01T04:20:00Z'), journal: [] }
  await house.db.transact(async (t) => {
    await openGap(t, restored)
    await doubtWaiting(t, { ...restored, campaignId: campaign.id, madeIn: '/x' })
  })
  await say('ask')
  await say('alarm')
  expect(await sent()).toEqual(['alarm'])
  const [hold] = await holdsOf(house.db, campaign.id, clock.now())
  expect(hold).toMatchObject({ kind: 'restored', until: null, setBy: null })
  await liftHold(house, actor, campaign, hold!.id)
  expect(await sent()).toEqual([])
  await say('alarm')
  expect(await sent()).toEqual(['alarm'])
  clock.at = new Date('2027-06-01T11:00:00Z')
  expect(await sent()).toEqual(['ask'])
  // What may have left goes once more only where a person says so.
  expect(await lettersInDoubt(house.db, campaign.id)).toBe(1)
  expect(await settleLetters(house, actor, campaign, 'again')).toBe(1)
  expect([await sent(), await settleLetters(house, actor, campaign, 'again'), await sent()]).toEqual([['before'], 0, []])
  // Six unknown hours of a day are a quarter of what the day allows.
  const take = (messages: number) => house.db.transact((t) => spend(t, { account: 'fresh' }, [day], clock.now(), { messages }))
  expect([await take(181), await take(180), await take(1)]).toEqual([new Date('2027-06-02T00:00:00Z'), undefined, new Date('2027-06-02T00:00:00Z')])
})
