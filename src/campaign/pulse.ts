import { prepared, type Reader, type Transactor } from '#core/index.ts'

/** By campaign: whether what may be shown of posts changes too. */
const touched = new WeakMap<Transactor, Map<string, boolean>>()

/**
 * Raises the version of what the public may see; in the transaction that changes it, once. When all else is done: everybody at a
 * campaign's desk raises the same row, and whoever locked it early would make all others wait for the rest of their work.
 * `sameWords`: nothing else has changed than what hangs on which question or incident, and how those are told. What may be shown of each post is as
 * it was, and is not read again (publish/memory.ts).
 */
export async function touchPublic(t: Transactor, campaignId: string, { sameWords = false }: { sameWords?: boolean } = {}): Promise<void> {
  const found = touched.get(t)
  if (found) return void found.set(campaignId, !sameWords || found.get(campaignId) === true)
  const campaigns = new Map([[campaignId, !sameWords]])
  touched.set(t, campaigns)
  const sql = prepared('update campaign_pulse set public_version = public_version + 1, words_version = words_version + $2::int where campaign_id = $1')
  t.beforeCommit(() => [...campaigns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, words]) => ({ sql, parameters: [id, words ? 1 : 0] })), 'first')
}

/** Ready-made pages are kept under this version; with another one they are made anew. */
export async function publicVersion(reader: Reader, campaignId: string): Promise<string> {
  const row = await reader.row<{ version: string }>('select public_version as version from campaign_pulse where campaign_id = $1', [campaignId])
  return row?.version ?? '0'
}

/** Under this one what was read of posts, photos and places holds. */
export async function wordsVersion(reader: Reader, campaignId: string): Promise<string> {
  const row = await reader.row<{ version: string }>('select words_version as version from campaign_pulse where campaign_id = $1', [campaignId])
  return row?.version ?? '0'
}
