import type { House, Job } from '#core/index.ts'
import { accountsOf } from './accounts.ts'
import { endAsks } from './ask/end.ts'
import { sendDue } from './send.ts'

export const jobs: Job[] = [
  { name: 'sendMessages', timeoutSeconds: 600, run: async (house, payload: { campaignId: string }) => void (await sendDue(house, payload.campaignId, accountsOf(house))) },
  { name: 'sweepOutbox', timeoutSeconds: 600, every: '*/5 * * * *', run: sweep },
  { name: 'endAsks', timeoutSeconds: 60, every: '* * * * *', run: endAsks },
]

/** What a crash left behind is found even when nobody sends anything new. */
async function sweep(house: House): Promise<void> {
  const campaigns = await house.db.rows<{ id: string }>('select id from campaign')
  for (const campaign of campaigns) await sendDue(house, campaign.id, accountsOf(house))
}
