import { noteTakenBack, notify, refuse, notedSince, uuid7, type Actor, type CampaignRef, type House, type Restored, type Transactor } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { burstOf, lockBurst, openStop, ownStop, stateAt, type Burst } from './burst.ts'

export const longestReason = 500

/** STOP for everybody, at once and without a question. Pressed twice it is one STOP; the later reason counts. */
export async function stopBurst(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, reason = ''): Promise<Burst> {
  allow(actor, campaign, 'burst.manage')
  const at = house.clock.now()
  const words = reason.replaceAll('\0', '').trim().slice(0, longestReason)
  return house.db.transact(async (t) => {
    const burst = await lockBurst(t, campaign.id, id)
    if (stateAt(burst, at) === 'over') throw refuse('burst-over', 409, 'It is over.', { mend: 'Nobody is given a text any more.' })
    if (ownStop(burst)) {
      await t.run(`update burst_stop set reason = $3 where campaign_id = $1 and burst_id = $2 and lifted_at is null and $3 <> ''`, [campaign.id, id, words])
    } else {
      await t.run(
        `insert into burst_stop (campaign_id, id, burst_id, reason, stopped_at, stopped_by) values ($1, $2, $3, $4, $5, $6)`, [campaign.id, uuid7(at), id, words, at, actor.person.id])
      await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'burst.stopped', subject: id })
      await noteTakenBack(house, { campaignId: campaign.id, kind: 'burst-stop', ids: [id], says: { stopped: true } })
    }
    await notify(t, campaign.id, { kind: 'burst', burst: id })
    return (await burstOf(t, campaign.id, id))!
  })
}

/** Lifts it again: what was due meanwhile comes spread over some minutes. */
export async function liftStop(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<Burst> {
  allow(actor, campaign, 'burst.manage')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    const burst = await lockBurst(t, campaign.id, id)
    if (!ownStop(burst) && openStop(burst, at)) throw refuse('burst-held', 409, 'Everything of the campaign is held back, this as well.', { mend: 'It goes on when that is lifted, under Publications.' })
    if (!ownStop(burst)) throw refuse('burst-not-stopped', 409, 'It is not stopped.')
    await t.run(`update burst_stop set lifted_at = $3, lifted_by = $4 where campaign_id = $1 and burst_id = $2 and lifted_at is null`, [campaign.id, id, at, actor.person.id])
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'burst.lifted', subject: id })
    await noteTakenBack(house, { campaignId: campaign.id, kind: 'burst-stop', ids: [id], says: { stopped: false } })
    await notify(t, campaign.id, { kind: 'burst', burst: id })
    return (await burstOf(t, campaign.id, id))!
  })
}

/** Step `restored`: what was stopped since the backup, and not lifted again, is stopped here too. */
export async function stopAgain(t: Transactor, restored: Restored): Promise<void> {
  const { campaignId, at } = restored
  const stopped = [...notedSince(restored, 'burst-stop')].filter(([, says]) => says['stopped']).map(([id]) => id)
  await t.run(
    `insert into burst_stop (campaign_id, id, burst_id, reason, stopped_at) select $1, given.id, b.id, '', $4 from unnest($2::uuid[], $3::uuid[]) as given (id, burst_id)
     join burst b on b.campaign_id = $1 and b.id = given.burst_id where not exists (select from burst_stop s where s.campaign_id = $1 and s.burst_id = b.id and s.lifted_at is null)`,
    [campaignId, stopped.map(() => uuid7(at)), stopped, at])
}
