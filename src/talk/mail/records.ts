import { isIP } from 'node:net'
import { isPublicAddress, refuse, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { asking, checkDkim, checkDmarc, checkSpf, dkimRecord, newDkimKey, type Dkim, type Dmarc, type Spf } from '#channel/email/index.ts'
import { allowMail, domainOf, keepSetting, mailSetting, mailState } from './setting.ts'

export interface MailRecords {
  domain: string
  /** Servers that take what comes back for the sender's address. */
  mx: string[]
  spf: Spf
  dkim: Dkim & { wanted: { name: string; value: string } | null }
  dmarc: Dmarc
}

const selector = 'clamor'

/** Looks up what the name service says about the sender's domain. Where the house has a key of its own, it signs from the moment that its record is seen. */
export async function checkRecords(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<MailRecords> {
  await allowMail(house, actor, campaign)
  const state = mailState(house)
  if (!state) throw refuse('no-mail', 409, 'No mail server is set up yet.')
  const domain = domainOf(state.from)
  const ask = asking(house.config.dns)
  const own = state.dkim ?? undefined
  const [mx, spf, dkim, dmarc] = await Promise.all([ask.mx(domain), checkSpf(ask, domain, senderHost(house, state.server)), checkDkim(ask, domain, own), checkDmarc(ask, domain)]).catch((error: NodeJS.ErrnoException) => {
    throw refuse('names-unanswered', 503, `The name service did not answer (${error.code ?? error.message}).`, { mend: 'Try again in a while.' })
  })
  const setting = mailSetting(house)
  if (own && setting?.dkim && own.signs !== (dkim.result === 'good')) await keepSetting(house, actor!, campaign, { ...setting, dkim: { ...setting.dkim, signs: dkim.result === 'good' } })
  const wanted = own && dkim.result !== 'good' ? { name: `${own.selector}._domainkey.${domain}`, value: dkimRecord(own.publicKey) } : null
  return { domain, mx, spf, dkim: { ...dkim, wanted }, dmarc }
}

/** A mail server on this machine sends from the addresses of this machine. */
function senderHost(house: House, server: string): string {
  return server === 'localhost' || (isIP(server) && !isPublicAddress(server)) ? new URL(house.origin).hostname : server
}

/** Makes a key with which the house signs its letters itself, for a mail server that does not. */
export async function makeDkimKey(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<void> {
  await allowMail(house, actor, campaign)
  const setting = mailSetting(house)
  if (!setting || house.config.smtpUrl) throw refuse('mail-by-environment', 409, 'The operator set mail up in the environment (SMTP_URL), which goes before this screen.')
  if (setting.dkim) throw refuse('dkim-there', 409, 'There is a key already.')
  await keepSetting(house, actor!, campaign, { ...setting, dkim: { selector, ...newDkimKey(), signs: false } })
}
