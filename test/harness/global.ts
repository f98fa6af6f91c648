import type { TestProject } from 'vitest/node'
import { openLog, readConfig, systemClock } from '#core/index.ts'
import { startPostgres, temporaryDataDir } from '#core/postgres/index.ts'
import { closeHouse, houseOn } from '../../src/open.ts'
import { databaseUrl, onServer, testSecret } from './server.ts'
import { growingTables } from './tables.ts'

/** One PostgreSQL for the whole run, and in it one migrated template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await temporaryDataDir()
  const log = openLog('silent')
  const postgres = await startPostgres({ dataDir, log, profile: 'test', throwAway: true })
  const template = 'clamor_template'
  await onServer(postgres.url, `create database ${template}`)
  const config = readConfig({ log: 'silent' }, {})
  const house = await houseOn(databaseUrl(postgres.url, template), testSecret, { config, log, dataDir, clock: systemClock })
  const growing = await growingTables(house.db)
  await closeHouse(house)
  project.provide('postgresUrl', postgres.url)
  project.provide('template', template)
  project.provide('growing', growing)
  return () => postgres.stop()
}
