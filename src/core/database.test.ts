import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { Database, sqlState } from './database.ts'

let opened: TestHouse
let db: Database
beforeAll(async () => {
  opened = await openTestHouse()
  // One connection: whatever a failure leaves on it, the next statement meets.
  db = new Database(opened.url, { connections: 1 })
})
afterAll(async () => {
  await db.end()
  await opened.close()
})

const table = (t: { run(sql: string): Promise<number> }) => t.run('create temporary table line (number int primary key) on commit drop')

test('what is sent in one burst is done in its order, rows among it', async () => {
  const numbers = await db.transact(async (t) => {
    await table(t)
    await t.burst((send) => {
      send(t.run('insert into line values (1)'))
      send(t.copy('copy line from stdin', Buffer.from('2\n3\n')))
      send(t.run('update line set number = -number where number > $1', [1]))
    })
    return t.rows('select number from line order by number')
  })
  expect(numbers).toEqual([{ number: -3 }, { number: -2 }, { number: 1 }])
})

test.each([
  ['rows that cannot stand', '23505', 'copy line from stdin', '1\n1\n'],
  ['rows that cannot be read', '22P02', 'copy line from stdin', 'one\n'],
  ['a table that is not there', '42P01', 'copy nothing from stdin', '1\n'],
])('a burst fails of %s, undoes the transaction and leaves the connection as it was', async (_, state, sql, rows) => {
  const failed = db.transact(async (t) => {
    await table(t)
    await t.burst((send) => {
      send(t.copy(sql, Buffer.from(rows)))
      send(t.run('insert into line values (7)'))
    })
  })
  expect(sqlState(await failed.catch((error: unknown) => error))).toBe(state)
  expect(await db.rows('select 1 as one')).toEqual([{ one: 1 }])
})

test('one statement whose commit waits for no disk is there at once, or leaves nothing behind when it fails', async () => {
  await db.rows('set synchronous_commit = on')
  await db.transact((t) => t.run('create table unsynced (number int primary key)'))
  expect(await db.unsynced('insert into unsynced select unnest($1::int[]) returning number', [[1, 2]])).toEqual([{ number: 1 }, { number: 2 }])
  expect(sqlState(await db.unsynced('insert into unsynced select unnest($1::int[])', [[3, 1]]).catch((error: unknown) => error))).toBe('23505')
  expect(await db.rows('select number from unsynced order by number')).toEqual([{ number: 1 }, { number: 2 }])
  expect(await db.row('show synchronous_commit')).toEqual({ synchronous_commit: 'on' })
})
