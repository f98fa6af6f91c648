import type { House, Job } from '#core/index.ts'
import { returnIdle } from './lease.ts'

/** Leases that ran out also return when nobody asks for the next statement. */
export const jobs: Job[] = [
  { name: 'returnIdleLeases', timeoutSeconds: 30, every: '* * * * *', run: returnIdleLeases },
]

async function returnIdleLeases(house: House): Promise<void> {
  // One campaign at a time: a statement never spans two.
  const campaigns = await house.db.rows<{ id: string }>('select id from campaign')
  for (const campaign of campaigns) await house.db.transact((t) => returnIdle(t, campaign.id, house.clock.now()))
}
