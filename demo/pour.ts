import type { Campaign } from '#campaign/index.ts'
import { readArrival, type Arrival } from '#channel/index.ts'
import type { House } from '#core/index.ts'
import { takeIn } from '#intake/index.ts'
import { foldAll, refreshStatistics } from '#statement/index.ts'
import { examplePosts } from './posts/index.ts'

const batchSize = 1_000

/** Pushes the example posts through the real intake and waits until all are folded. Returns the seconds it took. */
export async function pourExample(
  house: House, campaign: Campaign, options: { posts: number; seed: number; onProgress?: (done: number, of: number) => void },
): Promise<number> {
  const { posts, seed } = options
  const began = performance.now()
  let batch: Arrival[] = []
  let done = 0
  for (const item of examplePosts({ posts, seed })) {
    const read = readArrival(item, Buffer.from(JSON.stringify(item)))
    if ('reject' in read) throw new Error(`an example post is not good: ${read.reject.detail}`)
    if (batch.push(read.arrival) < batchSize) continue
    await takeIn(house, campaign, batch, { patient: true })
    options.onProgress?.((done += batch.length), posts)
    batch = []
  }
  if (batch.length > 0) await takeIn(house, campaign, batch, { patient: true })
  await foldAll(house, campaign.id)
  const seconds = Math.round((performance.now() - began) / 10) / 100
  await refreshStatistics(house)
  return seconds
}
