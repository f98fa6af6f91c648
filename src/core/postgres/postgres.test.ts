import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hold, processesNaming } from '../../../test/harness/launcher-holder.ts'
import { isAlive, within } from './process.ts'
import { startPostgres } from './start.ts'

const isRoot = process.getuid?.() === 0
const ordinary = { uid: 65534, gid: 65534 }
/** Milliseconds; it takes a tenth of a second where nothing else runs. */
const patience = 20_000
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clamor-pg-'))
})

afterEach(async () => {
  // Whatever a failed test left: nothing may stay on the machine.
  await within(patience, () => processesNaming(folder).length === 0)
  const left = processesNaming(folder)
  for (const { pid } of left) process.kill(pid, 'SIGKILL')
  await rm(folder, { recursive: true, force: true })
  expect(left).toEqual([])
})

async function ask<T = Record<string, unknown>>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows as T[]
  } finally {
    await client.end().catch(() => {})
  }
}

test('a new data folder becomes a database that survives a power cut, and its role is no superuser', async () => {
  const postgres = await startPostgres({ dataDir: folder })
  const [found] = await ask(postgres.url, `
    select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages,
      current_setting('server_encoding') as encoding, rolsuper as superuser from pg_roles where rolname = current_user`)
  expect(found).toEqual({ fsync: 'on', commit: 'on', pages: 'on', encoding: 'UTF8', superuser: false })
  for (const name of ['pg_trgm', 'unaccent', 'btree_gin', 'pgcrypto', 'ltree']) await ask(postgres.url, `create extension ${name}`)

  const began = Date.now()
  await postgres.stop()
  expect(Date.now() - began).toBeLessThan(patience)
  expect(isAlive(postgres.pid)).toBe(false)

  const again = await startPostgres({ dataDir: folder })
  expect(await ask(again.url, `select count(*)::int as n from pg_extension where extname = 'pg_trgm'`)).toEqual([{ n: 1 }])
  await again.stop()
})

test('letters of every script are letters to search and to case', async () => {
  const postgres = await startPostgres({ dataDir: folder, profile: 'small' })
  const [found] = await ask<{ words: string; upper: string }>(postgres.url, `select to_tsvector('simple', '«Añejo» مرحبا، ok')::text as words, upper('ñé') as upper`)
  expect(found).toEqual({ words: `'añejo':1 'ok':3 'مرحبا':2`, upper: 'ÑÉ' })
  await postgres.stop()
})

test('the password is readable only by us, and nobody gets in without it', async () => {
  const postgres = await startPostgres({ dataDir: folder, profile: 'small' })
  expect((await stat(join(folder, 'database.json'))).mode & 0o777).toBe(0o600)
  const { password } = new URL(postgres.url)
  await expect(ask(postgres.url.replace(password, 'wrong'), 'select 1')).rejects.toMatchObject({ code: '28P01' })
  await expect(ask(postgres.url.replace('clamor:', 'postgres:'), 'select 1')).rejects.toMatchObject({ code: '28000' })
  await postgres.stop()
})

test('whoever joins keeps the database when the one who started it is killed', async () => {
  const starter = hold(folder, ['serving'])
  const { pid } = await starter.next()
  const joined = await startPostgres({ dataDir: folder })
  expect(joined).toMatchObject({ joined: true, pid })
  await starter.kill()
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await ask(joined.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await joined.stop()
  expect(isAlive(pid!)).toBe(false)
})

test('a second server is refused in one line, also when the first has joined a running command', async () => {
  const command = hold(folder)
  await command.next()
  const server = hold(folder, ['serving'])
  expect(await server.next()).toMatchObject({ joined: true })
  await expect(startPostgres({ dataDir: folder, serving: true })).rejects.toMatchObject({
    code: 'already-serving',
    line: `Another Clamor (pid ${server.child.pid}) already serves this data folder (${folder}). Stop it first, or choose another folder with --data.`,
  })
  await server.kill()
  const next = await startPostgres({ dataDir: folder, serving: true })
  expect(next.joined).toBe(true)
  await next.stop()
  await command.stop()
})

test('processes that start at the same moment share one database', async () => {
  const all = [hold(folder), hold(folder), hold(folder)]
  const lines = await Promise.all(all.map((one) => one.next()))
  expect(new Set(lines.map((line) => line.pid)).size).toBe(1)
  expect(lines.filter((line) => !line.joined)).toHaveLength(1)
  await Promise.all(all.map((one) => one.stop()))
})

test('node killed with SIGKILL: PostgreSQL is gone, the next start has what was committed', async () => {
  const first = hold(folder, ['serving'])
  const { pid, url } = await first.next()
  await ask(url!, 'create table said as select 42 as n')
  await first.kill()
  expect(await within(patience, () => processesNaming(folder).length === 0)).toBe(true)
  expect(isAlive(pid!)).toBe(false)
  const again = await startPostgres({ dataDir: folder, serving: true })
  expect(await ask(again.url, 'select n from said')).toEqual([{ n: 42 }])
  await again.stop()
})

test('node and the watcher killed at once: PostgreSQL still ends', async () => {
  const first = hold(folder)
  await first.next()
  const watcher = processesNaming(folder).find(({ command }) => command.startsWith('sh ') && command.includes('setpriv'))
  for (const { pid, command } of processesNaming(folder)) if (command.startsWith('sh ')) process.kill(pid, 'SIGKILL')
  await first.kill()
  // Where there is no setpriv nothing can tell PostgreSQL; then the next start ends it.
  if (watcher) expect(await within(patience, () => processesNaming(folder).length === 0)).toBe(true)
  const again = await startPostgres({ dataDir: folder })
  expect(again.joined).toBe(false)
  await again.stop()
})

test('PostgreSQL killed with SIGKILL: one line says so, and the next start has what was committed', async () => {
  const postgres = await startPostgres({ dataDir: folder })
  await ask(postgres.url, 'create table said as select 42 as n')
  process.kill(postgres.pid, 'SIGKILL')
  expect(await postgres.ended).toBe(
    `PostgreSQL ended by itself: it was killed. Nothing that was committed is lost; start Clamor again. Details are in ${folder}/postgres.log.`)
  await postgres.stop()
  const again = await startPostgres({ dataDir: folder })
  expect(await ask(again.url, 'select n from said')).toEqual([{ n: 42 }])
  await again.stop()
})

test('what a killed start left half made is removed, and a lost password is replaced', async () => {
  await mkdir(join(folder, 'postgres.making-1'))
  const first = await startPostgres({ dataDir: folder, profile: 'small' })
  await first.stop()
  await expect(stat(join(folder, 'postgres.making-1'))).rejects.toMatchObject({ code: 'ENOENT' })
  await rm(join(folder, 'database.json'))
  const again = await startPostgres({ dataDir: folder, profile: 'small' })
  expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await again.stop()
})

test('a pid file that names another living program does not hinder the start, and that program lives on', async () => {
  const first = await startPostgres({ dataDir: folder, profile: 'small' })
  await first.stop()
  await writeFile(join(folder, 'postgres/postmaster.pid'), `${process.ppid}\n${folder}/postgres\n1\n5432\n\n\n\nready\n`)
  const again = await startPostgres({ dataDir: folder, profile: 'small' })
  await again.stop()
  expect(isAlive(process.ppid)).toBe(true)
})

test('a folder too deep for a socket works, and its short folder is removed', async () => {
  await chmod(folder, 0o755)
  const deep = join(folder, 'a'.repeat(60), 'b'.repeat(60))
  const postgres = await startPostgres({ dataDir: deep, profile: 'small' })
  const runDir = new URL(postgres.url).searchParams.get('host')!
  expect(runDir.length).toBeLessThan(90)
  expect((await stat(runDir)).mode & 0o777).toBe(0o700)
  expect(await ask(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await postgres.stop()
  await expect(stat(runDir)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('a throw-away folder is gone after the end, also after SIGKILL', async () => {
  for (const end of ['stop', 'kill'] as const) {
    const holder = hold('temporary', ['throwAway'])
    const { dataDir } = await holder.next()
    await holder[end]()
    expect(await within(patience, async () => await stat(dataDir!).then(() => false, () => true))).toBe(true)
    expect(processesNaming(dataDir!)).toEqual([])
  }
})

test('data of another PostgreSQL is refused', async () => {
  const first = await startPostgres({ dataDir: folder, profile: 'small' })
  await first.stop()
  await writeFile(join(folder, 'postgres/PG_VERSION'), '17\n')
  await expect(startPostgres({ dataDir: folder })).rejects.toMatchObject({ code: 'data-version', message: expect.stringContaining('made by PostgreSQL 17') })
})

test('a data folder that is a file is refused', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  await expect(startPostgres({ dataDir: file })).rejects.toMatchObject({ code: 'data-folder', message: `The data folder ${file} is not a folder.` })
})

test.runIf(process.platform === 'linux')('a data folder where nothing can be made is refused', async () => {
  await expect(startPostgres({ dataDir: '/proc/nothing/here' })).rejects.toMatchObject({ code: 'data-folder' })
})

test.runIf(isRoot)('an ordinary user starts and stops it, and is refused what belongs to others', async () => {
  const own = join(folder, 'own')
  await chmod(folder, 0o755)
  await mkdir(own)
  await chown(own, ordinary.uid, ordinary.gid)
  const holder = hold(own, ['serving'], ordinary)
  const { pid } = await holder.next()
  expect(await readFile(`/proc/${pid}/status`, 'utf8')).toMatch(new RegExp(`^Uid:\\s+${ordinary.uid}`, 'm'))
  const { stopped } = await holder.stop()
  expect(stopped).toBeLessThan(patience)

  expect((await hold(join(folder, 'new'), [], ordinary).next()).refused).toEqual({
    code: 'data-folder',
    line: `The data folder ${folder}/new is not writable. Give this user the right to write there, or choose another folder with --data or CLAMOR_DATA.`,
  })
})

test.runIf(isRoot)('as root PostgreSQL runs as another user, and a folder that this user cannot reach is refused', async () => {
  const postgres = await startPostgres({ dataDir: join(folder, 'data'), profile: 'small' }).catch((error) => error)
  expect(postgres).toMatchObject({ code: 'data-folder-unreachable' })
  await chmod(folder, 0o755)
  const reached = await startPostgres({ dataDir: join(folder, 'data'), profile: 'small' })
  expect(await readFile(`/proc/${reached.pid}/status`, 'utf8')).not.toMatch(/^Uid:\s+0/m)
  await reached.stop()
})
