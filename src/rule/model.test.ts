import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { readArrival } from '#channel/index.ts'
import type { Actor } from '#core/index.ts'
import { claimNext, decide, exportStatements, releaseClaim } from '#desk/index.ts'
import { takeIn } from '#intake/index.ts'
import { addUser } from '#person/index.ts'
import { countStatements, foldAll, searchForm } from '#statement/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { sentence } from '../../test/harness/office.ts'
import { judge, makeRule, sampleOf, switchRule } from './index.ts'

let test_: TestHouse
let person: Actor['person']
let campaigns = 0

beforeAll(async () => {
  test_ = await openTestHouse()
  await addCampaign(test_.house, { slug: 'watch-it', name: 'Watch it', organisation: 'Watch' })
  const { personId } = await addUser(test_.house, { email: 'lea@example.org', name: 'lea', role: 'owner', organisation: 'Watch', password: 'four words nobody puts together' })
  person = { id: personId, name: 'lea', email: 'lea@example.org', languages: [] }
})
afterAll(() => test_?.close())

const senders = ['ada', 'bo', 'cy', undefined]
const tags = ['', ' #win', ' coin', ' coin #win https://x.example/a']

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('say' as const), what: fc.nat(11), by: fc.nat(3), tag: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('switch' as const), rule: fc.nat(4) }) },
  fc.record({ do: fc.constant('take' as const), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('give' as const) }),
  fc.record({ do: fc.constant('decide' as const) }),
  fc.record({ do: fc.constant('want' as const), rule: fc.nat(4) }),
)

/** Whether a rule means a text, in the plainest words. */
const means = [
  (post: Said) => / coin\b/.test(post.text),
  (post: Said) => / #win\b/.test(post.text),
  (post: Said) => /x\.example/.test(post.text),
]

interface Said {
  text: string
  by: string | undefined
  statement: string
}

test('whatever is switched, said and taken in between: a statement is aside exactly as long as a rule that is on means it, and all of it adds up', async () => {
  const { house } = test_
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 6, maxLength: 18 }), async (actions) => {
      const campaign = await addCampaign(house, { slug: `m-${campaigns++}`, name: 'M', organisation: 'Watch' })
      const actor: Actor = { person, roles: [{ organisationId: campaign.organisationId, campaignId: undefined, role: 'owner' }], ready: true }
      let serial = 0
      const say = async (text: string, by: string | undefined) => {
        const given = { channel: 'x', externalId: `${serial++}`, text, ...(by ? { author: { handle: by } } : {}) }
        const read = readArrival(given, Buffer.from(JSON.stringify(given)))
        if ('reject' in read) throw new Error(read.reject.detail)
        await takeIn(house, campaign, [read.arrival])
        await foldAll(house, campaign.id)
      }
      // One post of each sender, so that there is something to mute them by.
      for (const by of ['ada', 'bo']) await say(`${by} says only this about the lighthouse of ${by}`, by)
      const postOf = async (by: string) => (await house.db.row<{ id: string }>(`select id from post where campaign_id = $1 and text like $2`, [campaign.id, `${by} says%`]))!.id
      const wishes = [{ kind: 'search', filter: { q: 'coin' } }, { kind: 'hashtag', value: 'win' }, { kind: 'host', value: 'x.example' }, { kind: 'sender', post: await postOf('ada') }, { kind: 'sender', post: await postOf('bo') }]
      const rules: { id: string; on: boolean }[] = []
      for (const wish of wishes) rules.push({ id: (await makeRule(house, campaign.id, actor, wish, false)).id, on: true })
      const wanted = new Set<string>()
      const touched = new Set<string>()
      const held = new Map<string, number>()
      for (const one of actions) {
        if (one.do === 'say') await say(`${sentence(one.what * 9)}${tags[one.tag]}`, senders[one.by])
        else if (one.do === 'switch') {
          const rule = rules[one.rule]!
          await switchRule(house, campaign.id, actor, rule.id, rule.on ? 'off' : 'on')
          rule.on = !rule.on
        } else if (one.do === 'take') {
          for (const claim of await claimNext(house, campaign.id, actor, one.count, {})) held.set(claim.statementId, claim.version)
        } else if (one.do === 'give') {
          // What was held when a rule began and is given back waits: nobody pulls it away later.
          for (const id of held.keys()) {
            await releaseClaim(house, campaign.id, actor, id)
            touched.add(id)
          }
          held.clear()
        } else if (one.do === 'decide') {
          for (const [id, version] of held) {
            await decide(house, campaign.id, actor, id, version, 'done', {})
            touched.add(id)
          }
          held.clear()
        } else {
          const [drawn] = await sampleOf(house.db, campaign.id, rules[one.rule]!.id, 1, 'x')
          if (drawn && (await judge(house, campaign.id, actor, rules[one.rule]!.id, [drawn.id], 'wanted')) === 1) wanted.add(drawn.id)
        }
        await holds(campaign.id)
      }

      async function holds(campaignId: string): Promise<void> {
        const statements = await house.db.rows<{ id: string; state: string; text: string; holds: number }>(
          `select s.id, s.state, x.text, (select count(*)::int from aside a where a.campaign_id = $1 and a.statement_id = s.id) as holds
           from statement s join statement_text x on x.campaign_id = $1 and x.statement_id = s.id where s.campaign_id = $1`, [campaignId])
        const posts = await house.db.rows<{ statement: string; author: string | null; external: string }>(
          `select f.statement_id as statement, p.author_id as author, p.external_id as external from post_fold f join post p on p.campaign_id = $1 and p.id = f.post_id where f.campaign_id = $1`, [campaignId])
        const authors = await house.db.rows<{ id: string; author: string }>(`select id, author_id as author from rule where campaign_id = $1 and author_id is not null`, [campaignId])
        const muted = new Set(authors.filter((one) => rules.find((rule) => rule.id === one.id)!.on).map((one) => one.author))
        for (const { id, state, text, holds: count } of statements) {
          expect([id, count > 0]).toEqual([id, state === 'aside'])
          const said = posts.filter((post) => post.statement === id)
          const meant = means.some((rule, at) => rules[at]!.on && rule({ text, by: undefined, statement: id })) || said.every((post) => post.author !== null && muted.has(post.author))
          if (wanted.has(id) || held.has(id)) expect([id, state]).not.toEqual([id, 'aside'])
          else if (state === 'aside') expect([searchForm(text), meant]).toEqual([searchForm(text), true])
          else if (state === 'waiting' && !touched.has(id)) expect([searchForm(text), meant]).toEqual([searchForm(text), false])
        }
        const { statements: counted, posts: all } = await countStatements(house.db, campaignId)
        let exported = 0
        for await (const one of exportStatements(house.db, campaignId)) exported += 1 + one.copies
        expect([exported, all, counted]).toEqual([serial, serial, statements.length])
      }
    }),
    { numRuns: 6, seed: 8 },
  )
})
