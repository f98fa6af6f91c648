import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/harness/house.ts'
import { Database, prepared, sqlState } from './database.ts'

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

test('what is asked together is answered in its order over one connection; what fails of it fails alone, and the connection goes on', async () => {
  expect(await db.together((reader) => [reader.rows('select 1 as n'), reader.row(prepared('select $1::int as n'), [2]), reader.row('select 3 as n where false')])).toEqual([[{ n: 1 }], { n: 2 }, undefined])
  expect(sqlState(await db.together((reader) => [reader.rows('select 1'), reader.rows('select nonsense'), reader.rows('select 2')]).catch((error: unknown) => error))).toBe('42703')
  expect(await db.together((reader) => [reader.row(prepared('select $1::int as n'), [4]), reader.row(prepared('select $1::int as n'), [5])])).toEqual([{ n: 4 }, { n: 5 }])
})

test('what is last is done last, and a transaction in which a statement has failed is never taken for one that was kept', async () => {
  await db.transact((t) => t.run('create table kept (n int primary key, after int)'))
  await db.transact(async (t) => {
    t.beforeCommit(() => [{ sql: 'update kept set after = (select count(*) from kept)', parameters: [] }])
    t.beforeCommit(() => [{ sql: 'insert into kept values ($1)', parameters: [1] }], 'first')
    await t.run('insert into kept values (2), (3)')
  })
  expect(await db.rows('select n, after from kept order by n')).toEqual([1, 2, 3].map((n) => ({ n, after: 3 })))
  const swallowed = db.transact(async (t) => {
    await t.run('insert into kept values (4)')
    await t.run('insert into kept values (4)').catch(() => {})
  })
  await expect(swallowed).rejects.toThrow('nothing of it was kept')
  const late = db.transact(async (t) => t.beforeCommit(() => [{ sql: 'insert into kept values (1)', parameters: [] }]))
  expect(sqlState(await late.catch((error: unknown) => error))).toBe('23505')
  expect(await db.row('select count(*)::int as n from kept')).toEqual({ n: 3 })
})
