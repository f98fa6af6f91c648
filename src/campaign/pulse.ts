import { prepared, type Reader, type Transactor } from '#core/index.ts'

const touched = new WeakMap<Transactor, Set<string>>()

/**
 * Raises the version of what the public may see; in the transaction that changes it, once. When all else is done: everybody at a
 * campaign's desk raises the same row, and whoever locked it early would make all others wait for the rest of their work.
 */
export async function touchPublic(t: Transactor, campaignId: string): Promise<void> {
  const found = touched.get(t)
  if (found) return void found.add(campaignId)
  const campaigns = new Set([campaignId])
  touched.set(t, campaigns)
  const sql = prepared('update campaign_pulse set public_version = public_version + 1 where campaign_id = $1')
  t.beforeCommit(() => [...campaigns].sort().map((id) => ({ sql, parameters: [id] })), 'first')
}

/** Ready-made pages are kept under this version; with another one they are made anew. */
export async function publicVersion(reader: Reader, campaignId: string): Promise<string> {
  const row = await reader.row<{ version: string }>('select public_version as version from campaign_pulse where campaign_id = $1', [campaignId])
  return row?.version ?? '0'
}
