import { settings } from './config.ts'
import type { Reader } from './data/index.ts'
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
