import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Database } from './database.ts'
import { sha256 } from './keys.ts'
import { refuse } from './refusal.ts'

/**
 * Brings the database up to this program: numbered SQL files of all slices, each in a transaction of its own whose first act is
 * its version row, so that two processes starting together do not both run it. A file with `-- breaking` in its first line marks
 * a schema that older programs cannot work on; an older program refuses such a database.
 * `files`: absolute paths, any order. Returns the names of the migrations that were run.
 */
export async function migrate(database: Database, files: string[]): Promise<string[]> {
  const known = files.map((file) => ({ file, name: basename(file), number: Number(basename(file).slice(0, 4)) }))
  known.sort((a, b) => a.number - b.number)
  await database.transact(async (t) => {
    // `if not exists` alone still fails when two processes create the same table at the same moment.
    await t.rows('select pg_advisory_xact_lock(20130910)')
    await t.run(`create table if not exists migration (
      number integer primary key, name text not null, sha256 text not null, breaking boolean not null, at timestamptz not null)`)
  })
  const done = await database.rows<{ number: number; name: string; breaking: boolean }>('select number, name, breaking from migration')
  const newer = done.find((row) => row.breaking && !known.some((one) => one.number === row.number))
  if (newer) {
    throw refuse('database-newer', 500, `The database was made by a newer Clamor (${newer.name}).`, { mend: 'Start the newer version, or restore the backup made before the update.' })
  }
  const have = new Set(done.map((row) => row.number))
  const ran: string[] = []
  for (const one of known) {
    if (!have.has(one.number) && (await runOne(database, one))) ran.push(one.name)
  }
  return ran
}

async function runOne(database: Database, one: { file: string; name: string; number: number }): Promise<boolean> {
  const sql = await readFile(one.file, 'utf8')
  const breaking = /^-- breaking/.test(sql)
  return database.transact(async (t) => {
    const first = await t.run(
      `insert into migration (number, name, sha256, breaking, at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [one.number, one.name, sha256(sql).toString('hex'), breaking, new Date()],
    )
    if (first === 0) return false
    await t.run(sql)
    return true
  })
}
