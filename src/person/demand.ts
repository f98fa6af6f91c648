import { refuse, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { audit } from './audit.ts'
import { allow, allowInOrganisation } from './may.ts'
import { campaignsUnder } from './reach.ts'
import { noteDemand } from './noted.ts'

/** Whether a second factor is demanded of everybody from coordinator upward: in this campaign, in all of its organisation. */
export interface Demanded {
  here: boolean
  whole: boolean
}

export async function demandedIn(reader: Reader, campaign: CampaignRef): Promise<Demanded> {
  const rows = await reader.rows<{ whole: boolean }>(
    'select campaign_id is null as whole from factor_demand where organisation_id = $1 and (campaign_id is null or campaign_id = $2)', [campaign.organisationId, campaign.id])
  return { here: rows.some((row) => !row.whole), whole: rows.some((row) => row.whole) }
}

/** Whoever demands it has one: nobody shuts themselves out. From the commit on it holds with everybody's next call. */
export async function demandFactor(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: { whole: boolean; on: boolean }): Promise<void> {
  allow(actor, campaign, 'factor.demand')
  if (wish.whole) allowInOrganisation(actor, campaign.organisationId, 'factor.demand')
  const at = house.clock.now()
  const place = { organisationId: campaign.organisationId, campaignId: wish.whole ? null : campaign.id }
  await house.db.transact(async (t) => {
    if (wish.on && !(await t.row('select 1 from auth_user where id = $1 and two_factor_enabled', [actor.person.id]))) {
      throw refuse('second-factor-first', 409, 'You have no second factor yourself.', { mend: 'Set yours up in your account, then demand it of others.' })
    }
    if (wish.on) {
      await t.run('insert into factor_demand (id, organisation_id, campaign_id, set_by, set_at) values ($1, $2, $3, $4, $5) on conflict do nothing', [uuid7(at), place.organisationId, place.campaignId, actor.person.id, at])
    } else await t.run('delete from factor_demand where organisation_id = $1 and campaign_id is not distinct from $2::uuid', [place.organisationId, place.campaignId])
    await noteDemand(house, place, wish.on)
    for (const { id } of await campaignsUnder(t, [place])) {
      await audit(t, { campaignId: id, at, personId: actor.person.id, kind: 'account.factor-demand', detail: { on: wish.on, whole: wish.whole } })
    }
  })
}
