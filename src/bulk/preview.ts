import type { Actor, CampaignRef, House } from '#core/index.ts'
import { readMany, returnIdle, rulesForMany } from '#desk/index.ts'
import { firstHand, isDeed, outcomes, reasonSql, type Outcome } from './reason.ts'
import { allowWish, doingOf, meantSql, reachSql, type Wish } from './wish.ts'

export interface Preview {
  /** All that the search finds. */
  statements: number
  /** Of them those that it can be done to, the posts that say them, and those that go to a second person. */
  can: number
  posts: number
  second: number
  /** Told at first hand: read before anything is done to them. */
  firstHand: number
  left: { outcome: Outcome; count: number }[]
  /** Who has those that are held. */
  holders: { name: string; count: number }[]
  examples: Example[]
  /** What arrives after this is not meant. */
  seen: Date
}

export interface Example {
  id: string
  text: string
  language: string | null
  posts: number
  firstHand: boolean
}

const shown = 8

/** How many it would be done to, how many are left out and why, and some of what they say; nothing is changed. */
export async function previewBulk(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: Wish): Promise<Preview> {
  allowWish(actor, campaign, wish)
  const { db } = house
  const seen = house.clock.now()
  const doing = await doingOf(house, db, campaign.id, wish)
  await db.transact((t) => returnIdle(t, campaign.id, seen))
  const parameters: unknown[] = [campaign.id]
  const place = (value: unknown) => `$${parameters.push(value)}`
  const reach = await reachSql(db, campaign, actor, parameters)
  const reason = `coalesce(${reasonSql(doing, place)}, case when not ${reach} then 'reach' end)`
  const found = `select s.id, s.posts, s.language, s.issue_area_id, ${reason} as reason from statement s where s.campaign_id = $1 ${meantSql(wish, seen, parameters)}`
  const [counts, holders, examples, free] = await Promise.all([
    db.rows<{ reason: Outcome | null; count: number; posts: number; first: number }>(
      `select m.reason, count(*)::int as count, sum(m.posts)::int as posts,
         count(*) filter (where m.reason is null and exists (select from statement s where s.campaign_id = $1 and s.id = m.id and ${firstHand}))::int as first
       from (${found}) m group by m.reason`, parameters),
    db.rows<Preview['holders'][number]>(
      `select p.name, count(*)::int as count from (${found}) m join claim c on c.campaign_id = $1 and c.statement_id = m.id join person p on p.id = c.person_id
       where m.reason = 'held' group by p.name order by count(*) desc, p.name limit 5`, parameters),
    db.rows<Example>(
      `select m.id, x.text, m.language, m.posts, exists (select from statement s where s.campaign_id = $1 and s.id = m.id and ${firstHand}) as "firstHand"
       from (select * from (${found}) all_of where reason is null order by posts desc, id limit 200) m
       join statement_text x on x.campaign_id = $1 and x.statement_id = m.id order by 5 desc, m.posts desc, m.id limit ${shown}`, parameters),
    isDeed(doing.kind) ? db.rows<{ id: string; issueAreaId: string | null }>(`select m.id, m.issue_area_id as "issueAreaId" from (${found}) m where m.reason is null`, parameters) : [],
  ])
  const second = isDeed(doing.kind) ? await rulesForMany(db, { campaignId: campaign.id, personId: actor.person.id, deed: readMany(house, wish.kind, wish.fields).deed }, free) : new Map()
  const can = counts.find((row) => row.reason === null)
  return {
    statements: counts.reduce((sum, row) => sum + row.count, 0), can: can?.count ?? 0, posts: can?.posts ?? 0, second: second.size, firstHand: can?.first ?? 0,
    left: outcomes.flatMap((outcome) => counts.filter((row) => row.reason === outcome).map(({ count }) => ({ outcome, count }))),
    holders, examples, seen,
  }
}
