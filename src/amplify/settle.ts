import type { House, Transactor, Withdrawal } from '#core/index.ts'

/** After its end what each member opened is kept for so long; then only how often. */
export const keptDays = 7

/** Job: of posts that are long over, who opened them goes and the counts stay; in every campaign. */
export async function settleTaps(house: House): Promise<void> {
  const now = house.clock.now()
  const before = new Date(now.getTime() - keptDays * 86_400_000)
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) {
    await house.db.transact(async (t) => {
      await t.run(
        `update amplify_post a set settled_at = $3, taps = counted.taps, first_tap_at = counted.first, last_tap_at = counted.last
         from (select o.id, coalesce(jsonb_object_agg(t.way, t.taps) filter (where t.way is not null), '{}') as taps, min(t.first) as first, max(t.last) as last from amplify_post o
           left join (select amplify_id, way, count(*)::int as taps, min(tapped_at) as first, max(tapped_at) as last from amplify_tap where campaign_id = $1 group by 1, 2) t on t.amplify_id = o.id
           where o.campaign_id = $1 and o.until < $2 and o.settled_at is null group by o.id) as counted
         where a.campaign_id = $1 and a.id = counted.id`,
        [id, before, now],
      )
      await t.run('delete from amplify_tap where campaign_id = $1 and amplify_id in (select a.id from amplify_post a where a.campaign_id = $1 and a.settled_at = $2)', [id, now])
    })
  }
}

/** Step `withdraw`: a post that its author took back is on no list, and nothing here says that it was. */
export async function dropPosts(t: Transactor, { campaignId, postIds }: Withdrawal): Promise<void> {
  await t.run(
    `delete from amplify_post a using post o where a.campaign_id = $1 and o.campaign_id = $1 and o.id = any($2::uuid[]) and o.channel = a.network and o.external_id = any(a.forms)`, [campaignId, postIds])
}
