import { open, refuse, seal, tellHouse, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { allow, allowInOrganisation, audit, organisations } from '#person/index.ts'

export const securities = ['tls', 'starttls', 'none'] as const

export interface MailSetting {
  server: string
  port: number
  /** tls: from the first byte; starttls: the connection is refused where the server offers none. */
  security: (typeof securities)[number]
  user: string | null
  password: string | null
  /** "Tell us now <desk@example.org>" */
  from: string
  perHour: number
  /** A key of the house's own; it signs once the record that names it was seen. */
  dkim?: { selector: string; privateKey: string; publicKey: string; signs: boolean }
}

const topic = 'mail'
const known = new WeakMap<House, MailSetting | undefined>()

/** Part of opening the house: whether mail is set up is asked at every corner, so each process knows it. */
export async function wakeMail(house: House): Promise<void> {
  await readSetting(house)
  house.live.subscribe(topic, () => void readSetting(house).catch((error: Error) => house.log.warn({ error: error.message }, 'the mail setting could not be read')))
}

async function readSetting(house: House): Promise<void> {
  const row = await house.db.row<{ sealed: Buffer }>(`select sealed from mail_setting where id = 'house'`)
  known.set(house, row && (JSON.parse(open(keyOf(house), row.sealed).toString('utf8')) as MailSetting))
}

/** What was set on the screen, as this process knows it. */
export function mailSetting(house: House): MailSetting | undefined {
  return known.get(house)
}

export type MailState = Pick<MailSetting, 'server' | 'port' | 'security' | 'user' | 'from' | 'perHour'> & {
  /** The environment goes before the screen. */
  by: 'environment' | 'screen'
  dkim: { selector: string; publicKey: string; signs: boolean } | null
}

/** As it is shown: never with a password. */
export function mailState(house: House): MailState | undefined {
  const { smtpUrl, mailFrom, mailPerHour } = house.config
  if (smtpUrl) {
    const url = new URL(smtpUrl)
    const secure = url.protocol === 'smtps:'
    return {
      by: 'environment', server: url.hostname, port: Number(url.port || (secure ? 465 : 587)), security: secure ? 'tls' : 'starttls', user: decodeURIComponent(url.username) || null,
      from: mailFrom ?? usualSender(house), perHour: mailPerHour, dkim: null,
    }
  }
  const set = known.get(house)
  if (!set) return undefined
  const { password: _, dkim, ...shown } = set
  return { ...shown, by: 'screen', dkim: dkim ? { selector: dkim.selector, publicKey: dkim.publicKey, signs: dkim.signs } : null }
}

export function usualSender(house: House): string {
  return `Clamor <clamor@${new URL(house.origin).hostname}>`
}

/** Letters for everybody leave by this server, links for passwords too: it is set by the owners of the organisation that the house belongs to, the first one. */
export async function allowMail(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<void> {
  allow(actor, campaign, 'mail.manage')
  const [first] = await organisations(house.db)
  if (first?.id !== campaign.organisationId) throw refuse('mail-of-house', 403, 'Mail is set up by the owners of the organisation to which this installation belongs.')
  allowInOrganisation(actor, first.id, 'mail.manage')
}

export interface NewMail {
  server: string
  port: number
  security: MailSetting['security']
  user: string
  /** Empty: the one that is there stays, for the same server and user. */
  password: string
  from: string
  perHour: number
}

export async function setMail(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewMail): Promise<void> {
  await allowMail(house, actor, campaign)
  if (house.config.smtpUrl) throw refuse('mail-by-environment', 409, 'The operator set mail up in the environment (SMTP_URL), which goes before this screen.')
  const before = known.get(house)
  const server = wish.server.trim().toLowerCase()
  if (!/^[a-z0-9]([a-z0-9.:-]{0,251}[a-z0-9])?$/.test(server)) throw refuse('server-wrong', 422, 'This is not the name of a server.', { mend: 'It looks like mail.example.org.' })
  if (!Number.isInteger(wish.port) || wish.port < 1 || wish.port > 65_535) throw refuse('port-wrong', 422, 'A port is a number up to 65535.', { mend: 'Most servers have 587 or 465.' })
  if (!Number.isInteger(wish.perHour) || wish.perHour < 1 || wish.perHour > 100_000) throw refuse('number-wrong', 422, 'Give a whole number from 1.')
  const user = clean(wish.user, 300) || null
  const stays = before && before.server === server && before.user === user
  const from = senderOf(wish.from)
  const sameDomain = before && domainOf(before.from) === domainOf(from)
  await keepSetting(house, actor!, campaign, {
    server, port: wish.port, security: wish.security, user, password: user ? clean(wish.password, 500) || (stays ? before.password : null) : null, from, perHour: wish.perHour,
    ...(sameDomain && before.dkim ? { dkim: before.dkim } : {}),
  })
}

/** Mail is no longer sent; whatever needs an answer by mail is shown as a link again. */
export async function removeMail(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<void> {
  await allowMail(house, actor, campaign)
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    await t.run(`delete from mail_setting where id = 'house'`)
    await audit(t, { campaignId: campaign.id, at, personId: actor!.person.id, kind: 'mail.removed' })
    await tellHouse(t, topic)
  })
  await readSetting(house)
}

export async function keepSetting(house: House, actor: Actor, campaign: CampaignRef, setting: MailSetting): Promise<void> {
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    await t.run(
      `insert into mail_setting (id, sealed, set_by, set_at) values ('house', $1, $2, $3)
       on conflict (id) do update set sealed = excluded.sealed, set_by = excluded.set_by, set_at = excluded.set_at, tested_at = null, test = null`,
      [seal(keyOf(house), Buffer.from(JSON.stringify(setting))), actor.person.id, at],
    )
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'mail.set', detail: { server: setting.server, port: setting.port, security: setting.security } })
    await tellHouse(t, topic)
  })
  await readSetting(house)
}

/** A name and an address, or an address alone; whatever could end a line of a letter's head is not one. */
function senderOf(text: string): string {
  const plain = clean(text, 300)
  const [, name = '', address = ''] = /^(?:"?([^"<>]*)"?\s*<([^<>\s]+)>|.*)$/.exec(plain) ?? []
  const sender = address || plain
  if (!/^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:.]+$/.test(sender)) throw refuse('sender-wrong', 422, 'The sender has no e-mail address.', { mend: 'It looks like: Tell us now <desk@example.org>' })
  return name.trim() ? `${name.trim()} <${sender}>` : sender
}

export function addressOf(from: string): string {
  return /<([^<>\s]+)>/.exec(from)?.[1] ?? from.trim()
}

export function domainOf(from: string): string {
  return addressOf(from).split('@').at(-1)!.toLowerCase()
}

function clean(text: string, longest: number): string {
  return text.replace(/[\x00-\x1f\x7f]/g, ' ').trim().slice(0, longest)
}

function keyOf(house: House): Buffer {
  return house.keys.derive('mail')
}
