import { copyFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { addJob, backupFolder, installationId, isRefusal, journalBesideName, journalName, notify, refuse, sqlState, uniqueViolation, uuid7, type Actor, type CampaignRef, type House, type Job } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { lockOf, type Lock } from './lock.ts'
import { makeBackup, type Made } from './make.ts'
import { rotate } from './rotate.ts'

export type Wish = 'nightly' | 'asked' | 'command'

const signOfLifeMs = 15_000
/** So long without one: the process is gone. */
const silentAfterMs = 120_000
/** One that failed is tried again after this. */
const againAfterMs = 3_600_000

export interface RunOptions {
  wish: Wish
  /** Default: the folder of the settings, where old ones are removed. */
  folder?: string | undefined
  onRows?: (rows: number) => void
}

/** Makes a backup and writes down what became of it, for the screens; refuses where one is being made. */
export async function runBackup(house: House, { wish, folder, onRows }: RunOptions): Promise<Made> {
  const own = backupFolder(house)
  const into = folder ?? own
  const id = await begin(house, wish, into)
  const stop = new AbortController()
  underWay.set(id, stop)
  const life = setInterval(() => void house.db.rows(`update backup set seen_at = $2 where id = $1 and state = 'running'`, [id, house.clock.now()]).catch(() => {}), signOfLifeMs)
  try {
    const made = await makeBackup(house, { folder: into, lock: await lockFor(house), signal: stop.signal, ...(onRows ? { onRows } : {}) })
    await layJournalBeside(house, into)
    if (into === own) await rotate(house, own)
    await end(house, id, `state = 'done', file = $3, keys_file = $4, bytes = $5, keys_bytes = $6, rows = $7`, [made.file, made.keysFile, made.bytes, made.keysBytes, made.rows])
    return made
  } catch (error) {
    const { code, line } = whyOf(error, stop.signal.aborted)
    await end(house, id, `state = 'failed', code = $3, problem = $4`, [code, line]).catch(() => {})
    throw error
  } finally {
    clearInterval(life)
    underWay.delete(id)
  }
}

function whyOf(error: unknown, brokenOff: boolean): { code: string; line: string } {
  if (brokenOff) return { code: 'backup-broken-off', line: 'Clamor stopped while it was made.' }
  return isRefusal(error) ? error : { code: 'backup-failed', line: (error as Error).message.slice(0, 300) }
}

const underWay = new Map<string, AbortController>()

/** What this process is making is broken off; nothing of it stays. */
export async function breakOff(): Promise<void> {
  for (const stop of underWay.values()) stop.abort()
  // What it still has to write down takes a moment.
  for (let tries = 0; underWay.size > 0 && tries < 40; tries++) await new Promise((again) => setTimeout(again, 50))
}

async function lockFor(house: House): Promise<Lock> {
  const lock = await lockOf(house)
  if (!lock) throw refuse('backup-no-key', 409, 'Nobody has said to which key backups are encrypted.', { mend: 'Run "clamor backup key" once on the server, and keep what it prints in a safe place.' })
  return lock
}

/** The row that all processes see. One whose process is gone makes room. */
async function begin(house: House, wish: Wish, folder: string): Promise<string> {
  const now = house.clock.now()
  const id = uuid7(now)
  await house.db.rows(
    `update backup set state = 'failed', ended_at = $1, code = 'backup-broken-off', problem = 'Clamor stopped while it was made.' where state = 'running' and seen_at < $2`,
    [now, new Date(now.getTime() - silentAfterMs)],
  )
  try {
    await house.db.rows(`insert into backup (id, wish, state, begun_at, seen_at, folder) values ($1, $2, 'running', $3, $3, $4)`, [id, wish, now, folder])
  } catch (error) {
    if (sqlState(error) === uniqueViolation) throw refuse('backup-running', 409, 'A backup is being made at this moment.', { mend: 'Wait until it is done.' })
    throw error
  }
  return id
}

async function end(house: House, id: string, set: string, values: unknown[]): Promise<void> {
  const now = house.clock.now()
  await house.db.rows(`update backup set ended_at = $2, seen_at = $2, ${set} where id = $1`, [id, now, ...values])
  for (const campaign of await house.db.rows<{ id: string }>('select id from campaign order by id')) await house.db.transact((t) => notify(t, campaign.id, { kind: 'backup' }))
}

/** The journal beside the backups is appended to with each erasure; whatever it missed is in it from now on. */
async function layJournalBeside(house: House, folder: string): Promise<void> {
  const from = join(house.dataDir, journalName)
  if (!(await stat(from).catch(() => undefined))) return
  const name = journalBesideName(await installationId(house))
  const part = join(folder, `${name}.${process.pid}.part`)
  await copyFile(from, part)
  await rename(part, join(folder, name)).catch(async (error) => {
    await rm(part, { force: true })
    throw error
  })
}

/** A person's wish, done by the process that works off jobs. */
export async function askForBackup(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<void> {
  allow(actor, campaign, 'backup.make')
  await lockFor(house)
  await house.db.transact(async (t) => {
    await audit(t, { campaignId: campaign.id, at: house.clock.now(), personId: actor.person.id, kind: 'backup.asked' })
    await addJob(t, 'makeBackup', {}, { key: 'makeBackup' })
  })
}

export const jobs: Job[] = [
  { name: 'makeBackup', timeoutSeconds: 60, run: async (house) => inBackground(house, 'asked') },
  {
    name: 'nightlyBackup', timeoutSeconds: 60, every: '*/5 * * * *',
    async run(house) {
      if (await isDue(house)) inBackground(house, 'nightly')
    },
  },
]

/** It may take long, and the two places where jobs are done are for those that people wait for. What became of it stands in its row. */
function inBackground(house: House, wish: Wish): void {
  runBackup(house, { wish }).catch((error: Error) => {
    if (isRefusal(error)) house.log.warn({ code: error.code }, `no backup was made: ${error.line}`)
    else house.log.error({ error: error.stack }, 'no backup was made')
  })
}

/** Once a day from the hour of the settings on, also when the machine was off then; an hour after one that failed once more. */
export async function isDue(house: House): Promise<boolean> {
  if (!(await lockOf(house).catch(() => undefined))) return false
  const now = house.clock.now()
  const since = new Date(now)
  since.setUTCHours(house.config.backupHour, 0, 0, 0)
  if (since > now) since.setUTCDate(since.getUTCDate() - 1)
  const row = await house.db.row(
    `select 1 from backup where (state = 'done' and begun_at >= $1) or (state = 'failed' and begun_at >= $2) or (state = 'running' and seen_at >= $3) limit 1`,
    [since, new Date(now.getTime() - againAfterMs), new Date(now.getTime() - silentAfterMs)],
  )
  return row === undefined
}
