import type { House } from '#core/index.ts'
import { emailOutlet, type MailConnection } from '#channel/email/index.ts'
import { readSmsUrl, smsOutlet } from '#channel/sms/index.ts'
import { connectedAccounts } from './account/connected.ts'
import { mailSetting, usualSender } from './mail/setting.ts'
import type { Account } from './send.ts'

/** The accounts that this installation can send from, in every campaign: mail, as the environment or the screen sets it up. */
export function accountsOf(house: House): Account[] {
  return [...mailAccount(house), ...smsAccount(house)]
}

function mailAccount(house: House): Account[] {
  const mail = mailConnection(house)
  return mail ? [{ name: mail.name, outlet: emailOutlet(mail.perHour), connection: mail.connection }] : []
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
  return house.config.smtpUrl !== undefined || mailSetting(house) !== undefined
}

/** Letters that may leave in an hour. */
export function mailsAnHour(house: House): number {
  return (house.config.smtpUrl ? undefined : mailSetting(house)?.perHour) ?? house.config.mailPerHour
}

export function mailConnection(house: House): { name: string; perHour: number; connection: MailConnection } | undefined {
  const { smtpUrl, mailFrom } = house.config
  const perHour = mailsAnHour(house)
  if (smtpUrl) return { name: `email ${new URL(smtpUrl).host}`, perHour, connection: { url: smtpUrl, from: mailFrom ?? usualSender(house) } }
  const set = mailSetting(house)
  if (!set) return undefined
  const { server, port, security, user, password, from, dkim } = set
  return {
    name: `email ${server}:${port}${user ? ` ${user}` : ''}`, perHour,
    connection: { server: { host: server, port, security, ...(user ? { user, password: password ?? '' } : {}) }, from, ...(dkim?.signs ? { dkim: { selector: dkim.selector, privateKey: dkim.privateKey } } : {}) },
  }
}

/** Whether an SMS put into the outbox now would find its way out. */
export function canText(house: House): boolean {
  return house.config.smsUrl !== undefined
}
