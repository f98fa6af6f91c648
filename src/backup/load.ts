import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { z } from 'zod'
import { journalName, refuse } from '#core/index.ts'
import { job, type Head, type Manifest, type WaitingJob } from './format.ts'
import { onLine } from './line.ts'
import type { Unlock } from './lock.ts'
import { readArchive, wholeOf, type Contents } from './read.ts'
import { listOf, quoted } from './tables.ts'

export interface Loaded {
  main: Contents
  keys: Contents | undefined
  /** Journals that came with the files. */
  journals: string[]
}

export interface LoadOptions {
  file: string
  keysFile: string | undefined
  unlock: Unlock
  /** Files of the data folder and what is laid aside are put here. */
  folder: string
  /** The key of the house is written there too. */
  keepKey: boolean
  onRows?: (rows: number) => void
}

/**
 * Loads a backup into the empty tables of a database: one transaction, committed only when every byte was read and every table has the
 * rows it had.
 */
export async function loadBackup(url: string, options: LoadOptions): Promise<Loaded> {
  return onLine(url, 'clamor restore', async (client) => {
    await client.query('begin')
    const constraints = await dropForeignKeys(client)
    const journals: string[] = []
    const main = await loadFile(client, options.file, options, journals)
    const keys = options.keysFile ? await loadFile(client, options.keysFile, options, journals) : undefined
    for (const sql of constraints) await client.query(sql)
    await settleSequences(client)
    await client.query('commit')
    // So that the first questions find good plans.
    await client.query('analyze')
    return { main, keys, journals }
  })
}

/** Tables come in the order of their names: what points where is checked when all are there. Returns what puts the keys back. */
async function dropForeignKeys(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0 order by 1, 2`)
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${quoted(name)}`)
  return rows.map(({ table, name, definition }) => `alter table ${table} add constraint ${quoted(name)} ${definition}`)
}

async function loadFile(client: pg.Client, path: string, options: LoadOptions, journals: string[]): Promise<Contents> {
  const tables = new Tables(client, options.onRows)
  let jobs: WaitingJob[] = []
  const contents = await readArchive(path, options.unlock, async (name, body, head) => {
    const table = /^tables\/([^/]+)\//.exec(name)?.[1]
    if (table) return tables.write(head, table, body)
    if (name.startsWith('files/')) return writeFileIn(options.folder, name.slice('files/'.length), body)
    if (name === 'clamor.key') return options.keepKey ? writeFileIn(options.folder, name, body) : undefined
    if (name === 'settings.env') return writeFileIn(join(options.folder, 'restored'), head.kind === 'main' ? 'settings.env' : 'settings-with-secrets.env', body)
    if (name === journalName) return void journals.push((await wholeOf(body)).toString())
    if (name === 'jobs.json') jobs = z.array(job).parse(JSON.parse((await wholeOf(body)).toString()))
  })
  await tables.end()
  tables.compare(path, contents.manifest)
  await addJobs(client, jobs)
  return contents
}

/** Writes the pieces of one table after the other, in the order of the file. */
class Tables {
  readonly #client: pg.Client
  readonly #rows: Record<string, number> = {}
  #open: { name: string; copy: ReturnType<typeof copyFrom>; done: Promise<unknown>; after: string[] } | undefined
  #emptied = false
  readonly #told: ((rows: number) => void) | undefined

  constructor(client: pg.Client, told: ((rows: number) => void) | undefined) {
    this.#client = client
    this.#told = told
  }

  async write(head: Head, name: string, body: AsyncIterable<Buffer>): Promise<void> {
    if (!this.#emptied) await this.#empty(head)
    if (this.#open?.name !== name) {
      await this.end()
      await this.#begin(head, name)
    }
    const { copy } = this.#open!
    for await (const chunk of body) if (!copy.write(chunk)) await Promise.race([once(copy, 'drain'), this.#open!.done])
  }

  /** A migration may have put rows of its own into a table. */
  async #empty(head: Head): Promise<void> {
    this.#emptied = true
    const names = [...new Set(head.tables.filter(({ name, table }) => name === table).map(({ table }) => quoted(table)))]
    if (head.kind === 'main' && names.length > 0) await this.#client.query(`truncate ${names.join(', ')}`)
  }

  async #begin(head: Head, name: string): Promise<void> {
    const told = head.tables.find((one) => one.name === name)
    if (!told) throw new Error(`${name} is in no list`)
    const { table, columns, of } = told
    if (of) await this.#client.query(`create temp table part on commit drop as select ${listOf(columns)} from ${quoted(table)} limit 0`)
    const copy = this.#client.query(copyFrom(`copy ${of ? 'part' : quoted(table)} (${listOf(columns)}) from stdin`))
    const done = new Promise<void>((finished, failed) => void copy.once('finish', finished).once('error', failed))
    done.catch(() => {})
    this.#open = { name, copy, done, after: of ? besideSql(table, columns, of) : [] }
  }

  async end(): Promise<void> {
    if (!this.#open) return
    const { name, copy, done, after } = this.#open
    this.#open = undefined
    copy.end()
    await done
    this.#rows[name] = copy.rowCount
    this.#told?.(copy.rowCount)
    for (const sql of after) await this.#client.query(sql)
  }

  compare(path: string, { rows }: Manifest): void {
    const differs = Object.entries(rows).find(([name, told]) => told !== (this.#rows[name] ?? 0))
    if (differs) throw refuse('backup-damaged', 422, `${path} tells of ${differs[1]} rows of ${differs[0]} and holds ${this.#rows[differs[0]] ?? 0}.`, { mend: 'Nothing was restored. Take another backup.' })
  }
}

/** Puts keys into the rows that they open, which are there already. */
function besideSql(table: string, columns: string[], of: string[]): string[] {
  const set = columns.filter((column) => !of.includes(column)).map((column) => `${quoted(column)} = p.${quoted(column)}`)
  const where = of.map((column) => `t.${quoted(column)} = p.${quoted(column)}`)
  return [`update ${quoted(table)} t set ${set.join(', ')} from part p where ${where.join(' and ')}`, 'drop table part']
}

async function addJobs(client: pg.Client, jobs: WaitingJob[]): Promise<void> {
  for (const { task, payload, key, runAt, maxAttempts } of jobs) {
    await client.query('select graphile_worker.add_job($1, payload := $2::json, job_key := $3, run_at := $4, max_attempts := $5)', [task, JSON.stringify(payload), key, runAt, maxAttempts])
  }
}

async function settleSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sequence: string; table: string; column: string }>(
    `select s.oid::regclass::text as sequence, d.refobjid::regclass::text as table, a.attname as column
     from pg_class s join pg_depend d on d.objid = s.oid and d.deptype in ('a', 'i') and d.refclassid = 'pg_class'::regclass
     join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
     where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace`)
  for (const { sequence, table, column } of rows) await client.query(`select setval('${sequence.replaceAll("'", "''")}', coalesce(max(${quoted(column)}), 1), count(*) > 0) from ${table}`)
}

/** Nothing in a backup may name a place outside of the folder. */
async function writeFileIn(folder: string, name: string, body: AsyncIterable<Buffer>): Promise<void> {
  const path = resolve(folder, name)
  if (!path.startsWith(resolve(folder) + sep)) throw refuse('backup-damaged', 422, 'The backup names a file outside of the data folder.', { mend: 'Nothing was restored. It was not made by Clamor.' })
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await pipeline(body, createWriteStream(path, { mode: 0o600 }))
}
