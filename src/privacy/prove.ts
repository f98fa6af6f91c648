import { isRefusal, refuse, sha256, uuid7, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import { campaignIn, type Campaign } from '#campaign/index.ts'
import { phoneIn } from '#channel/sms/index.ts'
import { allow, audit, limit, newSecret } from '#person/index.ts'
import { destroyApart, openApart, sealApart } from '#post/index.ts'
import { canMail, canText, post } from '#talk/index.ts'
import type { Language } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import { readAddress, type Address } from './address.ts'

/** A link sent by mail opens within this; one that a person passes on may take a day or two on its way. */
export const linkMinutes = { mail: 60, passed: 3 * 24 * 60 }
/** What a link opened stays open so long. */
export const openMinutes = 30
const perAddress = { max: 3, seconds: 86_400 }
/** SMS cost money, and whoever asks is nobody we know. */
const perDay = { max: 100, seconds: 86_400 }

/**
 * Sends a link to an address. The answer is the same for an address that is known, that is not, and that was written to often enough today: only whoever
 * reads its mail learns what is held under it. It is sent in either case, so the time it takes tells nothing.
 */
export async function sendLink(house: House, campaign: Campaign, to: { kind: 'email' | 'phone'; value: string }, language: Language): Promise<void> {
  const address = readAddress(to)
  if (!waysToSend(house).includes(to.kind)) throw refuse('no-mail', 503, 'Nothing is set up that could carry it.', { mend: 'Write to the coordinators with the form below.' })
  const number = to.kind === 'phone' ? phoneIn(address.value) : address.value
  if (!number) throw refuse('address-wrong', 422, 'This is not a whole number.', { mend: 'With the code of the country: +44 ...' })
  if (await overLimit(house, `privacy address`, `${campaign.id} ${number}`, perAddress)) return
  if (to.kind === 'phone' && (await overLimit(house, 'privacy sms', campaign.id, perDay))) return
  const say = translate(language)
  await house.db.transact(async (t) => {
    const secret = await addProof(house, t, campaign.id, address, linkMinutes.mail)
    const words = { campaign: campaignIn(campaign, language).name, link: linkOf(house, campaign, secret), minutes: linkMinutes.mail }
    await post(house, t, {
      campaignId: campaign.id, purpose: 'privacy', language, to: { address: number },
      ...(to.kind === 'phone' ? { channel: 'sms', text: say('privacy.smsText', words) } : { channel: 'email', subject: say('privacy.mailSubject', words), text: say('privacy.mailText', words) }),
    })
  })
}

/** By which of their addresses people can be sent a link here. */
export function waysToSend(house: House): ('email' | 'phone')[] {
  return [...(canMail(house) ? ['email' as const] : []), ...(canText(house) ? ['phone' as const] : [])]
}

async function overLimit(house: House, what: string, who: string, most: { max: number; seconds: number }): Promise<boolean> {
  try {
    await limit(house, what, who, most)
    return false
  } catch (error) {
    if (isRefusal(error) && error.code === 'too-many') return true
    throw error
  }
}

/** A link for somebody whom a coordinator has recognised in another way; how is written into the audit log, the address is not. */
export async function passLink(house: House, actor: Actor | undefined, campaign: CampaignRef, typed: Parameters<typeof readAddress>[0], recognised: string): Promise<string> {
  allow(actor, campaign, 'privacy.manage')
  const address = readAddress(typed)
  const how = recognised.replaceAll('\0', '').trim().slice(0, 300)
  if (how.length < 3) throw refuse('reason-for-log', 422, 'Say how you know that it is them.', { mend: 'It stands in the audit log.' })
  return house.db.transact(async (t) => {
    const secret = await addProof(house, t, campaign.id, address, linkMinutes.passed, actor.person.id)
    await audit(t, { campaignId: campaign.id, at: house.clock.now(), personId: actor.person.id, kind: 'privacy.link', reason: how, detail: { kind: address.kind } })
    return linkOf(house, campaign, secret)
  })
}

function linkOf(house: House, campaign: CampaignRef, secret: string): string {
  return `${house.origin}/${campaign.slug}/yours/${secret}`
}

async function addProof(house: House, t: Transactor, campaignId: string, address: Address, minutes: number, madeBy?: string): Promise<string> {
  const now = house.clock.now()
  const id = uuid7(now)
  const secret = newSecret()
  const sealed = await sealApart(house, t, campaignId, id, Buffer.from(JSON.stringify(address)))
  await t.run(
    `insert into privacy_proof (campaign_id, id, sha256, state, sealed, made_by, created_at, expires_at) values ($1, $2, $3, 'sent', $4, $5, $6, $7)`,
    [campaignId, id, sha256(secret), sealed, madeBy ?? null, now, new Date(now.getTime() + minutes * 60_000)],
  )
  return secret
}

/** Whether a link could be opened now. It is not used up by looking: programs that check mails follow every link. */
export async function linkStands(house: House, campaignId: string, secret: string): Promise<boolean> {
  const row = await house.db.row(
    `select 1 from privacy_proof where campaign_id = $1 and sha256 = $2 and state = 'sent' and expires_at > $3`, [campaignId, sha256(secret.slice(0, 100)), house.clock.now()])
  return row !== undefined
}

/** Opens it, once. What it gives is carried by the pages that follow. */
export async function openLink(house: House, campaignId: string, secret: string): Promise<string> {
  const key = newSecret()
  const now = house.clock.now()
  const [opened] = await house.db.rows(
    `update privacy_proof set state = 'open', sha256 = $3, expires_at = $5 where campaign_id = $1 and sha256 = $2 and state = 'sent' and expires_at > $4 returning 1`,
    [campaignId, sha256(secret.slice(0, 100)), sha256(key), now, new Date(now.getTime() + openMinutes * 60_000)],
  )
  if (!opened) throw linkOver()
  return key
}

/** The address that a page's key stands for. */
export async function provenAddress(house: House, campaignId: string, key: string): Promise<{ proofId: string; address: Address }> {
  const row = await house.db.row<{ id: string; sealed: Buffer }>(
    `select id, sealed from privacy_proof where campaign_id = $1 and sha256 = $2 and state = 'open' and expires_at > $3`, [campaignId, sha256(key.slice(0, 100)), house.clock.now()])
  const bytes = row && (await house.db.transact((t) => openApart(house, t, campaignId, row.id, row.sealed)))
  if (!bytes) throw linkOver()
  return { proofId: row!.id, address: JSON.parse(bytes.toString('utf8')) as Address }
}

function linkOver() {
  return refuse('privacy-link-over', 410, 'This link was opened already, or its time is over.', { mend: 'Ask for a new one.' })
}

/** Job: links whose time is over go, and the address that was sealed with each. */
export async function dropProofs(house: House): Promise<void> {
  for (const { id: campaignId } of await house.db.rows<{ id: string }>('select id from campaign')) {
    await house.db.transact((t) => endProofs(t, campaignId, `expires_at < $2`, [house.clock.now()]))
  }
}

export async function endProofs(t: Transactor, campaignId: string, which: string, values: unknown[]): Promise<void> {
  const gone = await t.rows<{ id: string }>(`delete from privacy_proof where campaign_id = $1 and ${which} returning id`, [campaignId, ...values])
  if (gone.length > 0) await destroyApart(t, campaignId, gone.map((one) => one.id))
}
