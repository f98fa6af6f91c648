import type { Campaign } from '#campaign/index.ts'
import { readArrival } from '#channel/index.ts'
import type { House } from '#core/index.ts'
import { takeIn } from '#intake/index.ts'
import { foldAll } from '#statement/index.ts'

/** Posts come in as over the API and are folded; texts that share no words become statements of their own. */
export async function say(house: House, campaign: Campaign, posts: Record<string, unknown>[]): Promise<void> {
  const arrivals = posts.map((post) => {
    const read = readArrival(post, Buffer.from(JSON.stringify(post)))
    if ('reject' in read) throw new Error(read.reject.detail)
    return read.arrival
  })
  await takeIn(house, campaign, arrivals, { patient: true })
  await foldAll(house, campaign.id)
}
