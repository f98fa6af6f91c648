import type { House, Job, Reader } from '#core/index.ts'
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
  // What is written in a rehearsal stays in its outbox and goes with it.
  if (await isCopy(house.db, campaignId)) return
  const accounts = await accountsIn(house, campaignId)
  await sendDue(house, campaignId, accounts)
  await reconcile(house, campaignId, accounts)
}

async function isCopy(reader: Reader, campaignId: string): Promise<boolean> {
  return (await reader.row('select 1 from campaign where id = $1 and rehearses is not null', [campaignId])) !== undefined
}
