import type { Actor, House } from '#core/index.ts'
import { hold, mostAtOnce, returnIdle, type Claim } from '../lease.ts'
import { refuseWhenPaused } from '../steer/pause.ts'
import { secondFor } from './person.ts'

/** Gives a person up to `count` statements of which others have proposed what to do, the oldest proposal first. They stay marked as in review. */
export async function claimReviews(house: House, campaignId: string, actor: Actor, count: number): Promise<Claim[]> {
  return house.db.transact(async (t) => {
    const now = house.clock.now()
    await refuseWhenPaused(t, campaignId)
    await returnIdle(t, campaignId, now)
    const locked = await t.rows<{ id: string }>(
      `select s.id from proposal r join statement s on s.campaign_id = r.campaign_id and s.id = r.statement_id
       where r.campaign_id = $1 and r.state = 'open' and r.person_id <> $2 and r.second = any($3) and s.campaign_id = $1 and s.state = 'review'
         and not exists (select from claim c where c.campaign_id = $1 and c.statement_id = s.id)
       order by r.at, r.id limit $4 for update of s skip locked`,
      [campaignId, actor.person.id, await secondFor(t, campaignId, actor), Math.min(Math.max(count, 1), mostAtOnce)],
    )
    return hold(t, campaignId, actor, locked.map((row) => row.id), 'review', now)
  })
}
