import type { House } from '#core/index.ts'
import { destroyApart } from '#post/index.ts'
import { dropQueued } from '#talk/index.ts'
import { burstOf } from './burst.ts'
import { countFigures } from './figures.ts'

/** After the end: addresses and names go the day after, all that is left of participants after a month; the figures stay. */
export const keptDays = { contact: 1, pledge: 30 } as const
const day = 86_400_000
const atOnce = 1_000

/** Job: erases what participants left behind, in every campaign. */
export async function eraseParticipants(house: House): Promise<void> {
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) await eraseIn(house, id)
}

export async function eraseIn(house: House, campaignId: string): Promise<void> {
  const now = house.clock.now()
  const over = await house.db.rows<{ id: string; endsAt: Date }>(
    `select id, ends_at as "endsAt" from burst where campaign_id = $1 and erased_at is null and ends_at <= $2`, [campaignId, new Date(now.getTime() - keptDays.contact * day)])
  for (const { id, endsAt } of over) {
    while ((await eraseContacts(house, campaignId, id)) === atOnce);
    if (endsAt.getTime() <= now.getTime() - keptDays.pledge * day) await erasePledges(house, campaignId, id)
  }
}

async function eraseContacts(house: House, campaignId: string, burstId: string): Promise<number> {
  return house.db.transact(async (t) => {
    const some = await t.rows<{ id: string; outgoing: string[] }>(
      `select id, outgoing from burst_pledge where campaign_id = $1 and burst_id = $2 and (sealed is not null or mail_key is not null) order by id limit ${atOnce} for update`, [campaignId, burstId])
    const ids = some.map((one) => one.id)
    if (ids.length === 0) return 0
    await dropQueued(t, campaignId, some.flatMap((one) => one.outgoing))
    await t.run(`update burst_pledge set sealed = null, mail_key = null, outgoing = '{}', mail = 'ended' where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, ids])
    await destroyApart(t, campaignId, ids)
    return ids.length
  })
}

/** The figures are counted a last time and kept; the rows go, and with them every personal link. */
async function erasePledges(house: House, campaignId: string, burstId: string): Promise<void> {
  await house.db.transact(async (t) => {
    await t.rows('select 1 from burst where campaign_id = $1 and id = $2 for update', [campaignId, burstId])
    const burst = (await burstOf(t, campaignId, burstId))!
    if (burst.erasedAt) return
    const figures = await countFigures(t, campaignId, burst)
    await t.run('update burst set figures = $3, erased_at = $4 where campaign_id = $1 and id = $2', [campaignId, burstId, JSON.stringify({ ...figures, latest: [] }), house.clock.now()])
    await t.run('delete from burst_pledge where campaign_id = $1 and burst_id = $2', [campaignId, burstId])
  })
}
