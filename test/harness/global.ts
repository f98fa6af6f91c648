import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openLog, readConfig, systemClock } from '#core/index.ts'
import { startPostgres } from '#core/postgres/index.ts'
import { closeHouse, houseOn } from '../../src/open.ts'
import { databaseUrl, onServer, testSecret } from './server.ts'

/** One PostgreSQL for the whole run, and in it one migrated template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'clamor-tests-'))
  const log = openLog('silent')
  const postgres = await startPostgres({ dataDir, log, profile: 'normal' })
  const template = 'clamor_template'
  await onServer(postgres.url, `create database ${template}`)
  const config = readConfig({ log: 'silent' }, {})
  await closeHouse(await houseOn(databaseUrl(postgres.url, template), testSecret, { config, log, dataDir, clock: systemClock }))
  project.provide('postgresUrl', postgres.url)
  project.provide('template', template)
  return async () => {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
