import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal, type Actor } from '#core/index.ts'
import { actorOf } from '#person/index.ts'
import { queueCounts } from '#statement/index.ts'
import { numberOf } from '../statement/number.ts'
import { joinStatements } from '../statement/join.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { claimNext, claimOne, decide, keepClaim, leaseMinutes, releaseClaim, takeBack, undoSeconds, workOn } from './index.ts'

let office: Office
const people: Actor[] = []
let said = 0
const minute = 60_000

beforeAll(async () => {
  office = await openOffice()
  for (const name of ['ana', 'ben', 'cleo']) {
    await office.person(name, 'volunteer')
    people.push((await actorOf(office.house, { cookie: office.cookieOf(name) }))!)
  }
})
afterAll(() => office?.close())

/** What the tests before have left is out of the queue. */
async function fresh(count: number): Promise<string[]> {
  const { house, campaign } = office
  await house.db.rows('delete from claim where campaign_id = $1', [campaign.id])
  await house.db.rows(`update statement set state = 'decided' where campaign_id = $1`, [campaign.id])
  const last = (await house.db.row<{ n: string }>('select coalesce(max(number), 0) as n from statement where campaign_id = $1', [campaign.id]))!.n
  await office.say(Array.from({ length: count }, () => ({ channel: 'x', externalId: `m${said}`, text: `${sentence(said++)} ${['one', 'two', 'three', 'four'][Math.floor(said / 400)]}` })))
  const rows = await house.db.rows<{ id: string }>('select id from statement where campaign_id = $1 and number > $2 order by number', [campaign.id, last])
  expect(rows).toHaveLength(count)
  return rows.map((row) => row.id)
}

interface Seen {
  id: string
  state: string
  version: number
  holder: string | null
  until: Date | null
  links: string[]
}

async function look(ids: string[]): Promise<Map<string, Seen>> {
  const rows = await office.house.db.rows<Seen>(
    `select s.id, s.state, s.version, c.person_id as holder, c.until,
       array(select incident_id::text from incident_statement l where l.campaign_id = $1 and l.statement_id = s.id
             union all select question_id::text from question_statement l where l.campaign_id = $1 and l.statement_id = s.id order by 1) as links
     from statement s left join claim c on c.campaign_id = s.campaign_id and c.statement_id = s.id
     where s.campaign_id = $1 and s.id = any($2::uuid[]) order by s.number`, [office.campaign.id, ids])
  return new Map(rows.map((row) => [row.id, row]))
}

/** The refusal's code, or what was done. A bug goes through. */
async function tryTo<T>(work: () => Promise<T>): Promise<{ code: string } | { done: T }> {
  try {
    return { done: await work() }
  } catch (error) {
    if (isRefusal(error)) return { code: error.code }
    throw error
  }
}

const deeds: [string, object][] = [['discard', { reason: 'spam' }], ['done', {}], ['incident', { incident: 'new', title: 'It burst' }], ['question', { question: 'new', wording: 'Who pays?' }]]

const step = fc.oneof(
  fc.record({ kind: fc.constant('take' as const), who: fc.nat(2), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constantFrom('pick' as const, 'keep' as const, 'release' as const, 'work' as const), who: fc.nat(2), on: fc.nat(4) }),
  fc.record({ kind: fc.constant('decide' as const), who: fc.nat(2), on: fc.nat(4), deed: fc.nat(3) }),
  fc.record({ kind: fc.constant('undo' as const), who: fc.nat(2) }),
  fc.record({ kind: fc.constant('pass' as const), milliseconds: fc.constantFrom(1_000, (undoSeconds + 1) * 1_000, 5 * minute, leaseMinutes * minute) }),
)

test('whatever several people do: one holder at most, versions only grow, states add up, an undone deed leaves no trace', async () => {
  const { house, campaign, clock } = office
  const { id } = campaign
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 35 }), async (steps) => {
      const ids = await fresh(5)
      let before = await look(ids)
      let last: { deed: string; statement: string; person: string; at: number; before: Seen } | undefined
      const running = (seen: Seen) => seen.until !== null && seen.until > clock.now()
      for (const one of steps) {
        const who = 'who' in one ? people[one.who]! : people[0]!
        const on = 'on' in one ? before.get(ids[one.on]!)! : undefined
        const mine = on?.holder === who.person.id && running(on)
        const others = on !== undefined && on.holder !== null && on.holder !== who.person.id && running(on)
        const free = (seen: Seen) => seen.state === 'waiting' || (seen.state === 'held' && !running(seen))
        if (one.kind === 'pass') {
          clock.pass(one.milliseconds)
          continue
        }
        if (one.kind === 'take') {
          const claims = await claimNext(house, id, who, one.count, {})
          expect(claims).toHaveLength(Math.min(one.count, [...before.values()].filter(free).length))
          for (const claim of claims) expect(free(before.get(claim.statementId)!)).toBe(true)
        } else if (one.kind === 'pick') {
          const got = await tryTo(() => claimOne(house, id, who, on!.id))
          expect(got).toEqual(mine || free(on!) ? { done: expect.anything() } : { code: others ? 'held-by-other' : 'not-waiting' })
        } else if (one.kind === 'keep') {
          expect(await tryTo(() => keepClaim(house, id, who, on!.id))).toEqual(mine ? { done: new Date(clock.now().getTime() + leaseMinutes * minute) } : { code: others ? 'held-by-other' : 'not-held' })
        } else if (one.kind === 'release') {
          const got = await tryTo(() => releaseClaim(house, id, who, on!.id))
          // Of a lease that ran out nobody has been told yet who has it next.
          if (on!.holder === null || on!.holder === who.person.id || others) expect(got).toEqual(others ? { code: 'held-by-other' } : { done: undefined })
        } else if (one.kind === 'work' || one.kind === 'decide') {
          const [kind, fields] = deeds['deed' in one ? one.deed : 0]!
          const work = async () => (one.kind === 'work' ? (await workOn(house, id, who, on!.id, { version: on!.version, note: 'seen' })).version : (await decide(house, id, who, on!.id, on!.version, kind, fields)).deedId)
          const got = await tryTo(work)
          expect(got).toEqual(mine ? { done: expect.anything() } : { code: others ? 'held-by-other' : 'not-held' })
          if (one.kind === 'decide' && 'done' in got) last = { deed: String(got.done), statement: on!.id, person: who.person.id, at: clock.now().getTime(), before: on! }
        } else if (last) {
          const undone = last
          const inTime = clock.now().getTime() - undone.at <= undoSeconds * 1_000
          const got = await tryTo(() => takeBack(house, id, who, undone.statement, undone.deed))
          expect(got).toEqual(who.person.id !== undone.person ? { code: 'not-found' } : inTime ? { done: expect.anything() } : { code: 'too-late' })
          if ('done' in got) {
            expect((await look(ids)).get(undone.statement)).toMatchObject({ state: 'held', holder: undone.person, links: undone.before.links })
            last = undefined
          }
        }
        const now = await look(ids)
        for (const [key, seen] of now) {
          const was = before.get(key)!
          expect(seen.state === 'held').toBe(seen.holder !== null)
          expect(seen.version).toBeGreaterThanOrEqual(was.version)
          if (seen.state !== was.state || seen.links.join() !== was.links.join()) expect(seen.version).toBeGreaterThan(was.version)
        }
        before = now
      }
      const { oldestWaitingSeconds: _, ...six } = await queueCounts(house.db, id, clock.now())
      const all = await house.db.row<{ n: number }>('select count(*)::int as n from statement where campaign_id = $1', [id])
      expect(Object.values(six).reduce((sum, n) => sum + n, 0)).toBe(all!.n)
      const loose = await house.db.rows(`select 1 from incident i where campaign_id = $1 and not exists (select from incident_statement l where l.campaign_id = $1 and l.incident_id = i.id)`, [id])
      expect(loose).toEqual([])
    }),
    { numRuns: 25 },
  )
})

/** Brings a statement to a state through the desk; returns the deed when it was decided. */
async function bring(id: string, to: string, who: Actor, deed: number): Promise<string | undefined> {
  const { house, campaign } = office
  if (to === 'waiting') return undefined
  const { version } = await claimOne(house, campaign.id, who, id)
  const worked = await workOn(house, campaign.id, who, id, { version, note: `note of ${who.person.name}`, issueArea: 'water' })
  if (to === 'held') return undefined
  const [kind, fields] = deeds[deed]!
  return (await decide(house, campaign.id, who, id, worked.version, kind, fields)).deedId
}

test('two statements that become one: claims, deeds, notes and links move, whatever was done to either', async () => {
  const { house, campaign, clock } = office
  for (const [heirState, lostState] of ['waiting', 'held', 'decided'].flatMap((a) => ['waiting', 'held', 'decided'].map((b) => [a, b] as const))) {
    for (const deed of heirState === 'decided' || lostState === 'decided' ? [0, 2, 3] : [0]) {
      const [heir, lost] = (await fresh(2)) as [string, string]
      const [ana, ben] = people as [Actor, Actor]
      const heirDeed = await bring(heir, heirState, ana, deed)
      const lostDeed = await bring(lost, lostState, ben, deed)
      const before = await look([heir, lost])
      const posts = (id: string) => house.db.row<{ posts: number; folded: number }>(
        `select posts, (select count(*)::int from post_fold f where f.campaign_id = $1 and f.statement_id = s.id) as folded from statement s where campaign_id = $1 and id = $2`, [campaign.id, id])
      await house.db.transact((t) => joinStatements(house, t, campaign.id, [{ from: numberOf(lost), into: numberOf(heir) }], clock.now()))

      const after = await look([heir, lost])
      const name = `${heirState} + ${lostState}, ${deeds[deed]![0]}`
      expect([name, [...after.keys()]]).toEqual([name, [heir]])
      const one = after.get(heir)!
      const state = [heirState, lostState].includes('held') ? 'held' : [heirState, lostState].includes('decided') ? 'decided' : 'waiting'
      expect([name, one.state, one.holder]).toEqual([name, state, state === 'held' ? (heirState === 'held' ? ana : ben).person.id : null])
      expect(one.links).toEqual([...new Set([...before.values()].flatMap((seen) => seen.links))].sort())
      expect(one.version).toBeGreaterThanOrEqual(before.get(heir)!.version)
      expect(await posts(heir)).toEqual({ posts: 2, folded: 2 })
      const hung = async (table: string) => (await house.db.rows(`select 1 from ${table} where campaign_id = $1 and statement_id = $2`, [campaign.id, heir])).length
      expect([name, await hung('deed'), await hung('note')]).toEqual([name, [heirDeed, lostDeed].filter(Boolean).length, [heirState, lostState].filter((each) => each !== 'waiting').length])

      // What was decided before they became one is not taken back over somebody's head.
      for (const [who, made] of [[ana, heirDeed], [ben, lostDeed]] as const) {
        if (made) expect([name, await tryTo(() => takeBack(house, campaign.id, who, heir, made))]).toEqual([name, { code: 'stale-version' }])
      }
      expect((await look([heir])).get(heir)).toEqual(one)
    }
  }
})
