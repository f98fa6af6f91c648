import {
  Database,
  Keys,
  Live,
  migrate,
  migrateJobs,
  openLog,
  readMigrations,
  readSecret,
  refuseNewer,
  systemClock,
  type Clock,
  type Config,
  type House,
  type Log,
  type Migration,
  type Watcher,
} from '#core/index.ts'
import { checkServer, defaultDataDir, prepareDataDir, startPostgres } from '#core/postgres/index.ts'
import { flow, migrationFiles } from './flow.ts'

export interface Opened {
  house: House
  /** Resolves with a line that says why, only if the built-in PostgreSQL ends without having been asked to. */
  ended: Promise<string>
  close(): Promise<void>
}

/**
 * Opens the house: finds or starts PostgreSQL, brings the schema up to this program, reads the keys.
 * `serving`: this process is to be the only server on a built-in database; other commands join one that runs. `throwAway`: the
 * data folder goes when the last process lets go of it.
 */
export async function openHouse(config: Config, options: { serving?: boolean; throwAway?: boolean; clock?: Clock } = {}): Promise<Opened> {
  const log = openLog(config.log)
  const dataDir = config.data ?? defaultDataDir()
  await prepareDataDir(dataDir)
  const postgres = await findPostgres(config, dataDir, log, options)
  try {
    const secret = await readSecret(config, dataDir)
    const house = await houseOn(postgres.url, secret, { config, log, dataDir, clock: options.clock ?? systemClock })
    return {
      house,
      ended: postgres.ended,
      async close() {
        await closeHouse(house)
        await postgres.stop()
      },
    }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

interface Found {
  url: string
  ended: Promise<string>
  stop(): Promise<void>
}

async function findPostgres(config: Config, dataDir: string, log: Log, options: { serving?: boolean; throwAway?: boolean }): Promise<Found> {
  if (config.databaseUrl) {
    await checkServer(config.databaseUrl)
    return { url: config.databaseUrl, ended: new Promise<string>(() => {}), stop: async () => {} }
  }
  return startPostgres({ dataDir, log, serving: options.serving ?? false, throwAway: options.throwAway ?? false, profile: config.postgresProfile })
}

/** Gives `work` the database as it is: no migration is run and no key is read. */
export async function withDatabase<T>(config: Config, work: (database: Database, known: Migration[]) => Promise<T>): Promise<T> {
  const dataDir = config.data ?? defaultDataDir()
  const postgres = await findPostgres(config, dataDir, openLog(config.log), {})
  const database = new Database(postgres.url)
  try {
    return await work(database, await readMigrations(await migrationFiles()))
  } finally {
    await database.end()
    await postgres.stop()
  }
}

/** A house on a database that is there; the tests use it too. */
export async function houseOn(
  url: string,
  secret: Buffer,
  parts: Pick<House, 'config' | 'log' | 'dataDir' | 'clock'> & { watch?: Watcher; restoring?: boolean },
): Promise<House> {
  const db = new Database(url, { onError: (error) => parts.log.warn({ error: error.message }, 'a database connection was lost'), ...(parts.watch ? { watch: parts.watch } : {}) })
  const live = new Live(url, parts.log)
  const origin = (parts.config.origin ?? `http://localhost:${parts.config.port}`).replace(/\/$/, '')
  const { config, log, dataDir, clock } = parts
  const house: House = { config, log, dataDir, clock, db, live, keys: new Keys(secret), origin, flow }
  try {
    const files = await migrationFiles()
    // Before anything is written, and before the jobs, whose own migrations say the same less plainly.
    await refuseNewer(db, await readMigrations(files))
    await migrateJobs(house)
    await migrate(db, files, { restoring: parts.restoring ?? false })
    await live.start()
    for (const slice of flow.slices) await slice.wake?.(house)
  } catch (error) {
    await closeHouse(house)
    throw error
  }
  return house
}

export async function closeHouse(house: House): Promise<void> {
  for (const slice of house.flow.slices) await slice.rest?.(house).catch((error: Error) => house.log.error({ error: error.stack, slice: slice.name }, 'could not be left in order'))
  await house.live.end().catch(() => {})
  await house.db.end()
}
