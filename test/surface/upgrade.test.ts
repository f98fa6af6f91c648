import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { isRefusal, migrate, readMigrations, rememberInstallation, settings, version } from '#core/index.ts'
import { command } from '../../src/cli/upgrade.ts'
import { runCommand } from '../../src/cli/command.ts'
import { migrationFiles } from '../../src/flow.ts'
import { closeHouse, houseOn } from '../../src/open.ts'
import { openTestHouse, testSecret, type TestHouse } from '../harness/house.ts'

let opened: TestHouse

beforeAll(async () => {
  opened = await openTestHouse()
  vi.stubEnv('DATABASE_URL', opened.url)
  vi.stubEnv('CLAMOR_KEY', testSecret.toString('hex'))
  vi.stubEnv('CLAMOR_DATA', opened.house.dataDir)
  vi.stubEnv('CLAMOR_LOG', 'silent')
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  vi.unstubAllEnvs()
  await opened.close()
})

/** What `clamor upgrade ...` writes, or the line with which it is refused. */
async function upgrade(...line: string[]): Promise<string> {
  let out = ''
  const writing = vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((out += String(text))))
  await runCommand(command, line).catch((error: unknown) => {
    if (!isRefusal(error)) throw error
    out = `refused: ${error.line}`
  })
  writing.mockRestore()
  return out
}

/** As if an older program had made the database: it has never heard of this migration. */
async function forget(name: string): Promise<void> {
  await opened.house.db.transact((t) => t.run('delete from migration where name = $1', [name]))
}

const isDone = async (name: string) => (await opened.house.db.row('select from migration where name = $1', [name])) !== undefined

test('where nothing changes it says so, and who served last', async () => {
  await rememberInstallation(opened.house)
  expect(JSON.parse(await upgrade('--check', '--json'))).toEqual({ from: version, to: version, migrations: [], settings: { new: [], gone: [] }, backup: null })
  expect(await upgrade('--check')).toMatch(new RegExp(`^Clamor ${version.replaceAll('.', '\\.')} served this database last\\.\\nThe database stays as it is\\.\\nNo backup is known of\\. Make one first: "clamor backup"\\.\\n$`))
})

test('migrations that would run are named, and those that cannot be undone say what is lost; nothing is run', async () => {
  await opened.house.db.transact((t) => t.run('drop table installation'))
  await Promise.all(['0130_installation.sql', '0083_origin.sql'].map(forget))
  const changes = JSON.parse(await upgrade('--check', '--json'))
  expect(changes).toMatchObject({ from: null, migrations: [{ name: '0083_origin.sql', canBeUndone: false, why: expect.stringMatching(/older key/) }, { name: '0130_installation.sql', canBeUndone: true, why: null }] })
  expect(await upgrade('--check')).toMatch(/0083_origin\.sql {2}CANNOT BE UNDONE: .*older key/)
  expect([await isDone('0130_installation.sql'), await isDone('0083_origin.sql')]).toEqual([false, false])
  // What it changed is there; only its row was taken away.
  await opened.house.db.transact((t) => t.run(`insert into migration (number, name, sha256, breaking, at) values (83, '0083_origin.sql', '', true, $1)`, [new Date()]))
  expect(JSON.parse(await upgrade('--json'))).toEqual({ to: version, migrations: ['0130_installation.sql'] })
  expect(JSON.parse(await upgrade('--json'))).toEqual({ to: version, migrations: [] })
})

test('settings that the last program did not know are named with their help, and those that mean nothing any more', async () => {
  await rememberInstallation(opened.house)
  await opened.house.db.transact((t) => t.run(`update installation set version = '0.0.9', settings = array_append(array_remove(settings, 'MAIL_PER_HOUR'), 'CLAMOR_FAX')`))
  const help = settings().find((one) => one.name === 'MAIL_PER_HOUR')!.help
  expect(JSON.parse(await upgrade('--check', '--json'))).toMatchObject({ from: '0.0.9', settings: { new: [{ name: 'MAIL_PER_HOUR', help }], gone: ['CLAMOR_FAX'] } })
  expect(await upgrade('--check')).toMatch(new RegExp(`From Clamor 0\\.0\\.9 to .*:\\n[^]*New settings:\\n {2}MAIL_PER_HOUR: [^]*mean nothing any more: CLAMOR_FAX`))
})

test('a database of a newer program is refused in one line before anything is written, whatever its migrations did', async () => {
  await opened.house.db.transact((t) => t.run(`insert into migration (number, name, sha256, breaking, at) values (9998, '9998_moon.sql', '', false, $1), (9999, '9999_mars.sql', '', false, $1)`, [new Date()]))
  await forget('0013_live.sql')
  const line = `refused: The database was made by a newer Clamor (9999_mars.sql and 1 more); this is ${version}. Start the newer one, or go back to the backup that was made before the update (docs/operator.md, "Way back").`
  expect([await upgrade('--check'), await upgrade()]).toEqual([line, line])
  const { config, log, dataDir, clock } = opened.house
  await expect(houseOn(opened.url, testSecret, { config, log, dataDir, clock }).then(closeHouse)).rejects.toMatchObject({ code: 'database-newer' })
  expect(await isDone('0013_live.sql')).toBe(false)
})

test('without a database nothing is made by looking', async () => {
  vi.stubEnv('DATABASE_URL', '')
  try {
    expect(await upgrade('--check', '--data', `${opened.house.dataDir}/none`)).toMatch(/^refused: There is no database yet\./)
  } finally {
    vi.stubEnv('DATABASE_URL', opened.url)
  }
})

test('a migration that takes something away for good says so in its first lines', async () => {
  const silent = (await readMigrations(await migrationFiles())).filter(({ sql, cannotBeUndone }) => /\b(drop (table|column)|delete from|truncate|alter column \w+ (set data )?type)\b/.test(sql.replaceAll(/^--.*$/gm, '')) && !cannotBeUndone)
  expect(silent.map((one) => one.name)).toEqual([])
})

test('two programs that start together run each migration once', async () => {
  const files = await Promise.all([...Array(5).keys()].map(async (n) => {
    const file = join(opened.house.dataDir, `900${n}_x.sql`)
    await writeFile(file, `create table together_${n} (id integer primary key)`)
    return file
  }))
  const ran = await Promise.all([migrate(opened.house.db, files), migrate(opened.house.db, files)])
  expect(ran.flat().sort()).toEqual(files.map((file) => basename(file)))
})
