import type { Reader } from '#core/index.ts'
import { lookKinds } from './looks.ts'

/** That somebody of ours looked: when, at what and why. Their names are not said: whoever works here is protected, too. */
export interface OwnLook {
  at: Date
  kind: string
  reason: string | null
}

/** Looks at what came with these posts, by post, the latest first. */
export async function looksAtPosts(reader: Reader, campaignId: string, postIds: string[]): Promise<Map<string, OwnLook[]>> {
  const rows = await reader.rows<OwnLook & { post: string }>(
    `select subject as post, at, kind, reason from audit where campaign_id = $1 and subject = any($2) and kind = any($3) order by id desc limit 1000`, [campaignId, postIds, [...lookKinds]])
  return new Map([...Map.groupBy(rows, (row) => row.post)].map(([post, some]) => [post, some.map(({ post: _, ...look }) => look)]))
}
