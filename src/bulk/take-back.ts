import { refuse, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { allow, audit, may } from '#person/index.ts'
import { bulkById, type Bulk } from './bulk.ts'
import { finishLater, goOn } from './make.ts'

/**
 * Takes back all of it, as far as nobody has moved on from it: at any time, by who did it or a coordinator. What had not had its turn yet is
 * left alone.
 */
export async function takeBackBulk(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<Bulk> {
  allow(actor, campaign, 'bulk.few')
  const now = house.clock.now()
  await house.db.transact(async (t) => {
    await t.rows(`select 1 from bulk where campaign_id = $1 and id = $2 for update`, [campaign.id, id])
    const bulk = await bulkById(t, campaign.id, id)
    if (!bulk || (bulk.personId !== actor.person.id && !may(actor, campaign, 'bulk.all'))) throw noBulk()
    if (bulk.state === 'undoing' || bulk.state === 'undone') throw refuse('already-taken-back', 409, 'This was already taken back.')
    await t.run(`update bulk_statement set outcome = 'stopped' where campaign_id = $1 and bulk_id = $2 and outcome is null`, [campaign.id, id])
    await t.run(`update bulk set state = 'undoing', undone_by = $3 where campaign_id = $1 and id = $2`, [campaign.id, id, actor.person.id])
    await audit(t, { campaignId: campaign.id, at: now, personId: actor.person.id, kind: 'bulk.undone', subject: id, detail: { kind: bulk.kind, statements: bulk.statements } })
    await finishLater(t, campaign.id, id, now)
  })
  await goOn(house, campaign.id, id)
  return (await bulkById(house.db, campaign.id, id))!
}

export function noBulk() {
  return refuse('not-found', 404, 'There is nothing of this kind of yours.')
}
