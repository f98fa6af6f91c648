import { jsonOf, saying, unanswered } from '../answer.ts'
import type { Means } from '../contract.ts'
import type { MastodonConnection } from './outlet.ts'

/** What a server gives at once. */
const pageSize = 40

/** A page of what a server knows under a hashtag: statuses as its API gives them, the newest first; or why there is none. */
export type TagPage = { statuses: unknown[]; before: string | undefined } | { reason: string; again?: Date | undefined }

/**
 * Reads public posts under a hashtag, of whichever servers, as far as this one has heard of them: no server knows all. `before`: the id where the
 * page before it ended.
 */
export async function readTag(tag: string, { server, token }: Pick<MastodonConnection, 'server' | 'token'>, means: Means, before?: string): Promise<TagPage> {
  const later = await means.spend({ requests: 1 })
  if (later) return { reason: 'the budget of requests is used up', again: later }
  const query = new URLSearchParams({ limit: String(pageSize), ...(before ? { max_id: before } : {}) })
  const answer = await means.fetch(`${server}/api/v1/timelines/tag/${encodeURIComponent(tag)}?${query}`, { headers: { accept: 'application/json', authorization: `Bearer ${token}` }, seconds: 20, mostBytes: 4_000_000 }).catch(unanswered)
  if ('state' in answer) return { reason: answer.reason }
  const found: unknown = jsonOf(answer)
  if (answer.status !== 200 || !Array.isArray(found)) return { reason: saying(answer.status, jsonOf(answer)['error']) }
  const last: unknown = found.at(-1)?.id
  return { statuses: found, before: typeof last === 'string' ? last : undefined }
}
