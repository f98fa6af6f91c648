import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { sha256, type Database, type Reader } from './data/index.ts'
import { refuse } from './refusal.ts'
import { version } from './version.ts'

/** One numbered SQL file of a slice. */
export interface Migration {
  number: number
  /** 0130_installation.sql */
  name: string
  sql: string
  /** What is gone or mixed up for good once it has run: only a backup brings the database back to what it was. */
  cannotBeUndone: string | undefined
}

/** In their order. The reason stands among a file's first lines: `-- cannot be undone: ...`. */
export async function readMigrations(files: string[]): Promise<Migration[]> {
  const read = files.map(async (file): Promise<Migration> => {
    const sql = await readFile(file, 'utf8')
    const head = /^(--.*\n)*/.exec(sql)![0]
    const name = basename(file)
    return { number: Number(name.slice(0, 4)), name, sql, cannotBeUndone: /^-- cannot be undone: (.+)$/m.exec(head)?.[1] }
  })
  return (await Promise.all(read)).sort((a, b) => a.number - b.number)
}

/** Those that the database has not seen; all of them where nobody has begun one. Writes nothing. */
export async function pendingMigrations(reader: Reader, known: Migration[]): Promise<Migration[]> {
  const done = new Set((await doneIn(reader)).map((row) => row.number))
  return known.filter((one) => !done.has(one.number))
}

/**
 * A database with migrations that this program does not know is left alone, whatever they did: they may have brought tables with people's
 * words in them, which this program would leave there when somebody takes their words back (docs/decisions/0026).
 */
export async function refuseNewer(reader: Reader, known: Migration[]): Promise<void> {
  const numbers = new Set(known.map((one) => one.number))
  const unknown = (await doneIn(reader)).filter((row) => !numbers.has(row.number))
  if (unknown.length === 0) return
  const more = unknown.length > 1 ? ` and ${unknown.length - 1} more` : ''
  throw refuse('database-newer', 500, `The database was made by a newer Clamor (${unknown.at(-1)!.name}${more}); this is ${version}.`, {
    mend: 'Start the newer one, or go back to the backup that was made before the update (docs/operator.md, "Way back").',
  })
}

async function doneIn(reader: Reader): Promise<{ number: number; name: string }[]> {
  const there = await reader.row(`select from pg_class where oid = to_regclass('migration')`)
  return there ? reader.rows('select number, name from migration order by number') : []
}

/**
 * Brings the database up to this program: numbered SQL files (absolute paths, any order), each in a transaction of its own whose first act is
 * its version row, so that two processes starting together do not both run it. Returns the names of the migrations that were run.
 */
export async function migrate(database: Database, files: string[], options: { restoring?: boolean } = {}): Promise<string[]> {
  if (!options.restoring) await refuseHalfRestored(database)
  await database.transact(async (t) => {
    // `if not exists` alone still fails when two processes create the same table at the same moment.
    await t.rows('select pg_advisory_xact_lock(20130910)')
    await t.run(`create table if not exists migration (
      number integer primary key, name text not null, sha256 text not null, breaking boolean not null, at timestamptz not null)`)
  })
  const ran: string[] = []
  for (const one of await pendingMigrations(database, await readMigrations(files))) {
    if (await runOne(database, one)) ran.push(one.name)
  }
  return ran
}

/** The table that a restore puts there before anything else and takes away when all is done: nobody is answered by half a house. */
export const restoringTable = 'restoring'

async function refuseHalfRestored(database: Database): Promise<void> {
  const half = await database.row(`select 1 from pg_class where relname = $1 and relnamespace = 'public'::regnamespace`, [restoringTable])
  if (half) throw refuse('half-restored', 500, 'A restore into this database did not come to its end.', { mend: 'Remove the data folder, or the database, and restore again.' })
}

async function runOne(database: Database, { number, name, sql, cannotBeUndone }: Migration): Promise<boolean> {
  return database.transact(async (t) => {
    const first = await t.run(
      `insert into migration (number, name, sha256, breaking, at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [number, name, sha256(sql).toString('hex'), cannotBeUndone !== undefined, new Date()],
    )
    if (first === 0) return false
    await t.run(sql)
    return true
  })
}
