import { notify, type House } from '#core/index.ts'
import { campaignById } from '#campaign/index.ts'
import { lockRehearsal, rehearsalById } from './rehearsal.ts'
import { reportOf } from './report.ts'
import { wipe } from './wipe.ts'

/** Writes the report once, then wipes the copy; begun again after a crash, it goes on where it was. */
export async function finishRehearsal(house: House, { campaignId, id }: { campaignId: string; id: string }): Promise<void> {
  const [campaign, rehearsal] = await Promise.all([campaignById(house.db, campaignId), rehearsalById(house.db, campaignId, id)])
  if (!campaign || rehearsal?.state !== 'ending') return
  const copy = await campaignById(house.db, rehearsal.copyId)
  if (copy && !rehearsal.report) {
    const report = await reportOf(house, copy, rehearsal)
    await house.db.transact((t) => t.run('update rehearsal set report = $3, ended_at = $4 where campaign_id = $1 and id = $2 and report is null', [campaignId, id, JSON.stringify(report), house.clock.now()]))
  }
  await wipe(house, rehearsal.copyId)
  await house.db.transact(async (t) => {
    if ((await lockRehearsal(t, campaignId, id))?.state !== 'ending') return
    await t.run(`update rehearsal set state = 'wiped' where campaign_id = $1 and id = $2`, [campaignId, id])
    await notify(t, campaignId, { kind: 'rehearsal' })
  })
}
