import type { House } from '#core/index.ts'
import { emailOutlet } from '#channel/email/index.ts'
import { readSmsUrl, smsOutlet } from '#channel/sms/index.ts'
import { connectedAccounts } from './account/connected.ts'
import type { Account } from './send.ts'

/** The accounts that this installation can send from, in every campaign. */
export function accountsOf(house: House): Account[] {
  return [...mailAccount(house), ...smsAccount(house)]
}

function mailAccount({ config: { smtpUrl, mailFrom, mailPerHour }, origin }: House): Account[] {
  if (!smtpUrl) return []
  const from = mailFrom ?? `Clamor <clamor@${new URL(origin).hostname}>`
  return [{ name: `email ${new URL(smtpUrl).host}`, outlet: emailOutlet(mailPerHour), connection: { url: smtpUrl, from } }]
}

function smsAccount({ config: { smsUrl, smsFrom, smsPerHour } }: House): Account[] {
  const connection = smsUrl ? readSmsUrl(smsUrl, smsFrom) : undefined
  return connection ? [{ name: `sms ${new URL(connection.url).host}`, outlet: smsOutlet(connection.gateway, smsPerHour), connection }] : []
}

/** Those, and the campaign's own on networks. */
export async function accountsIn(house: House, campaignId: string): Promise<Account[]> {
  return [...accountsOf(house), ...(await connectedAccounts(house, campaignId))]
}

/** Whether an e-mail put into the outbox now would find its way out. */
export function canMail(house: House): boolean {
  return house.config.smtpUrl !== undefined
}

/** Whether an SMS put into the outbox now would find its way out. */
export function canText(house: House): boolean {
  return house.config.smsUrl !== undefined
}
