import { randomBytes } from 'node:crypto'
import { settings } from './config.ts'
import type { Reader, Transactor } from './data/index.ts'
import type { House } from './house.ts'
import { version } from './version.ts'

/** The program that served a database last. */
export interface Installation {
  version: string
  /** Names of the settings that it knew. */
  settings: string[]
}

/** Said by each program that begins to serve. */
export async function rememberInstallation(house: House): Promise<void> {
  await house.db.transact((t) => t.run(
    `insert into installation (one, version, settings, at) values (true, $1, $2, $3)
     on conflict (one) do update set version = excluded.version, settings = excluded.settings, at = excluded.at`,
    [version, settings().map((one) => one.name), house.clock.now()]))
}

/** Undefined where nobody has served yet, or only a program that did not say so. */
export async function lastInstallation(reader: Reader): Promise<Installation | undefined> {
  const there = await reader.row(`select from pg_class where oid = to_regclass('installation')`)
  return there ? reader.row<Installation>('select version, settings from installation') : undefined
}

const ids = new WeakMap<object, Promise<string>>()

/**
 * Tells what this database and its folder leave elsewhere, such as backups, from what another Clamor leaves there, also from one that was
 * restored from the same backup. Eight signs.
 */
export async function installationId({ db, clock }: Pick<House, 'db' | 'clock'>): Promise<string> {
  const known = ids.get(db) ?? db.transact(async (t) => {
    const row = await t.row<{ id: string }>(
      `insert into installation (one, version, settings, at, id) values (true, $1, $2, $3, $4) on conflict (one) do update set id = coalesce(installation.id, excluded.id) returning id`,
      [version, settings().map((one) => one.name), clock.now(), randomBytes(4).toString('hex')])
    return row!.id
  })
  ids.set(db, known)
  known.catch(() => ids.delete(db))
  return known
}

/** What was restored is another installation than the one that was backed up: both may go on, side by side. */
export async function becomeAnother(t: Transactor): Promise<void> {
  await t.run('update installation set id = null')
}
