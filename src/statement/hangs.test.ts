import { afterAll, beforeAll, expect, test } from 'vitest'
import { slices } from '../flow.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'

let opened: TestHouse
beforeAll(async () => void (opened = await openTestHouse()))
afterAll(() => opened.close())

/** What goes with a statement that becomes part of another, is told by somebody's deed, or is of the statement itself. */
const notMoved = ['alike', 'alike_refused', 'area_guess', 'claim_ran_out', 'looking', 'post_fold', 'refold', 'statement_text']

test('where a slice moves what hangs on joined statements, it says on which tables; each table with a statement is one of these or known to need no moving', async () => {
  const movers = slices.filter((slice) => slice.steps?.join)
  expect(movers.filter((slice) => !slice.hangs).map((slice) => slice.name)).toEqual([])
  const places = movers.flatMap((slice) => [...slice.hangs!.from, ...(slice.hangs!.into ?? [])])
  const columns = await opened.house.db.rows<{ place: string }>(`select table_name || '.' || column_name as place from information_schema.columns where table_schema = 'public'`)
  const known = new Set(columns.map((row) => row.place))
  expect(places.filter((place) => !known.has(place))).toEqual([])
  const named = new Set(places.map((place) => place.split('.')[0]))
  const withStatement = columns.filter((row) => row.place.endsWith('.statement_id')).map((row) => row.place.split('.')[0]!)
  expect(withStatement.filter((table) => !named.has(table) && !notMoved.includes(table))).toEqual([])
})
