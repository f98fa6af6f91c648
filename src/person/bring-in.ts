import { type Actor, type CampaignRef, type House } from '#core/index.ts'
import { emailOf } from './account.ts'
import { audit } from './audit.ts'
import { takePart } from './coalition.ts'
import { makeInvitations } from './invite.ts'
import { allow } from './may.ts'
import { guestNamed } from './organisation.ts'

/**
 * Lets an organisation take part in a campaign, by the invitation of its point person. It is the partner of this name of the host, whatever
 * other organisations of the house are called: nobody learns who else is here.
 */
export async function bringIn(
  house: House, actor: Actor | undefined, campaign: CampaignRef, wish: { name: string; email?: string | undefined; label?: string | undefined; hours?: number },
): Promise<{ organisationId: string; id: string; link: string; expiresAt: Date }> {
  allow(actor, campaign, 'person.manage')
  const at = house.clock.now()
  const email = wish.email ? emailOf(wish.email) : null
  return house.db.transact(async (t) => {
    const organisation = await guestNamed(t, campaign.organisationId, wish.name, at)
    await takePart(t, campaign.id, organisation.id, at)
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'partner.brought-in', subject: organisation.id })
    const [made] = await makeInvitations(house, t, actor, campaign, { organisationId: organisation.id, hours: wish.hours ?? 7 * 24 }, [
      { role: 'volunteer', email, usesLeft: 1, point: true, label: wish.label?.trim().slice(0, 100) || null, waitsFor: null },
    ])
    return { organisationId: organisation.id, id: made!.link.id, link: made!.url, expiresAt: made!.link.expiresAt }
  })
}
