import { access, constants, statfs } from 'node:fs/promises'
import type { House } from '#core/index.ts'
import { canMail } from '#talk/index.ts'
import type { Command } from './command.ts'
import { withHouse } from './with-house.ts'

interface Check {
  name: string
  ok: boolean
  found: string
  /** What to do when it is not good; empty when it is. */
  mend: string
}

export const command: Command = {
  name: 'doctor',
  summary: 'Checks the installation and says what to mend.',
  usage: '',
  options: {},
  run: (given) =>
    withHouse(given, async (house) => {
      const checks = await Promise.all([node(), database(house), folding(house), jobs(house), disk(house), clock(house), mail(house), address(house)])
      const ok = checks.every((check) => check.ok)
      given.say({ ok, checks }, checks.map((check) => `${check.ok ? 'good' : 'MEND'}  ${check.name}: ${check.found}${check.mend ? ` ${check.mend}` : ''}`))
      if (!ok) process.exitCode = 1
    }),
}

const good = (name: string, found: string): Check => ({ name, ok: true, found, mend: '' })
const bad = (name: string, found: string, mend: string): Check => ({ name, ok: false, found, mend })

async function node(): Promise<Check> {
  return good('node', process.version)
}

async function database(house: House): Promise<Check> {
  const row = await house.db.row<{ version: string; migrations: number }>(
    `select current_setting('server_version') as version, (select count(*)::int from migration) as migrations`)
  return good('database', `PostgreSQL ${row!.version}, ${row!.migrations} migrations`)
}

async function folding(house: House): Promise<Check> {
  const row = await house.db.row<{ open: number }>(`select count(*)::int as open from arrival where arrived_at < $1`, [new Date(house.clock.now().getTime() - 300_000)])
  return row!.open === 0
    ? good('folding', 'nothing has waited for more than five minutes')
    : bad('folding', `${row!.open} batches of posts are stored but not folded.`, 'Is "clamor start" running? It folds them by itself; nothing is lost.')
}

async function jobs(house: House): Promise<Check> {
  const row = await house.db.row<{ failed: number; error: string | null }>(
    `select count(*)::int as failed, max(left(last_error, 120)) as error from graphile_worker.jobs where last_error is not null`)
  return row!.failed === 0 ? good('jobs', 'none failing') : bad('jobs', `${row!.failed} are failing (${row!.error}).`, 'They are tried again by themselves; if it stays, tell the developers.')
}

async function disk(house: House): Promise<Check> {
  const { bavail, bsize } = await statfs(house.dataDir)
  const free = (bavail * bsize) / 1e9
  await access(house.dataDir, constants.W_OK)
  return free > 2 ? good('disk', `${free.toFixed(1)} GB free`) : bad('disk', `${free.toFixed(1)} GB free.`, 'Make room: below 1 GB PostgreSQL may stop.')
}

async function clock(house: House): Promise<Check> {
  const row = await house.db.row<{ now: Date }>('select now()')
  const apart = Math.abs(row!.now.getTime() - Date.now()) / 1_000
  return apart < 5 ? good('clock', 'agrees with the database') : bad('clock', `${apart.toFixed(0)} s apart from the database.`, 'Switch on time synchronisation (NTP).')
}

async function mail(house: House): Promise<Check> {
  return good('mail', canMail(house) ? 'set up' : 'not set up: links are passed on by hand (SMTP_URL)')
}

async function address(house: House): Promise<Check> {
  const { origin, host } = house.config
  if (origin) return origin.startsWith('https:') ? good('address', origin) : bad('address', `${origin} is not https.`, 'Passwords would travel readable: put a proxy with a certificate in front.')
  const open = host !== '127.0.0.1' && host !== 'localhost' && host !== '::1'
  return open ? bad('address', `listening on ${host} without CLAMOR_ORIGIN.`, 'Set it to the https address that people type.') : good('address', `${house.origin}, this machine only`)
}
