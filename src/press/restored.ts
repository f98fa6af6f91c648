import { notedSince, type Restored, type Transactor } from '#core/index.ts'

/** Step `restored`: who stands in the press kit no more, and a kit that was taken off, since the backup. */
export async function takeOffAgain(t: Transactor, restored: Restored): Promise<void> {
  const { campaignId, at } = restored
  await t.run('delete from press_piece where campaign_id = $1 and id = any($2::uuid[])', [campaignId, [...notedSince(restored, 'press-piece').keys()]])
  if (notedSince(restored, 'press-kit').get(campaignId)?.['shown'] === false) await t.run('update press_kit set shown = false, version = version + 1, changed_at = $2 where campaign_id = $1', [campaignId, at])
}
