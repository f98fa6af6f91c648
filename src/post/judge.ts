import type { Transactor } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'

export const hands = ['lived', 'saw', 'heard'] as const
/** How somebody knows what they say: they lived it, saw it, or heard of it. */
export type Hand = (typeof hands)[number]

/** Writes down how the desk judges that the author of a post knows; null takes it away. Their own word stays beside it. */
export async function judgePost(t: Transactor, campaignId: string, postId: string, hand: Hand | null): Promise<void> {
  await t.run(`update post set judged = $3 where campaign_id = $1 and id = $2`, [campaignId, postId, hand])
  // Hearsay may not be quoted: it leaves the public pages with the next request.
  await touchPublic(t, campaignId)
}
