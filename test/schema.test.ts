import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from './harness/house.ts'
import { schemaOf } from './harness/schema.ts'

let opened: TestHouse
beforeAll(async () => void (opened = await openTestHouse()))
afterAll(() => opened.close())

test('docs/schema.sql is the schema that the migrations make', async () => {
  await expect(await schemaOf(opened.house.db)).toMatchFileSnapshot('../docs/schema.sql')
})
