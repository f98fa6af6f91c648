import { notify, refuse, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { clearAreas } from '#statement/index.ts'

/** Below it a person is right more often than not to look. */
const leastAutomatic = 0.8

/**
 * From which confidence on an area is set without a person (0.8 to 0.99); null ends it, and what was set so and still waits
 * is open again. Returns how many that were.
 */
export async function setAutomatic(house: House, actor: Actor | undefined, campaign: CampaignRef, least: number | null): Promise<number> {
  allow(actor, campaign, 'campaign.manage')
  if (least !== null && !(least >= leastAutomatic && least <= 0.99)) throw refuse('automatic-wrong', 422, 'Choose a confidence from 80 to 99 of 100, or none.')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'area.automatic', detail: { least } })
    if (least !== null) {
      await t.run(
        `insert into area_automatic (campaign_id, least, person_id, since) values ($1, $2, $3, $4)
         on conflict (campaign_id) do update set least = excluded.least, person_id = excluded.person_id, since = excluded.since`,
        [campaign.id, least, actor.person.id, at],
      )
      // What waits already is looked at again by the next run of the job.
      await t.run('update area_model set applied = 0 where campaign_id = $1', [campaign.id])
      return 0
    }
    await t.run('delete from area_automatic where campaign_id = $1', [campaign.id])
    const set = await t.rows<{ statementId: string; areaId: string }>('select statement_id as "statementId", issue_area_id as "areaId" from area_guess where campaign_id = $1', [campaign.id])
    const cleared = await clearAreas(t, campaign.id, set)
    await t.run('delete from area_guess where campaign_id = $1 and statement_id = any($2)', [campaign.id, cleared])
    if (cleared.length > 0) await notify(t, campaign.id, { kind: 'edited', statements: cleared.slice(0, 100) })
    return cleared.length
  })
}
