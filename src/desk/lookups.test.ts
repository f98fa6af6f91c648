import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { type Reader, type Sql, type Transactor } from '#core/index.ts'
import { addUser } from '#person/index.ts'
import { lockStatement, moveTo, statementIdOf } from '#statement/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { holderOf } from './lease.ts'
import { notesOfEach } from './note.ts'
import { deedsOfEach, someStatements } from './read.ts'
import { openProposal } from './second/proposal.ts'

let opened: TestHouse
let personId: string
beforeAll(async () => {
  opened = await openTestHouse()
  await addCampaign(opened.house, { slug: 'river-watch', name: 'River watch', organisation: 'O' })
  ;({ personId } = await addUser(opened.house, { email: 'ana@example.org', role: 'volunteer', campaign: 'river-watch' }))
})
afterAll(() => opened.close())

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Index Cond'?: string
  Filter?: string
  Plans?: Plan[]
}

/** Answers with nothing, and keeps how the database would have found each row. */
function explaining(reader: Reader, plans: Plan[]): Transactor {
  const rows = async (sql: Sql, parameters?: unknown[]) => {
    const [explained] = await reader.rows<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (format json) ${typeof sql === 'string' ? sql : sql.text}`, parameters)
    const add = (plan: Plan) => (plans.push(plan), plan.Plans?.forEach(add))
    add(explained!['QUERY PLAN'][0]!.Plan)
    return []
  }
  return { rows, row: async (sql: Sql, parameters?: unknown[]) => void (await rows(sql, parameters)) } as unknown as Transactor
}

/** A campaign in full work: each statement waits, is held or was decided. */
async function fill(slug: string, statements: number): Promise<{ id: string; some: string[] }> {
  const { house } = opened
  const { id } = await addCampaign(house, { slug, name: slug, organisation: 'O' })
  const some = Array.from({ length: statements }, (_, number) => statementIdOf(id, number + 1))
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    await t.run(
      `insert into statement (campaign_id, id, number, posts, channels, first_said_at, last_said_at, arrived_at, due_at)
       select $1, x.id, x.number, 1, '{sms}', $3, $3, $3, $3 from unnest($2::uuid[]) with ordinality as x(id, number)`, [id, some, at])
    await t.run(`insert into statement_text (campaign_id, statement_id, text, search) select $1, x.id, 'dry', 'dry' from unnest($2::uuid[]) as x(id)`, [id, some])
    await t.run(`insert into claim (campaign_id, statement_id, person_id, taken_at, until) select $1, x.id, $3, $4, $4 from unnest($2::uuid[]) as x(id)`, [id, some, personId, at])
    await t.run(`insert into deed (campaign_id, id, statement_id, person_id, kind, at, version) select $1, gen_random_uuid(), x.id, $3, 'done', $4, 2 from unnest($2::uuid[]) as x(id)`, [id, some, personId, at])
    await t.run(`insert into note (campaign_id, id, statement_id, person_id, text, at) select $1, gen_random_uuid(), x.id, $3, 'seen', $4 from unnest($2::uuid[]) as x(id)`, [id, some, personId, at])
    await t.run(
      `insert into proposal (campaign_id, id, statement_id, person_id, kind, input, at, version, second)
       select $1, gen_random_uuid(), x.id, $3, 'done', '{}', $4, 2, 'anybody' from unnest($2::uuid[]) as x(id)`, [id, some, personId, at])
  })
  return { id, some: [some[3]!, some[30]!, some[300]!] }
}

test('in a campaign that the statistics do not know yet, taking, reading and deciding find each row by its key', async () => {
  const { db } = opened.house
  await fill('k-known', 2_000)
  await db.rows('analyze')
  const { id, some } = await fill('k-young', 2_000)
  const plans: Plan[] = []
  const reader = explaining(db, plans)
  await someStatements(reader, id, some)
  await deedsOfEach(reader, id, some)
  await notesOfEach(reader, id, some)
  await lockStatement(reader, id, some[0]!)
  await moveTo(reader, id, [some[0]!], 'held')
  await holderOf(reader, id, some[0]!)
  await openProposal(reader, id, some[0]!)
  const growing = ['statement', 'statement_text', 'claim', 'deed', 'note', 'proposal']
  const read = plans.filter((plan) => plan['Node Type'] !== 'ModifyTable' && growing.includes(plan['Relation Name'] ?? ''))
  expect(new Set(read.map((plan) => plan['Relation Name']))).toEqual(new Set(growing))
  // A filter, or a condition on the campaign alone, would mean that the rows of the campaign are read one after the other.
  const slow = read.filter((plan) => (plan.Filter !== undefined && plan.Filter !== "(state = 'confirmed'::text)") || !/ AND /.test(plan['Index Cond'] ?? ''))
  expect(slow.map((plan) => [plan['Relation Name'], plan['Index Cond'], plan.Filter])).toEqual([])
})
