import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import type { Reader, Sql } from '#core/index.ts'
import { takeIn } from '#intake/index.ts'
import { variants } from '../../bench/intake/variants.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { DatabaseStore } from './database-store.ts'
import { Merges } from './merges.ts'
import { foldAll } from './turns.ts'

let opened: TestHouse
beforeAll(async () => void (opened = await openTestHouse()))
afterAll(() => opened.close())

interface Plan {
  'Relation Name'?: string
  'Index Cond'?: string
  Filter?: string
  Plans?: Plan[]
}

/** Answers like the database, and keeps how it found each row. */
function explaining(reader: Reader, plans: Plan[]): Reader {
  const rows = async <T>(sql: Sql, parameters?: unknown[]) => {
    const [explained] = await reader.rows<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (format json) ${typeof sql === 'string' ? sql : sql.text}`, parameters)
    const add = (plan: Plan) => (plans.push(plan), plan.Plans?.forEach(add))
    add(explained!['QUERY PLAN'][0]!.Plan)
    return reader.rows<T>(sql, parameters)
  }
  return { rows, row: async <T>(sql: Sql, parameters?: unknown[]) => (await rows<T>(sql, parameters))[0] }
}

test('in a campaign that the statistics do not know yet, folding finds each row by its key', async () => {
  const campaigns = []
  for (const slug of ['c-known', 'c-new']) {
    const { id } = await addCampaign(opened.house, { slug, name: slug, organisation: 'O' })
    campaigns.push(id)
    await takeIn(opened.house, { id }, variants(1_000, campaigns.length), { patient: true })
    await foldAll(opened.house, id)
    if (slug === 'c-known') await opened.house.db.rows('analyze')
  }
  const id = campaigns[1]!
  const plans: Plan[] = []
  const store = new DatabaseStore(explaining(opened.house.db, plans), id, await Merges.of(opened.house.db, id))
  store.nextNumber = 1_001
  expect((await store.texts([1, 2, 3])).size).toBe(3)
  await store.outlines([1])
  await store.representatives([1])
  await store.candidates([1n])
  await store.statementsOf([1n])
  const tables = plans.filter((plan) => plan['Relation Name'])
  expect(new Set(tables.map((plan) => plan['Relation Name']))).toEqual(new Set(['post_fold', 'post', 'fold_representative', 'fold_key', 'fold_exact']))
  // A filter would mean that the rows of the campaign are read one after the other.
  expect(tables.filter((plan) => plan.Filter !== undefined && !/outline IS NOT NULL/.test(plan.Filter))).toEqual([])
})
