import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { openLog, readConfig, SetClock, type House } from '#core/index.ts'
import { closeHouse, houseOn } from '../../src/open.ts'
import { databaseUrl, dropDatabase, onServer, testSecret } from './server.ts'
import { campaignWatcher } from './tables.ts'

export { testSecret }

export interface TestHouse {
  house: House
  /** The clock of this house; it stands still until a test moves it. */
  clock: SetClock
  url: string
  close(): Promise<void>
}

/** The house of one test file: a database of its own, copied from the migrated template. Close it in `afterAll`. */
export async function openTestHouse(settings: Record<string, unknown> = {}): Promise<TestHouse> {
  const admin = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(admin, `create database ${name} template ${inject('template')}`)
  const url = databaseUrl(admin, name)
  const clock = new SetClock(new Date())
  const dataDir = await mkdtemp(join(tmpdir(), 'clamor-test-'))
  const config = readConfig({ port: 8420, log: 'silent', towns: 'no', ...settings }, {})
  const house = await houseOn(url, testSecret, { config, log: openLog(config.log), dataDir, clock, watch: campaignWatcher(inject('growing')) })
  return {
    house,
    clock,
    url,
    async close() {
      await closeHouse(house)
      await dropDatabase(admin, name)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
    template: string
    growing: string[]
  }
}
