import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { foundExample } from '../../demo/found.ts'
import { pourExample } from '../../demo/pour.ts'
import { workExample } from '../../demo/work.ts'
import { openLog, readConfig } from '#core/index.ts'
import { temporaryDataDir } from '#core/postgres/index.ts'
import { closePresses, makeDossiers } from '#deliver/index.ts'
import { openHouse } from '../../src/open.ts'

/** Eight dossiers from the example, all that can be decided decided beforehand through the desk's functions. Goal: under 20 s on 2 cores. */
export async function dossierBench({ posts }: { posts: number }): Promise<void> {
  openLog('silent')
  const config = readConfig({ data: await temporaryDataDir(), log: 'silent' })
  const { house, close } = await openHouse(config, { throwAway: true })
  const dir = await mkdtemp(join(tmpdir(), 'clamor-dossiers-'))
  try {
    const { campaign, people } = await foundExample(house)
    await pourExample(house, campaign, { posts, seed: 1 })
    const decided = await workExample(house, campaign, people, { most: posts, share: 1 })
    const began = performance.now()
    const dossiers = await makeDossiers(house, campaign, { dir })
    const seconds = (performance.now() - began) / 1_000
    const bytes = dossiers.flatMap((one) => one.files).reduce((sum, file) => sum + file.bytes, 0)
    console.log(`${posts} posts, ${decided} statements decided`)
    for (const one of dossiers) console.log(`  ${one.institution}: ${one.questions} questions of ${one.people} people`)
    console.log(`${dossiers.length} dossiers in ${seconds.toFixed(2)} s, ${(bytes / 1e6).toFixed(1)} MB`)
  } finally {
    closePresses()
    await close()
    await rm(dir, { recursive: true, force: true })
  }
}
