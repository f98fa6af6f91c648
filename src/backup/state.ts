import { stat } from 'node:fs/promises'
import { backupFolder, type Config, type House, type Reader } from '#core/index.ts'
import { unfiledSince } from '#post/index.ts'
import { lockOf } from './lock.ts'
import { isShared } from './rotate.ts'

const hour = 3_600_000
/** From when on the age of the last backup is worth a word, and from when on it is an alarm. */
export const lateAfter = 26 * hour
export const oldAfter = 72 * hour

export type Level = 'good' | 'late' | 'old' | 'never'

export interface BackupRow {
  id: string
  wish: 'nightly' | 'asked' | 'command'
  state: 'running' | 'done' | 'failed'
  begunAt: Date
  endedAt: Date | null
  folder: string
  file: string | null
  bytes: number | null
  keysBytes: number | null
  code: string | null
  problem: string | null
}

/** What the screens and the doctor say. */
export interface BackupState {
  level: Level
  /** When the last one that is whole was begun: what it shows. */
  last: BackupRow | null
  /** One that failed since. */
  failed: BackupRow | null
  running: boolean
  /** Somebody has said to which key. */
  ready: boolean
  folder: string
  /** It lies on the disk of the data, with which it would be lost. */
  sameDisk: boolean
  /** Backups of another Clamor lie there too, or of the one that this one was restored from. */
  shared: boolean
  /** For minutes something that was taken back could not be written into the journal beside the database. */
  unfiled: boolean
  at: Date
}

const columns = `id, wish, state, begun_at as "begunAt", ended_at as "endedAt", folder, file, bytes::float8 as bytes, keys_bytes::float8 as "keysBytes", code, problem`

export async function backupState(house: House): Promise<BackupState> {
  const at = house.clock.now()
  const folder = backupFolder(house)
  const [last, ended, running, lock, sameDisk, shared, unfiled] = await Promise.all([
    house.db.row<BackupRow>(`select ${columns} from backup where state = 'done' order by ended_at desc limit 1`),
    house.db.row<BackupRow>(`select ${columns} from backup where state = 'failed' order by ended_at desc limit 1`),
    house.db.row(`select 1 from backup where state = 'running'`),
    lockOf(house).catch(() => undefined),
    onSameDisk(house.dataDir, folder),
    isShared(house, folder),
    unfiledSince(house, new Date(at.getTime() - 5 * 60_000)),
  ])
  const failed = ended && (!last || ended.endedAt! > last.endedAt!) ? ended : null
  return { level: levelOf(last?.begunAt, at), last: last ?? null, failed, running: running !== undefined, ready: lock !== undefined, folder, sameDisk, shared, unfiled, at }
}

/** The same in short, for a screen that is about something else. */
export async function backupAge(house: House): Promise<{ level: Level; lastAt: Date | null; failed: boolean; now: Date }> {
  const now = house.clock.now()
  const row = await house.db.row<{ last: Date | null; done: Date | null; failed: Date | null }>(
    `select max(begun_at) filter (where state = 'done') as last, max(ended_at) filter (where state = 'done') as done, max(ended_at) filter (where state = 'failed') as failed from backup`)
  const { last, done, failed } = row!
  return { level: levelOf(last ?? undefined, now), lastAt: last, failed: failed !== null && (done === null || failed > done), now }
}

export function levelOf(last: Date | undefined, at: Date): Level {
  if (!last) return 'never'
  const age = at.getTime() - last.getTime()
  return age > oldAfter ? 'old' : age > lateAfter ? 'late' : 'good'
}

async function onSameDisk(data: string, folder: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(data).catch(() => undefined), stat(folder).catch(() => undefined)])
  // A folder that is not there yet is made where its name says, and nobody knows what will be mounted there.
  return one !== undefined && other !== undefined && one.dev === other.dev
}

/** The newest first. */
export async function backupsMade(house: House, limit = 20): Promise<BackupRow[]> {
  return house.db.rows<BackupRow>(`select ${columns} from backup order by begun_at desc limit $1`, [limit])
}

/** For what an update says; a database of an older program has no such table. */
export async function newestBackup(_config: Config, reader: Reader): Promise<Date | undefined> {
  if (!(await reader.row(`select from pg_class where oid = to_regclass('backup')`))) return undefined
  return (await reader.row<{ at: Date | null }>(`select max(begun_at) as at from backup where state = 'done'`))?.at ?? undefined
}
