import { takeIn } from '#intake/index.ts'
import { foldAll } from '#statement/index.ts'
import type { BenchHouse } from './house.ts'
import type { Kind } from './posts.ts'

/** Single posts, as the API takes them in: milliseconds until the answer, one after the other and with 64 senders at once. */
export async function singles(bench: BenchHouse, kind: Kind): Promise<{ name: string; p50: number; p95: number; perSecond: number }[]> {
  const campaign = await bench.addCampaign()
  const posts = await bench.posts(kind, 20_000, 99)
  const runs = []
  for (const [name, count, senders] of [['one sender', 1_000, 1], ['64 senders', 10_000, 64]] as const) {
    const times: number[] = []
    let left: number = count
    const began = performance.now()
    await Promise.all(Array.from({ length: senders }, async () => {
      while (left-- > 0) {
        const start = performance.now()
        await takeIn(bench.house, campaign, posts.next(1))
        times.push(performance.now() - start)
      }
    }))
    const perSecond = Math.round((count * 1_000) / (performance.now() - began))
    times.sort((a, b) => a - b)
    const at = (share: number) => Math.round(times[Math.floor(times.length * share)]! * 10) / 10
    runs.push({ name, p50: at(0.5), p95: at(0.95), perSecond })
  }
  await foldAll(bench.house, campaign.id)
  return runs
}
