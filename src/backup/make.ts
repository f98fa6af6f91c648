import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { installationId, journalName, journalText, lineOf, parseJournal, settingsText, version, type House, type Reader } from '#core/index.ts'
import { wholeJournal } from '#post/index.ts'
import { filesIn, readWhole } from './files.ts'
import { format, keysNameOf, nameOf, type Head, type WaitingJob } from './format.ts'
import { onLine } from './line.ts'
import type { Lock } from './lock.ts'
import { partsOf, tablesOf, type Part } from './tables.ts'
import { asRefusalOf, writeArchive, type Archive } from './write.ts'

export interface Made {
  folder: string
  file: string
  keysFile: string
  bytes: number
  keysBytes: number
  rows: number
  /** The moment it shows. */
  at: Date
}

export interface MakeOptions {
  folder: string
  lock: Lock
  signal?: AbortSignal
  onRows?: (rows: number) => void
}

/** Of what a table gives, gathered until it is put into the file: this much is in memory, however large the table. */
const pieceBytes = 1024 * 1024

/**
 * Makes a backup of the whole house while it runs: one snapshot of the database, whatever is written meanwhile. Two files, and neither has
 * its name before both are whole.
 */
export async function makeBackup(house: House, options: MakeOptions): Promise<Made> {
  const { folder, lock, signal } = options
  const at = house.clock.now()
  const installation = await installationId(house)
  const name = await freeName(installation, folder, at)
  return onLine(house.db.url, 'clamor backup', async (client) => {
    await client.query('begin isolation level repeatable read read only')
    const reader = readerOn(client)
    const parts = partsOf(await tablesOf(reader))
    const journal = await journalFor(house)
    const head: Omit<Head, 'kind' | 'tables'> = {
      format, clamor: version, madeAt: at.toISOString(), house: house.keys.fingerprint(), installation, dataDir: house.dataDir,
      migrations: await reader.rows(`select number, name, sha256 from migration order by number`),
    }
    let rows = 0
    const copyAll = async (archive: Archive, kind: Head['kind'], all: Part[]) => {
      await archive.add('head.json', JSON.stringify({ ...head, kind, tables: all.map(({ select: _, ...told }) => told) } satisfies Head))
      for (const part of all) {
        rows += archive.rows[part.name] = await copyPart(client, archive, part)
        options.onRows?.(rows)
      }
    }
    const main = await writeArchive(join(folder, name), lock, at, async (archive) => {
      await copyAll(archive, 'main', parts.main)
      await archive.add('jobs.json', JSON.stringify(await waitingJobs(reader)))
      for (const file of await filesIn(house)) await archive.addStream(`files/${file.name}`, file.size, readWhole(file))
      await archive.add(journalName, journal)
      await archive.add('settings.env', settingsText(house.config, 'without secrets'))
    }, signal)
    const keysName = keysNameOf(name)
    const keys = await writeArchive(join(folder, keysName), lock, at, async (archive) => {
      await copyAll(archive, 'keys', parts.keys)
      await archive.add('clamor.key', house.keys.toText())
      await archive.add(journalName, journal)
      await archive.add('settings.env', settingsText(house.config, 'with secrets'))
    }, signal).catch(async (error: unknown) => {
      await main.drop()
      throw error
    })
    await client.query('commit')
    // A backup that has its name has its key file.
    await keys.finish()
    await main.finish()
    return { folder, file: name, keysFile: keysName, bytes: main.bytes, keysBytes: keys.bytes, rows, at }
  })
}

async function freeName(installation: string, folder: string, at: Date): Promise<string> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (let again = 0; ; again++) {
      const name = nameOf(installation, at, again)
      if (!(await stat(join(folder, name)).catch(() => undefined))) return name
    }
  } catch (error) {
    throw asRefusalOf(join(folder, 'backup'), error)
  }
}

function readerOn(client: pg.Client): Reader {
  const rows = async <T>(sql: unknown, parameters?: unknown[]) => (await client.query(sql as string, parameters)).rows as T[]
  return { rows, row: async <T>(sql: unknown, parameters?: unknown[]) => (await rows<T>(sql, parameters))[0] }
}

/** Copies a table piece by piece. Pieces end anywhere, also within a row: laid end to end they are what PostgreSQL gave. */
async function copyPart(client: pg.Client, archive: Archive, part: Part): Promise<number> {
  const copy = client.query(copyTo(`copy (${part.select}) to stdout`))
  let chunks: Buffer[] = []
  let bytes = 0
  let piece = 0
  const put = async () => {
    if (bytes === 0) return
    await archive.add(`tables/${part.name}/${String(++piece).padStart(6, '0')}.copy`, Buffer.concat(chunks, bytes))
    chunks = []
    bytes = 0
  }
  for await (const chunk of copy as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= pieceBytes) await put()
  }
  await put()
  return copy.rowCount
}

/** Work that waits and is not done by the clock. */
async function waitingJobs(reader: Reader): Promise<WaitingJob[]> {
  const rows = await reader.rows<{ task: string; payload: unknown; key: string | null; run_at: Date; max_attempts: number }>(
    `select t.identifier as task, j.payload, j.key, j.run_at, j.max_attempts from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where j.payload->'_cron' is null order by j.id`)
  return rows.map(({ task, payload, key, run_at, max_attempts }) => ({ task, payload, key, runAt: run_at.toISOString(), maxAttempts: max_attempts }))
}

/** The journal whole: what its file says and, should that have been lost or be of another machine, what the database says. */
async function journalFor(house: House): Promise<string> {
  const text = await journalText(join(house.dataDir, journalName))
  const said = new Set(parseJournal(text).entries.flatMap(({ campaignId, kind, ids }) => ids.map((id) => `${campaignId} ${kind} ${id}`)))
  const missing: string[] = []
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) {
    for (const entry of await wholeJournal(house, id)) {
      if (entry.ids.some((one) => !said.has(`${id} ${entry.kind} ${one}`))) missing.push(lineOf(entry))
    }
  }
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${missing.join('')}`
}
