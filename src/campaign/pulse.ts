import type { Reader, Transactor } from '#core/index.ts'

/** Raises the version of what the public may see; in the transaction that changes it. */
export async function touchPublic(t: Transactor, campaignId: string): Promise<string> {
  const row = await t.row<{ version: string }>(
    'update campaign_pulse set public_version = public_version + 1 where campaign_id = $1 returning public_version as version',
    [campaignId],
  )
  return row!.version
}

/** Ready-made pages are kept under this version; with another one they are made anew. */
export async function publicVersion(reader: Reader, campaignId: string): Promise<string> {
  const row = await reader.row<{ version: string }>('select public_version as version from campaign_pulse where campaign_id = $1', [campaignId])
  return row?.version ?? '0'
}
