import { notedSince, open, refuse, seal, type Actor, type CampaignRef, type House, type Restored, type Transactor } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { lineOf, missing } from '../text.ts'

/*
 * The one door to how a target is reached beside its public handles. Sealed under a key of its own, which is destroyed with it; nothing
 * else reads target_contact (plan.test.ts greps), and each look is written down.
 */

export interface TargetContact {
  email?: string | undefined
  phone?: string | undefined
  note?: string | undefined
}

/** Whether there is one; tells nothing of it. */
export const hasContact = `exists (select from target_contact k where k.campaign_id = g.campaign_id and k.target_id = g.id)`

export async function readTargetContact(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, reason?: string): Promise<TargetContact> {
  allow(actor, campaign, 'contact.read')
  return house.db.transact(async (t) => {
    const row = await t.row<{ wrapped: Buffer; sealed: Buffer }>(
      `select k.wrapped, c.sealed from target_contact c join target_key k on k.campaign_id = c.campaign_id and k.target_id = c.target_id where c.campaign_id = $1 and c.target_id = $2`, [campaign.id, id])
    if (!row) throw missing('contact')
    await audit(t, { campaignId: campaign.id, at: house.clock.now(), personId: actor.person.id, kind: 'target.contact.read', subject: id, reason })
    return JSON.parse(open(house.keys.unwrapKey(row.wrapped), row.sealed).toString()) as TargetContact
  })
}

export async function keepContact(house: House, t: Transactor, campaignId: string, id: string, given: TargetContact): Promise<void> {
  const contact = checked(given)
  if (Object.keys(contact).length === 0) return forgetContact(t, campaignId, id)
  // A new key with every change: of what it was before nothing can be opened any more.
  const key = house.keys.newDataKey()
  await t.run(
    `insert into target_key (campaign_id, target_id, wrapped) values ($1, $2, $3) on conflict (campaign_id, target_id) do update set wrapped = excluded.wrapped`, [campaignId, id, house.keys.wrapKey(key)])
  await t.run(
    `insert into target_contact (campaign_id, target_id, sealed) values ($1, $2, $3) on conflict (campaign_id, target_id) do update set sealed = excluded.sealed`,
    [campaignId, id, seal(key, Buffer.from(JSON.stringify(contact)))])
}

/** Step `restored`: how targets are reached who were to be reached no more since the backup. */
export async function forgetContactsAgain(t: Transactor, restored: Restored): Promise<void> {
  for (const id of notedSince(restored, 'target-contact').keys()) await forgetContact(t, restored.campaignId, id)
}

export async function forgetContact(t: Transactor, campaignId: string, id: string): Promise<void> {
  await t.run(`delete from target_key where campaign_id = $1 and target_id = $2`, [campaignId, id])
  await t.run(`delete from target_contact where campaign_id = $1 and target_id = $2`, [campaignId, id])
}

function checked(given: TargetContact): TargetContact {
  const [email, phone, note] = [lineOf(given.email ?? '', 254).toLowerCase(), lineOf(given.phone ?? '', 50), lineOf(given.note ?? '', 500)]
  if (email && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(email)) throw refuse('email-wrong', 422, 'This is not a whole e-mail address.')
  return { ...(email ? { email } : {}), ...(phone ? { phone } : {}), ...(note ? { note } : {}) }
}
