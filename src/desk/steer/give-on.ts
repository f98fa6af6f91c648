import { uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { handOver, lockWork, recipient } from './hand-over.ts'

/** How many statements somebody has. */
export async function claimsHeld(reader: Reader, campaignId: string, personId: string, now: Date): Promise<number> {
  return (await reader.row<{ count: number }>('select count(*)::int as count from claim where campaign_id = $1 and person_id = $2 and until > $3', [campaignId, personId, now]))!.count
}

/** All that one has goes on to somebody else, or back to where it waits: whoever goes home leaves nothing in their hands. Returns how many. */
export async function giveOn(house: House, t: Transactor, campaign: CampaignRef, actor: Actor, toId: string | undefined): Promise<number> {
  allow(actor, campaign, 'statement.work')
  const to = toId === undefined || toId === actor.person.id ? undefined : await recipient(t, campaign, toId)
  const held = await t.rows<{ id: string }>('select statement_id as id from claim where campaign_id = $1 and person_id = $2', [campaign.id, actor.person.id])
  const locked = (await lockWork(t, campaign.id, held.map((row) => row.id))).filter((one) => one.holder === actor.person.id)
  if (locked.length === 0) return 0
  const at = house.clock.now()
  const moved = await handOver(house, t, campaign.id, actor.person.id, locked, to, uuid7(at))
  await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'desk.given-on', subject: to?.id, detail: { statements: moved.length } })
  return moved.length
}
