import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { installationId, journalBesideName, journalName, lineOf, parseJournal, refuse, restoringTable } from '#core/index.ts'
import { testSecret } from '../../test/harness/house.ts'
import { codeOf, openOffice, type Office } from '../../test/harness/office.ts'
import { houseOn } from '../open.ts'
import { nameOf, readName, keysNameOf } from './format.ts'
import { makeLock } from './lock.ts'
import { outdated } from './rotate.ts'
import { askForBackup, breakOff, isDue, runBackup } from './run.ts'
import { backupState, levelOf } from './state.ts'
import { keyColumns, keyTables, leftOut, partsOf, tablesOf } from './tables.ts'

let office: Office
beforeAll(async () => void (office = await openOffice()))
afterAll(() => office?.close())

const hours = 3_600_000
const day = 24 * hours

describe('what goes where', () => {
  it('every table is in one of the two files, or left out with a reason; a new slice\'s table is never forgotten', async () => {
    await office.house.db.rows('create table of_a_new_slice (campaign_id uuid, id uuid, said text, twice text generated always as (said || said) stored)')
    const tables = await tablesOf(office.house.db)
    const { main, keys } = partsOf(tables)
    expect(main.find((part) => part.name === 'of_a_new_slice')?.columns).toEqual(['campaign_id', 'id', 'said'])
    await office.house.db.rows('drop table of_a_new_slice')
    const catalogue = await office.house.db.rows<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`)
    const placed = [...main.map((part) => part.table), ...keyTables, ...Object.keys(leftOut)]
    expect(catalogue.map((one) => one.name).filter((name) => !placed.includes(name))).toEqual([])
    const there = tables.map((table) => table.name)
    expect([...keyTables, ...Object.keys(leftOut), ...Object.keys(keyColumns)].filter((name) => !there.includes(name))).toEqual([])
    expect(keys.map((part) => part.name)).toEqual(['author_key', 'target_key', 'evidence.keys'])
  })

  it('no wrapped key stands anywhere else: whoever wraps one decides here in which file it lies', async () => {
    const src = resolve(import.meta.dirname, '..')
    const files = (await readdir(src, { recursive: true })).filter((name) => /\.ts$/.test(name) && !/\.test\.ts$/.test(name))
    const wrapping = (await Promise.all(files.map(async (name) => [name, await readFile(join(src, name), 'utf8')] as const))).filter(([, text]) => /keys\.wrapKey\(/.test(text)).map(([name]) => name)
    expect(wrapping.sort()).toEqual(['incident/evidence.ts', 'plan/target/door.ts', 'post/authors.ts', 'post/store.ts'])
  })
})

describe('what is kept', () => {
  const keep = { days: 7, weeks: 4, keyDays: 7 }
  const now = new Date('2026-11-26T03:00:00Z')
  const nightly = Array.from({ length: 60 }, (_, n) => nameOf('0a1b2c3d', new Date(now.getTime() - n * day - hours)))

  it('the last of seven days and of four weeks; key files of seven days', () => {
    const names = [...nightly, ...nightly.map(keysNameOf), journalName, 'notes.txt']
    const gone = new Set(outdated(names, now, keep))
    const left = names.filter((name) => !gone.has(name))
    expect(left.filter((name) => readName(name)?.keys === false).map((name) => name.slice(16, 24))).toEqual(
      ['20261126', '20261125', '20261124', '20261123', '20261122', '20261121', '20261120', '20261115', '20261108'])
    expect(left.filter((name) => readName(name)?.keys)).toHaveLength(7)
    expect(left).toEqual(expect.arrayContaining([journalName, 'notes.txt']))
  })

  it('the newest backup and the newest key file always stay, and nothing that is not ours is touched', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 400 * 24 }), { minLength: 1, maxLength: 60 }), (ages) => {
      const at = (age: number) => nameOf('0a1b2c3d', new Date(now.getTime() - age * hours))
      const names = [...new Set(ages)].flatMap((age) => [at(age), keysNameOf(at(age))])
      const gone = outdated([...names, 'clamor.sql', '../x'], now, keep)
      const left = names.filter((name) => !gone.includes(name))
      const newest = at(Math.min(...ages))
      expect(left).toEqual(expect.arrayContaining([newest, keysNameOf(newest)]))
      expect(left.filter((name) => !readName(name)!.keys).length).toBeLessThanOrEqual(11)
      expect(gone.filter((name) => !names.includes(name))).toEqual([])
      for (const name of left.filter((one) => readName(one)!.keys && one !== keysNameOf(newest))) expect(now.getTime() - readName(name)!.at.getTime()).toBeLessThanOrEqual(7 * day)
    }), { numRuns: 60 })
  })
})

describe('the journal outside of the database', () => {
  const entry = fc.record({
    at: fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }), campaignId: fc.uuid(), kind: fc.constantFrom('withdrawn', 'erased'), ids: fc.array(fc.uuid(), { minLength: 1, maxLength: 4 }),
  })

  it('gives back what was written, and a line that was cut or changed spoils none but itself', () => {
    fc.assert(fc.property(fc.array(entry, { minLength: 1, maxLength: 6 }), fc.nat(), (entries, at) => {
      const text = entries.map(lineOf).join('')
      expect(parseJournal(text)).toEqual({ entries, unreadable: 0 })
      const lines = text.trimEnd().split('\n')
      const spoilt = at % lines.length
      const place = at % lines[spoilt]!.length
      lines[spoilt] = `${lines[spoilt]!.slice(0, place)}${lines[spoilt]![place] === 'x' ? 'y' : 'x'}${lines[spoilt]!.slice(place + 1)}`
      expect(parseJournal(lines.join('\n'))).toEqual({ entries: entries.filter((_, n) => n !== spoilt), unreadable: 1 })
      expect(parseJournal(text.slice(0, text.length - 10)).entries).toEqual(entries.slice(0, -1))
    }))
  })
})

describe('a restore that was killed', () => {
  it('leaves what no Clamor serves', async () => {
    const { house, url } = office
    await house.db.rows(`create table ${restoringTable} (since timestamptz)`)
    expect(await codeOf(houseOn(url, testSecret, { config: house.config, log: house.log, dataDir: house.dataDir, clock: office.clock }))).toBe('half-restored')
    await house.db.rows(`drop table ${restoringTable}`)
  })
})

describe('each night, and when somebody asks', () => {
  it('nothing is due before it is said to which key; then at once, then from the hour on, and an hour after one that failed', async () => {
    const { house, clock } = office
    clock.at = new Date('2026-11-26T12:00:00Z')
    expect([await isDue(house), await codeOf(runBackup(house, { wish: 'command' })), (await backupState(house)).ready]).toEqual([false, 'backup-no-key', false])
    await makeLock(house)
    expect(await isDue(house)).toBe(false)
    clock.pass(61 * 60_000)
    expect(await isDue(house)).toBe(true)
    await runBackup(house, { wish: 'nightly' })
    expect(await isDue(house)).toBe(false)
    clock.at = new Date('2026-11-27T01:55:00Z')
    expect(await isDue(house)).toBe(false)
    clock.at = new Date('2026-11-27T02:00:00Z')
    expect(await isDue(house)).toBe(true)
  })

  it('an owner asks and the job is there; a coordinator may look but not ask', async () => {
    const owner = await office.actor('olga', 'owner')
    const coordinator = await office.actor('cora', 'coordinator')
    expect(await codeOf(askForBackup(office.house, coordinator, office.campaign))).toBe('forbidden')
    await askForBackup(office.house, owner, office.campaign)
    expect(await office.house.db.row(`select task_identifier from graphile_worker.jobs where task_identifier = 'makeBackup'`)).toEqual({ task_identifier: 'makeBackup' })
  })

  it('one at a time; one whose process is gone makes room and is told of', async () => {
    const { house, clock } = office
    await house.db.rows(`insert into backup (id, wish, state, begun_at, seen_at, folder) values (gen_random_uuid(), 'nightly', 'running', $1, $1, '/x')`, [clock.now()])
    expect(await codeOf(runBackup(house, { wish: 'command' }))).toBe('backup-running')
    clock.pass(3 * 60_000)
    await runBackup(house, { wish: 'command' })
    expect(await house.db.rows(`select code from backup where state = 'failed' and folder = '/x'`)).toEqual([{ code: 'backup-broken-off' }])
    expect((await backupState(house)).failed).toBeNull()
  })

  it('whoever stops Clamor does not wait for it, in the middle of a table either', async () => {
    const { house, clock, campaign } = office
    // 40 MB, more than what lies on the way between database and disk.
    await house.db.rows(`create table large (campaign_id uuid, n integer, words text)`)
    await house.db.rows(`insert into large (campaign_id, n, words) select $1, n, repeat(md5(n::text), 3000) from generate_series(1, 400) n`, [campaign.id])
    clock.pass(1_000)
    const made = codeOf(runBackup(house, { wish: 'command' }).catch((error: Error) => Promise.reject(refuse('broken-off', 500, error.message))))
    const file = async () => (await readdir(join(house.dataDir, 'backups'))).find((name) => name.endsWith('.part'))
    await vi.waitFor(async () => expect(await house.db.rows(`select 1 from pg_stat_activity where datname = current_database() and application_name = 'clamor backup' and state = 'active' and query like '%"large"%'`)).toHaveLength(1), { timeout: 60_000, interval: 5 })
    await breakOff()
    expect(await made).toBe('broken-off')
    expect(await file()).toBeUndefined()
    expect((await backupState(house)).failed).toMatchObject({ code: 'backup-broken-off' })
    await house.db.rows('drop table large')
  })

  it('another Clamor in the same folder loses nothing: neither its backups nor its journal', async () => {
    const { house, clock } = office
    const folder = join(house.dataDir, 'backups')
    const old = new Date(clock.now().getTime() - 90 * day)
    const [own, others, older] = [keysNameOf(nameOf(await installationId(house), old)), keysNameOf(nameOf('00000000', old)), 'clamor-20260101-020000.keys.tar.zst.age']
    for (const name of [own, others, older, journalBesideName('00000000')]) await writeFile(join(folder, name), name)
    expect((await backupState(house)).shared).toBe(true)
    clock.pass(1_000)
    await runBackup(house, { wish: 'command' })
    const left = await readdir(folder)
    expect(left).not.toContain(own)
    expect(left).toEqual(expect.arrayContaining([others, older, journalBesideName('00000000')]))
    for (const name of [others, older]) await rm(join(folder, name))
    expect((await backupState(house)).shared).toBe(false)
  })

  it('a failure is shown until one is made again', async () => {
    const { house, clock } = office
    await writeFile(join(house.dataDir, 'taken'), '')
    clock.pass(1_000)
    expect(await codeOf(runBackup(house, { wish: 'command', folder: join(house.dataDir, 'taken', 'in') }))).toBe('backup-folder')
    expect((await backupState(house)).failed).toMatchObject({ code: 'backup-folder' })
    clock.pass(1_000)
    await runBackup(house, { wish: 'command' })
    expect(await backupState(house)).toMatchObject({ failed: null, level: 'good', sameDisk: true })
  })

  it.each([[undefined, 'never'], [1, 'good'], [25.9, 'good'], [26.1, 'late'], [71.9, 'late'], [72.1, 'old']])('an age of %s hours is %s', (age, level) => {
    const at = new Date('2026-11-26T12:00:00Z')
    expect(levelOf(age === undefined ? undefined : new Date(at.getTime() - age * hours), at)).toBe(level)
  })
})
