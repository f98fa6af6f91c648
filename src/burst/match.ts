import type { FoldedPost, FoldedStatements, House, Transactor, Withdrawal } from '#core/index.ts'
import { namedIn } from '#post/index.ts'
import { alike, sign, type Signature } from '#statement/fold/index.ts'
import { variantsOf } from '#variant/index.ts'
import { linkKey } from './prove.ts'

/** What somebody changed of their text is still theirs from here on; below it, another voice. */
const sameText = 0.6
/** A text is posted within so long after it was opened; clocks of networks differ by a little. */
const within = 30 * 60_000
const slack = 2 * 60_000

interface Running {
  id: string
  bankId: string
  hashtags: string[]
}

/**
 * Step `folded`: posts that say a text of a burst prove that it was posted: each proves one tap, of that text on that network, opened shortly
 * before. Whose post it is nobody asks. One look where no burst runs; where one does, texts are compared once per statement, and posts that
 * are copies of each other are one statement.
 */
export async function matchTaps(house: House, t: Transactor, { campaignId, posts, at }: FoldedStatements): Promise<void> {
  const running = await t.rows<Running>(
    `select b.id, b.bank_id as "bankId", k.hashtags from burst b join bank k on k.campaign_id = b.campaign_id and k.id = b.bank_id
     where b.campaign_id = $1 and b.erased_at is null and b.ends_at > $2 and b.starts_at <= $3`,
    [campaignId, new Date(at.getTime() - within), at],
  )
  for (const burst of running) await matchBurst(house, t, campaignId, burst, posts(), at)
}

async function matchBurst(house: House, t: Transactor, campaignId: string, burst: Running, posts: FoldedPost[], at: Date): Promise<void> {
  const tags = new Set(burst.hashtags.map((tag) => tag.toLowerCase()))
  const tagged = posts.filter((post) => tags.size === 0 || namedIn(post.text).hashtags.some((tag) => tags.has(tag.toLowerCase())))
  if (tagged.length === 0) return
  const texts = (await variantsOf(t, campaignId, burst.bankId)).map(({ id, text }) => ({ id, signature: sign(text) }))
  const saidBy = new Map<string, string | undefined>()
  const said = tagged.flatMap((post) => {
    if (!saidBy.has(post.statementId)) saidBy.set(post.statementId, nearest(texts, sign(post.text)))
    const variantId = saidBy.get(post.statementId)
    return variantId ? [{ ...post, variantId }] : []
  })
  if (said.length > 0) await prove(house, t, campaignId, burst.id, said, at)
}

function nearest(texts: { id: string; signature: Signature }[], signature: Signature): string | undefined {
  let best: { id: string; likeness: number } | undefined
  for (const { id, signature: of } of texts) {
    const { together, likeness } = alike(of, signature)
    if ((together || likeness >= sameText) && likeness > (best?.likeness ?? 0)) best = { id, likeness }
  }
  return best?.id
}

async function prove(house: House, t: Transactor, campaignId: string, burstId: string, said: (FoldedPost & { variantId: string })[], at: Date): Promise<void> {
  // Reposts say it too, but nobody posted it; and a post whose link was pasted has proved its tap already.
  const known = await t.rows<{ id: string; externalId: string }>(
    `select id, external_id as "externalId" from post where campaign_id = $1 and id = any($2::uuid[]) and repost_of is null`, [campaignId, said.map((post) => post.id)])
  const externalId = new Map(known.map((post) => [post.id, post.externalId]))
  const own = said.filter((post) => externalId.has(post.id))
  const keys = new Map(own.map((post) => [post.id, keysOf(house, burstId, post.channel, externalId.get(post.id)!)]))
  const pasted = await t.rows<{ key: string }>(
    `select encode(link_key, 'hex') as key from burst_tap where campaign_id = $1 and burst_id = $2 and link_key = any($3::bytea[])`, [campaignId, burstId, [...keys.values()].flat()])
  const there = new Set(pasted.map((one) => one.key))
  const fresh = own.filter((post) => !keys.get(post.id)!.some((key) => there.has(key.toString('hex')))).sort((a, b) => a.postedAt.getTime() - b.postedAt.getTime())
  const times = fresh.map((post) => post.postedAt.getTime())
  if (times.length === 0) return
  const taps = await t.rows<{ pledgeId: string; number: number; variantId: string; network: string; tappedAt: Date }>(
    `select pledge_id as "pledgeId", number, variant_id as "variantId", network, tapped_at as "tappedAt" from burst_tap
     where campaign_id = $1 and burst_id = $2 and (proof is null or proof = 'word') and variant_id = any($3::uuid[]) and tapped_at between $4 and $5
     order by tapped_at, pledge_id limit 5000 for update skip locked`,
    [campaignId, burstId, [...new Set(fresh.map((post) => post.variantId))], new Date(Math.min(...times) - within), new Date(Math.max(...times) + slack)],
  )
  const pairs = paired(fresh, taps)
  await t.run(
    `update burst_tap set proof = 'post', proved_at = $2, post_id = given.post_id from unnest($3::uuid[], $4::int[], $5::uuid[]) as given (pledge_id, number, post_id)
     where campaign_id = $1 and burst_tap.pledge_id = given.pledge_id and burst_tap.number = given.number`,
    [campaignId, at, pairs.map((one) => one.pledgeId), pairs.map((one) => one.number), pairs.map((one) => one.postId)],
  )
}

/** Each post with the first tap that it can have come from: of this text, on this network, not too long before. */
function paired(posts: (FoldedPost & { variantId: string })[], taps: { pledgeId: string; number: number; variantId: string; network: string; tappedAt: Date }[]) {
  const free = new Map<string, typeof taps>()
  for (const tap of taps) free.set(`${tap.variantId} ${tap.network}`, [...(free.get(`${tap.variantId} ${tap.network}`) ?? []), tap])
  return posts.flatMap((post) => {
    const waiting = free.get(`${post.variantId} ${post.channel}`) ?? []
    const at = post.postedAt.getTime()
    const place = waiting.findIndex((tap) => tap.tappedAt.getTime() <= at + slack && tap.tappedAt.getTime() >= at - within)
    if (place < 0) return []
    const [tap] = waiting.splice(place, 1)
    return [{ pledgeId: tap!.pledgeId, number: tap!.number, postId: post.id }]
  })
}

/** The keys that a pasted link of this post may have: networks write one id in several forms. */
function keysOf(house: House, burstId: string, channel: string, externalId: string): Buffer[] {
  const last = /([A-Za-z0-9_-]+)\/?$/.exec(externalId)?.[1] ?? externalId
  const host = /^https?:\/\/([^/]+)/i.exec(externalId)?.[1]?.toLowerCase()
  if (channel === 'x') return [linkKey(house, burstId, { network: 'x', id: last })]
  if (channel === 'bluesky') return [linkKey(house, burstId, { network: 'bluesky', id: last })]
  if (channel === 'mastodon' && host) return [linkKey(house, burstId, { network: 'mastodon', id: `${host} ${last}` })]
  return []
}

/** Step `withdraw`: a post that was taken back proves nothing any more. */
export async function unproveTaps(t: Transactor, { campaignId, postIds }: Withdrawal): Promise<void> {
  await t.run(`update burst_tap set proof = null, proved_at = null, post_id = null where campaign_id = $1 and post_id = any($2::uuid[])`, [campaignId, postIds])
}
