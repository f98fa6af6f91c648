import { lastInstallation, pendingMigrations, refuse, refuseNewer, settings, version, type Config, type Database, type Migration } from '#core/index.ts'
import { clusterVersion, defaultDataDir } from '#core/postgres/index.ts'
import { withDatabase } from '../open.ts'
import { newestBackup } from './backup-age.ts'
import type { Command, Given } from './command.ts'
import { withHouse } from './with-house.ts'

interface Changes {
  /** Who served last; null where nobody has said so. */
  from: string | null
  to: string
  migrations: { name: string; canBeUndone: boolean; why: string | null }[]
  /** Those of this program that the last one did not know, and the other way round. */
  settings: { new: { name: string; help: string }[]; gone: string[] }
  /** Null: none is known of. */
  backup: { at: string; youngerThanADay: boolean } | null
}

export const command: Command = {
  name: 'upgrade',
  summary: 'Says what this program would change in the database (--check), or brings the database up to it.',
  usage: '[--check]',
  options: { check: { type: 'boolean', help: 'Only say what would change; nothing is written.' } },
  run: (given) => (given.flags['check'] === true ? check(given) : upgrade(given)),
}

/** "clamor start" does the same; for those who want it done before the first of several processes starts. */
async function upgrade(given: Given): Promise<void> {
  const pending = await pendingOf(given.config)
  await withHouse(given, async () => {
    const migrations = pending.map((one) => one.name)
    given.say({ to: version, migrations }, migrations.length === 0 ? `The database is up to Clamor ${version} already.` : `The database is up to Clamor ${version}: ${migrations.join(', ')}.`)
  })
}

async function pendingOf(config: Config): Promise<Migration[]> {
  return (await isThere(config)) ? withDatabase(config, pendingMigrations) : []
}

async function check(given: Given): Promise<void> {
  if (!(await isThere(given.config))) throw refuse('no-database', 404, 'There is no database yet.', { mend: 'Name its folder with --data or CLAMOR_DATA, or begin with "clamor start".' })
  const changes = await withDatabase(given.config, (database, known) => changesOf(given.config, database, known))
  given.say(changes, sentences(changes))
}

/** Looking must not make a database. */
async function isThere({ databaseUrl, data }: Config): Promise<boolean> {
  return databaseUrl !== undefined || (await clusterVersion(data ?? defaultDataDir())) !== undefined
}

async function changesOf(config: Config, database: Database, known: Migration[]): Promise<Changes> {
  await refuseNewer(database, known)
  const [pending, last, backup] = await Promise.all([pendingMigrations(database, known), lastInstallation(database), newestBackup(config, database)])
  const names = settings().map((one) => one.name)
  return {
    from: last?.version ?? null,
    to: version,
    migrations: pending.map(({ name, cannotBeUndone }) => ({ name, canBeUndone: cannotBeUndone === undefined, why: cannotBeUndone ?? null })),
    settings: { new: last ? settings().filter((one) => !last.settings.includes(one.name)) : [], gone: last ? last.settings.filter((name) => !names.includes(name)) : [] },
    backup: backup ? { at: backup.toISOString(), youngerThanADay: Date.now() - backup.getTime() < 86_400_000 } : null,
  }
}

function sentences({ from, to, migrations, settings: { new: fresh, gone }, backup }: Changes): string[] {
  const final = migrations.filter((one) => !one.canBeUndone)
  return [
    from === null ? `Clamor ${to} has not served this database yet.` : from === to ? `Clamor ${to} served this database last.` : `From Clamor ${from} to ${to}:`,
    migrations.length === 0 ? 'The database stays as it is.' : `${migrations.length} migrations would run when it starts:`,
    ...migrations.map(({ name, why }) => `  ${name}${why ? `  CANNOT BE UNDONE: ${why}` : ''}`),
    ...(fresh.length > 0 ? ['New settings:', ...fresh.map(({ name, help }) => `  ${name}: ${help}`)] : []),
    ...(gone.length > 0 ? [`Settings that mean nothing any more: ${gone.join(', ')}`] : []),
    backup === null ? 'No backup is known of. Make one first: "clamor backup".' : `The newest backup was made at ${backup.at}${backup.youngerThanADay ? '.' : ', more than a day ago. Make one first: "clamor backup".'}`,
    ...(migrations.length > 0 ? [`Once they have run, the way back is that backup${final.length > 0 ? '; nothing else brings back what cannot be undone' : ''}.`] : []),
  ]
}
