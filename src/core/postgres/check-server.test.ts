import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { checkServer, judge } from './check-server.ts'

const database = `check_${randomBytes(4).toString('hex')}`
const url = (change: (url: URL) => void): string => {
  const made = new URL(inject('postgresUrl'))
  change(made)
  return made.href
}

beforeAll(async () => await run(`create database ${database}`))
afterAll(async () => await run(`drop database ${database}`))

async function run(sql: string, at = inject('postgresUrl')): Promise<void> {
  const client = new pg.Client({ connectionString: at })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

async function refusal(at: string): Promise<{ code: string; line: string }> {
  return await checkServer(at).then(() => expect.fail('was not refused'), (error) => error)
}

test('a server that Clamor can use is accepted', async () => {
  expect(await checkServer(url((one) => (one.pathname = database)))).toMatchObject({ database })
})

test('a wrong password is refused, and no password is shown', async () => {
  const { code, line } = await refusal(url((one) => (one.password = 'hunter2hunter2')))
  expect(code).toBe('database-sign-in')
  expect(line).not.toContain('hunter2')
  expect(line).toContain('Check user and password')
})

test('a server that is not there is refused, and no password is shown', async () => {
  const { code, line } = await refusal('postgresql://clamor:hunter2@127.0.0.1:1/clamor')
  expect(code).toBe('database-unreachable')
  expect(line).toContain('127.0.0.1:1/clamor cannot be reached (ECONNREFUSED)')
  expect(line).not.toContain('hunter2')
})

test('a database that is not there is refused', async () => {
  expect((await refusal(url((one) => (one.pathname = 'no_such_database')))).code).toBe('database-missing')
})

test('an address that is none is refused', async () => {
  expect((await refusal('mysql://root:hunter2@localhost/x')).code).toBe('database-url')
  expect((await refusal('postgresql://a:hunter2@:x:y/')).line).not.toContain('hunter2')
})

test('a role that may not create tables is refused, with what to grant', async () => {
  await run('revoke create on schema public from public, clamor, pg_database_owner; revoke create on database ' + database + ' from clamor', url((one) => (one.pathname = database)))
  const { code, line } = await refusal(url((one) => (one.pathname = database)))
  expect(code).toBe('database-rights')
  expect(line).toContain('GRANT ALL ON SCHEMA public')
})

// No older PostgreSQL can be had here, so its answer is judged without it.
test('a PostgreSQL before 15 is refused, and so are a standby and another encoding', () => {
  const good = { version: 150004, database: 'd', role: 'r', encoding: 'UTF8', standby: false, may_create: true, may_create_extension: true }
  const at = 'postgresql://r:hunter2@db.example.org/d'
  expect(judge(good, at)).toEqual({ version: 150004, database: 'd' })
  expect(() => judge({ ...good, version: 140012 }, at)).toThrow('The PostgreSQL at db.example.org/d is version 14; Clamor needs 15 or newer.')
  expect(() => judge({ ...good, standby: true }, at)).toThrow('is a standby')
  expect(() => judge({ ...good, encoding: 'SQL_ASCII' }, at)).toThrow('is encoded in SQL_ASCII')
})
