import { refuse, type House } from '#core/index.ts'
import { shareLink, variantsAt, type Network } from '#variant/index.ts'
import { burstOf, noBurst, stateAt, type Burst } from './burst.ts'
import { capUntil, networksFor, ownTexts, pledgeOf } from './page.ts'

/**
 * Somebody opens one of their texts on a network: counted, and the address is given that opens it. Refused while the burst does not run, for
 * what is not theirs yet, and beyond what anybody may post. Tapped again it opens again and is counted once.
 */
export async function tap(house: House, campaignId: string, burstId: string, pledgeId: string, number: number, network: Network): Promise<string> {
  const now = house.clock.now()
  return house.db.transact(async (t) => {
    // Two windows of one participant come one after the other: the caps hold for both together.
    await t.rows('select 1 from burst_pledge where campaign_id = $1 and id = $2 for update', [campaignId, pledgeId])
    const burst = await burstOf(t, campaignId, burstId)
    const pledge = burst && (await pledgeOf(t, campaignId, burstId, pledgeId))
    if (!burst || !pledge) throw noBurst()
    refuseUnlessRunning(burst, now)
    const text = ownTexts(burst, pledge, await variantsAt(house, campaignId, burst.bank)).find((one) => one.number === number)
    if (!text || text.dueAt > now) throw refuse('text-not-yet', 409, 'This text is not yours yet.', { mend: 'Go back to your page: it shows when it comes.' })
    const address = networksFor(text.variant, pledge.network).includes(network) ? shareLink(network, text.variant) : undefined
    if (!address) throw refuse('network-wrong', 422, 'This text does not go onto this network.', { mend: 'Choose another one.' })
    if (!text.tap) {
      const until = capUntil(pledge.taps.map((one) => one.at), now)
      if (until) throw refuse('enough-for-now', 429, 'Five in a minute and fifteen in an hour are enough: more looks like a machine.', { mend: 'Your page shows when the next one comes.', extra: { retryAfter: Math.ceil((until.getTime() - now.getTime()) / 1_000) } })
    }
    await t.run(
      `insert into burst_tap (campaign_id, pledge_id, number, burst_id, variant_id, network, tapped_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (campaign_id, pledge_id, number) do update set network = case when burst_tap.proof is null then excluded.network else burst_tap.network end`,
      [campaignId, pledgeId, number, burstId, text.variant.id, network, now],
    )
    return address
  })
}

function refuseUnlessRunning(burst: Burst, now: Date): void {
  const state = stateAt(burst, now)
  if (state === 'running') return
  if (state === 'stopped') throw refuse('burst-stopped', 409, 'It is stopped for everybody.', { mend: 'Please post nothing more now.' })
  if (state === 'over') throw refuse('burst-over', 409, 'This is over.', { mend: 'Please post nothing more.' })
  throw refuse('burst-not-begun', 409, 'It has not begun.', { mend: 'Your page shows when it does.' })
}
