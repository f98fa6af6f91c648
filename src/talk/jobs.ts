import type { House, Job } from '#core/index.ts'
import { accountsIn } from './accounts.ts'
import { endAsks } from './ask/end.ts'
import { reconcile } from './reconcile.ts'
import { sendDue } from './send.ts'

export const jobs: Job[] = [
  { name: 'sendMessages', timeoutSeconds: 600, run: async (house, payload: { campaignId: string }) => sendOf(house, payload.campaignId) },
  { name: 'sweepOutbox', timeoutSeconds: 600, every: '*/5 * * * *', run: sweep },
  { name: 'endAsks', timeoutSeconds: 60, every: '* * * * *', run: endAsks },
]

/** What a crash left behind is found even when nobody sends anything new. */
async function sweep(house: House): Promise<void> {
  const campaigns = await house.db.rows<{ id: string }>('select id from campaign')
  for (const campaign of campaigns) await sendOf(house, campaign.id)
}

/** Sends what is due, and looks for what got lost on its way. */
async function sendOf(house: House, campaignId: string): Promise<void> {
  const accounts = await accountsIn(house, campaignId)
  await sendDue(house, campaignId, accounts)
  await reconcile(house, campaignId, accounts)
}
