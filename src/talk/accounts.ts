import type { House } from '#core/index.ts'
import { emailOutlet } from '#channel/email/index.ts'
import { connectedAccounts } from './account/connected.ts'
import type { Account } from './send.ts'

/** The accounts that this installation can send from, in every campaign. */
export function accountsOf(house: House): Account[] {
  const { smtpUrl, mailFrom, mailPerHour } = house.config
  if (!smtpUrl) return []
  const from = mailFrom ?? `Clamor <clamor@${new URL(house.origin).hostname}>`
  return [{ name: `email ${new URL(smtpUrl).host}`, outlet: emailOutlet(mailPerHour), connection: { url: smtpUrl, from } }]
}

/** Those, and the campaign's own on networks. */
export async function accountsIn(house: House, campaignId: string): Promise<Account[]> {
  return [...accountsOf(house), ...(await connectedAccounts(house, campaignId))]
}

/** Whether an e-mail put into the outbox now would find its way out. */
export function canMail(house: House): boolean {
  return house.config.smtpUrl !== undefined
}
