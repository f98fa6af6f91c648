import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLog, readConfig, systemClock, uuid7, type Clock, type House } from '#core/index.ts'
import { startPostgres, type StartOptions } from '#core/postgres/index.ts'
import { houseOn, closeHouse } from '../../src/open.ts'
import { PostFile, type Kind } from './posts.ts'

export interface BenchHouse {
  house: House
  url: string
  postgresPid: number
  dataDir: string
  addCampaign(): Promise<{ id: string; slug: string; organisationId: string }>
  /** Posts of this kind, ready in a file. */
  posts(kind: Kind, count: number, seed: number): Promise<PostFile>
  close(): Promise<void>
}

/** A house in a throw-away folder with the settings of real use, unless it is said otherwise: fsync on, commits waited for. */
export async function openBenchHouse({ profile = 'normal', clock = systemClock, settings = {} }: { profile?: StartOptions['profile']; clock?: Clock; settings?: Record<string, unknown> } = {}): Promise<BenchHouse> {
  const dataDir = await mkdtemp(join(tmpdir(), 'clamor-bench-'))
  const log = openLog('warn')
  const postgres = await startPostgres({ dataDir, log, profile })
  const config = readConfig({ log: 'warn', ...settings }, {})
  const house = await houseOn(postgres.url, Buffer.alloc(32, 7), { config, log, dataDir, clock })
  return {
    house,
    url: postgres.url,
    postgresPid: postgres.pid,
    dataDir,
    addCampaign: () => addCampaign(house),
    posts: (kind, count, seed) => PostFile.write(join(dataDir, `posts-${kind}-${seed}.jsonl`), kind, count, seed),
    async close() {
      await closeHouse(house)
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function addCampaign(house: House) {
  const [id, slug] = [uuid7(), `bench-${Math.random().toString(36).slice(2, 8)}`]
  await house.db.transact(async (t) => {
    await t.run(`insert into organisation (id, slug, name, created_at) values ('bench', 'bench', 'Bench', $1) on conflict do nothing`, [new Date()])
    await t.run(`insert into campaign (id, organisation_id, slug, name, created_at) values ($1, 'bench', $2, 'Bench', $3)`, [id, slug, new Date()])
  })
  return { id, slug, organisationId: 'bench' }
}
