import { readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { checkArchive, keysNameOf, loadBackup, type Contents, type Unlock } from '#backup/index.ts'
import {
  appendToJournal, becomeAnother, Database, isRefusal, journalBesideName, journalName, journalText, lineOf, migrate, migrateJobs, openLog, parseJournal, readSecret, refuse, restoringTable, sinceBackup, systemClock,
  type Clock, type Config, type House, type JournalEntry,
} from '#core/index.ts'
import { checkServer, defaultDataDir, prepareDataDir, startPostgres } from '#core/postgres/index.ts'
import { afterRestore, type AfterRestore } from '#person/index.ts'
import { reapplyJournal } from '#post/index.ts'
import { migrationFiles } from './flow.ts'
import { closeHouse, houseOn } from './open.ts'

export interface RestoreWish {
  file: string
  /** Default: the one beside the backup. */
  keysFile?: string | undefined
  /** To go on although there is none. */
  withoutKeys?: boolean
  /** Beside those in the files and those that lie beside them. */
  journal?: string | undefined
  unlock: Unlock
  clock?: Clock
  onRows?: (rows: number, of: number) => void
}

export interface Restored {
  madeAt: string
  rows: number
  campaigns: number
  posts: number
  /** Migrations that were run on what an older program had made. */
  migrated: number
  again: number
  keptOut: number
  /** What else was taken from somebody since the backup, and is taken again: roles, accounts, links, consent. */
  takenAway: number
  unreadableLines: number
  /** The authors' keys came back too. */
  keys: boolean
  dataDir: string
  after: AfterRestore
}

/**
 * Restores a backup into an empty data folder or database. Every byte is read and compared before anything is made; what fails after that
 * leaves nothing behind; what is killed leaves what no Clamor will serve. Nobody is answered before the journal has been applied.
 */
export async function restore(config: Config, wish: RestoreWish): Promise<Restored> {
  const dataDir = config.data ?? defaultDataDir()
  await refuseFilled(dataDir)
  const keysFile = await keysFor(wish)
  const main = await checkArchive(wish.file, wish.unlock)
  const keys = keysFile ? await checkArchive(keysFile, wish.unlock) : undefined
  const files = await migrationsOf(main.head.migrations)
  checkPair(wish.file, main, keysFile, keys)

  const before = await readdir(dataDir).catch(() => undefined)
  let postgres: { url: string; stop(): Promise<void> } | undefined
  let filling = false
  try {
    await prepareDataDir(dataDir)
    postgres = await databaseFor(config, dataDir)
    await refuseFilledDatabase(postgres.url)
    filling = true
    await prepare(postgres.url, files)
    let rows = 0
    const of = sum(main) + sum(keys)
    const { journals } = await loadBackup(postgres.url, {
      file: wish.file, keysFile, unlock: wish.unlock, folder: dataDir, keepKey: config.key === undefined,
      onRows: (more) => wish.onRows?.((rows += more), of),
    })
    const restored = await finish(config, dataDir, postgres.url, wish, { main, keys, keysFile, journals })
    await postgres.stop()
    return restored
  } catch (error) {
    if (filling && config.databaseUrl) await emptyDatabase(config.databaseUrl).catch(() => {})
    await postgres?.stop()
    await removeMade(dataDir, before)
    throw explained(error)
  }
}

/** Refuses a folder that holds a house. Backups may lie in it. */
async function refuseFilled(dataDir: string): Promise<void> {
  const there = (await readdir(dataDir).catch(() => [])).filter((name) => !['backups', 'lost+found', journalName].includes(name))
  if (there.length > 0) throw refuse('not-empty', 409, `The data folder ${dataDir} is not empty (${there.sort().slice(0, 3).join(', ')}).`, { mend: 'Choose an empty one with --data; a restore never overwrites.' })
}

async function keysFor({ file, keysFile, withoutKeys }: RestoreWish): Promise<string | undefined> {
  if (keysFile) return keysFile
  const beside = join(dirname(file), keysNameOf(basename(file)))
  if (beside !== file && (await stat(beside).catch(() => undefined))) return beside
  if (withoutKeys) return undefined
  throw refuse('keys-missing', 400, 'There is no key file beside this backup: contact data, originals and connected accounts could not be read again.', {
    mend: 'Give the newest one with --keys, or say --without-keys.',
  })
}

/** The migrations that the backup's program had run, of this one. */
async function migrationsOf(told: { number: number; name: string }[]): Promise<string[]> {
  const all = await migrationFiles()
  const known = new Map(all.map((file) => [basename(file), file]))
  const foreign = told.find((one) => !known.has(one.name))
  if (foreign) throw refuse('backup-newer', 422, `This backup was made by a newer Clamor (${foreign.name}).`, { mend: 'Restore it with that version.' })
  return told.map((one) => known.get(one.name)!)
}

function checkPair(file: string, main: Contents, keysFile: string | undefined, keys: Contents | undefined): void {
  if (main.head.kind !== 'main') throw refuse('no-backup', 422, `${file} is a key file.`, { mend: 'Give the backup first, and this one with --keys.' })
  if (!keys) return
  if (keys.head.kind !== 'keys') throw refuse('no-backup', 422, `${keysFile} is not a key file.`, { mend: 'Give the one that ends in .keys.tar.zst.age.' })
  if (keys.head.house !== main.head.house) throw refuse('keys-foreign', 422, `${keysFile} is of another Clamor than ${file}.`, { mend: 'Give a key file of the same one.' })
}

async function databaseFor(config: Config, dataDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  if (!config.databaseUrl) return startPostgres({ dataDir, log: openLog(config.log), serving: true, profile: config.postgresProfile })
  await checkServer(config.databaseUrl)
  return { url: config.databaseUrl, stop: async () => {} }
}

async function refuseFilledDatabase(url: string): Promise<void> {
  const tables = await withDatabase(url, (db) => db.rows(`select 1 from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`))
  if (tables.length > 0) throw refuse('not-empty', 409, `The database is not empty (${tables.length} tables).`, { mend: 'Make a new one with "createdb" and set DATABASE_URL to it; a restore never overwrites.' })
}

/** Empty tables as the program had them that made the backup, and before them the mark that this is not a house yet. */
async function prepare(url: string, files: string[]): Promise<void> {
  // What is prepared counts only together with what is loaded after it, whose commit waits for the disk.
  await withDatabase(withoutWaiting(url), async (db) => {
    await db.rows(`create table ${restoringTable} (since timestamptz not null)`)
    await migrateJobs({ db })
    await migrate(db, files, { restoring: true })
  })
}

function withoutWaiting(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent('-c synchronous_commit=off')}`
}

async function withDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = new Database(url, { connections: 2, name: 'clamor restore' })
  return work(db).finally(() => db.end())
}

interface Come {
  main: Contents
  keys: Contents | undefined
  keysFile: string | undefined
  journals: string[]
}

/** Brings what was loaded up to this program, and does again what the journal tells. */
async function finish(config: Config, dataDir: string, url: string, wish: RestoreWish, come: Come): Promise<Restored> {
  const { entries, unreadable, missing } = await journalsOf(dataDir, wish, come)
  const secret = await readSecret(config, dataDir)
  const log = openLog(config.log)
  const house = await houseOn(url, secret, { config, log, dataDir, clock: wish.clock ?? systemClock, restoring: true })
  try {
    if (come.keys && house.keys.fingerprint() !== come.main.head.house) throw refuse('keys-foreign', 422, 'CLAMOR_KEY is not the key of this backup.', { mend: 'Leave it out: the key file brings it.' })
    await house.db.transact((t) => becomeAnother(t))
    await appendToJournal(house, missing)
    await tellSlices(house, come.main, entries)
    const { again, keptOut } = await reapplyJournal(house, entries)
    const counts = await house.db.row<{ campaigns: number; posts: number; migrations: number }>(
      `select (select count(*)::int from campaign) as campaigns, (select count(*)::int from post where withdrawn_at is null) as posts, (select count(*)::int from migration) as migrations`)
    await house.db.rows(`drop table ${restoringTable}`)
    return {
      madeAt: come.main.head.madeAt, rows: sum(come.main) + sum(come.keys), campaigns: counts!.campaigns, posts: counts!.posts, migrated: counts!.migrations - come.main.head.migrations.length,
      again, keptOut, takenAway: sinceBackup({ journal: entries, madeAt: new Date(come.main.head.madeAt) }).filter(({ kind }) => kind !== 'erased' && kind !== 'withdrawn').length,
      after: await afterRestore(house.db), unreadableLines: unreadable, keys: come.keys !== undefined, dataDir,
    }
  } finally {
    await closeHouse(house)
  }
}

const sum = (contents: Contents | undefined) => Object.values(contents?.manifest.rows ?? {}).reduce((all, rows) => all + rows, 0)

/** All that is known of what was taken back: what came in the files, what lies beside them or in the data folder, and what was given. */
async function journalsOf(dataDir: string, wish: RestoreWish, { main, keysFile, journals }: Come): Promise<{ entries: JournalEntry[]; unreadable: number; missing: JournalEntry[] }> {
  // Beside backups that older programs made it says not whose it is.
  const names = main.head.installation ? [journalBesideName(main.head.installation), journalName] : [journalName]
  const paths = new Set([wish.file, ...(keysFile ? [keysFile] : [])].flatMap((file) => names.map((name) => join(dirname(file), name))))
  const beside = await Promise.all([...paths].map(journalText))
  const given = wish.journal ? await journalText(wish.journal) : ''
  if (wish.journal && !given) throw refuse('journal-missing', 400, `There is no journal at ${wish.journal}.`, { mend: `Give the file ${journalName} of the data folder, or the one beside the backups.` })
  const here = await journalText(join(dataDir, journalName))
  const lines = new Map<string, JournalEntry>()
  let unreadable = 0
  for (const text of [here, ...journals, ...beside, given]) {
    const read = parseJournal(text)
    unreadable += read.unreadable
    for (const entry of read.entries) lines.set(lineOf(entry), entry)
  }
  const there = new Set(parseJournal(here).entries.map(lineOf))
  const entries = [...lines.values()].sort((a, b) => a.at.getTime() - b.at.getTime())
  return { entries, unreadable, missing: entries.filter((entry) => !there.has(lineOf(entry))) }
}

async function tellSlices(house: House, main: Contents, entries: JournalEntry[]): Promise<void> {
  const madeAt = new Date(main.head.madeAt)
  await house.db.transact((t) => house.flow.run('houseRestored', house, t, { at: house.clock.now(), madeAt, journal: entries }))
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign order by id')) {
    const journal = entries.filter((entry) => entry.campaignId === id)
    await house.db.transact((t) => house.flow.run('restored', house, t, { campaignId: id, at: house.clock.now(), madeAt, madeIn: main.head.dataDir, journal }))
  }
}

async function emptyDatabase(url: string): Promise<void> {
  await withDatabase(url, async (db) => {
    await db.rows('drop schema if exists graphile_worker cascade')
    await db.rows('drop schema public cascade')
    await db.rows('create schema public')
  })
}

/** Takes away what was not there before. */
async function removeMade(dataDir: string, before: string[] | undefined): Promise<void> {
  if (!before) return rm(dataDir, { recursive: true, force: true })
  for (const name of await readdir(dataDir)) if (!before.includes(name)) await rm(join(dataDir, name), { recursive: true, force: true })
}

function explained(error: unknown): unknown {
  if (isRefusal(error)) return error
  const { code, message } = error as NodeJS.ErrnoException
  // 53100: PostgreSQL has no room.
  if (code === 'ENOSPC' || code === '53100') return refuse('no-disk-space', 507, 'There is not enough disk space to restore this backup.', { mend: 'Nothing was restored. Make room, or choose another folder with --data.' })
  if (code === '42703' || code === '42P01') return refuse('backup-foreign', 422, `This backup does not fit this Clamor (${message}).`, { mend: 'Nothing was restored. Restore it with the version that made it.' })
  return error
}
