import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueAreasOf } from '#campaign/index.ts'
import type { Actor } from '#core/index.ts'
import { addGroup, claimOne, decide, releaseAll, setSecondRules } from '#desk/index.ts'
import { actorOf } from '#person/index.ts'
import { makeRule } from '#rule/index.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { makeBulk, takeBackBulk, talliesOf, type Wish } from './index.ts'

let office: Office
let lea: Actor
let sam: Actor
const groups: string[] = []
const areas: string[] = []
let ids: string[] = []

beforeAll(async () => {
  office = await openOffice()
  await office.person('lea', 'coordinator')
  await office.person('sam', 'volunteer')
  lea = (await actorOf(office.house, { cookie: office.cookieOf('lea') }))!
  sam = (await actorOf(office.house, { cookie: office.cookieOf('sam') }))!
  for (const name of ['Night shift', 'Coast']) groups.push(await addGroup(office.house, lea, office.campaign, { name, members: [] }))
  areas.push(...(await issueAreasOf(office.house.db, office.campaign.id)).map((area) => area.id))
  await office.say(Array.from({ length: 24 }, (_, n) => ({ channel: 'sms', externalId: `u${n}`, text: `${n % 3 === 0 ? 'gannetcoin ' : ''}${sentence(n)}` })))
  await makeRule(office.house, office.campaign.id, lea, { kind: 'phrase', value: 'gannetcoin' }, false)
  ids = (await office.house.db.rows<{ id: string }>('select id from statement where campaign_id = $1 order by id', [office.campaign.id])).map((row) => row.id)
})
afterAll(() => office?.close())

/** All that stands of each statement, apart from its version, and what was done and taken back again. */
async function standing(): Promise<Map<string, string>> {
  const { db } = office.house
  const parts = await Promise.all([
    db.rows<{ id: string; row: object }>(`select id, to_jsonb(s) - 'version' as row from statement s where campaign_id = $1`, [office.campaign.id]),
    db.rows<{ id: string; row: object }>(`select statement_id as id, to_jsonb(a) as row from aside a where campaign_id = $1 order by rule_id`, [office.campaign.id]),
    db.rows<{ id: string; row: object }>(`select statement_id as id, to_jsonb(v) as row from rule_verdict v where campaign_id = $1 order by rule_id`, [office.campaign.id]),
    db.rows<{ id: string; row: object }>(`select statement_id as id, to_jsonb(c) as row from claim c where campaign_id = $1`, [office.campaign.id]),
    db.rows<{ id: string; row: object }>(`select statement_id as id, jsonb_build_array(id, kind, done, at) as row from deed where campaign_id = $1 and taken_back_at is null order by at, deed.id`, [office.campaign.id]),
    db.rows<{ id: string; row: object }>(`select statement_id as id, jsonb_build_array(id, kind, input) as row from proposal where campaign_id = $1 and state = 'open'`, [office.campaign.id]),
    db.rows<{ id: string; row: object }>(`select statement_id as id, to_jsonb(b) as row from blind b where campaign_id = $1`, [office.campaign.id]),
  ])
  const all = new Map(ids.map((id) => [id, '']))
  for (const { id, row } of parts.flat()) all.set(id, `${all.get(id)}${JSON.stringify(row)}\n`)
  return all
}

const versions = async () => new Map((await office.house.db.rows<{ id: string; version: number }>('select id, version from statement where campaign_id = $1', [office.campaign.id])).map((row) => [row.id, row.version]))

const place = fc.nat({ max: 23 })
const move = fc.oneof(
  fc.record({ what: fc.constant('claim' as const), at: place }),
  fc.record({ what: fc.constant('decide' as const), at: place }),
  fc.record({ what: fc.constant('area' as const), at: place, area: fc.nat({ max: 2 }) }),
  fc.record({ what: fc.constant('group' as const), at: place, group: fc.nat({ max: 2 }) }),
  fc.record({ what: fc.constant('urgent' as const), at: place }),
  fc.record({ what: fc.constant('release' as const) }),
)

async function make(one: typeof move extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
  const { house, campaign } = office
  const set = (column: string, id: string, value: unknown) => house.db.rows(`update statement set ${column} = $3, version = version + 1 where campaign_id = $1 and id = $2`, [campaign.id, id, value])
  if (one.what === 'release') return house.db.transact((t) => releaseAll(t, campaign.id, sam.person.id))
  const id = ids[one.at]!
  if (one.what === 'area') return void (await set('issue_area_id', id, areas[one.area] ?? null))
  if (one.what === 'group') return void (await set('group_id', id, groups[one.group] ?? null))
  if (one.what === 'urgent') return void (await set('signals', id, '{urgent}'))
  const claim = await claimOne(house, campaign.id, sam, id).catch(() => undefined)
  if (claim && one.what === 'decide') await decide(house, campaign.id, sam, id, claim.version, 'discard', { reason: 'test' })
}

const doing = fc.oneof(
  fc.record({ kind: fc.constant('area'), fields: fc.record({ issueArea: fc.constantFrom('water', 'health') }) }),
  fc.record({ kind: fc.constant('discard'), fields: fc.constant({ reason: 'spam' }) }),
  fc.record({ kind: fc.constant('hand-on'), fields: fc.nat({ max: 1 }).map((at) => ({ group: () => groups[at]! })) }),
  fc.record({ kind: fc.constant('done'), fields: fc.constant({}) }),
  fc.record({ kind: fc.constant('wait'), fields: fc.constant({}) }),
)

const wishOf = ({ kind, fields }: { kind: string; fields: object }): Wish => ({
  kind, fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'function' ? (value as () => string)() : value])), statements: ids,
})

test('whatever stood before and whatever others do meanwhile: taken back, each is as it was, or as somebody has left it since', async () => {
  const { house, campaign } = office
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 8 }), doing, fc.array(move, { maxLength: 4 }), fc.constantFrom(0, 0.4, 1), async (before, wish, meanwhile, share) => {
      await house.db.transact((t) => setSecondRules(house, t, campaign.id, lea.person.id, share ? [{ kinds: ['discard'], issueAreaId: null, urgent: false, underDecisions: null, share, second: 'anybody' }] : []))
      for (const one of before) await make(one)
      const was = await standing()
      const bulk = await makeBulk(house, lea, campaign, wishOf(wish))
      const done = await versions()
      for (const one of meanwhile) await make(one)
      const [moved, since] = [await standing(), await versions()]
      await takeBackBulk(house, lea, campaign, bulk.id)
      const after = await standing()
      for (const id of ids) {
        const touched = since.get(id) !== done.get(id)
        expect(after.get(id), `${wish.kind} on ${id}`).toBe(touched ? moved.get(id) : was.get(id))
      }
      const tally = (await talliesOf(house.db, campaign.id, [bulk.id])).get(bulk.id)!
      expect(tally.back + tally.moved).toBe(tally.did)
    }),
    { numRuns: 25, seed: 8 },
  )
})
