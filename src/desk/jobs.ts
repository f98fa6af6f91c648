import type { House, Job } from '#core/index.ts'
import { learnAreas } from './learned/learn.ts'
import { returnIdle } from './lease.ts'
import { forgetGone } from './looking/looking.ts'

/** Leases that ran out also return when nobody asks for the next statement; what people decide teaches which area fits. */
export const jobs: Job[] = [
  { name: 'returnIdleLeases', timeoutSeconds: 30, every: '* * * * *', run: returnIdleLeases },
  { name: 'learnAreas', timeoutSeconds: 600, every: '*/2 * * * *', run: learnAreas },
]

async function returnIdleLeases(house: House): Promise<void> {
  // One campaign at a time: a statement never spans two.
  const campaigns = await house.db.rows<{ id: string }>('select id from campaign')
  for (const campaign of campaigns) {
    await house.db.transact((t) => returnIdle(t, campaign.id, house.clock.now()))
    await house.db.transact((t) => forgetGone(t, campaign.id, house.clock.now()))
  }
}
