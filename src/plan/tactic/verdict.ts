import { notify, refuse, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { missing, stale, textOf } from '../text.ts'
import type { Verdict } from './kinds.ts'
import { tacticById, type Tactic } from './read.ts'
import { mayChange } from './tactic.ts'

/** A person judges, with a reason; figures never do it alone. Null takes the verdict back. */
export async function judge(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, wish: { version: number; verdict: Verdict | null; because?: string | undefined }): Promise<Tactic> {
  allow(actor, campaign, 'plan.work')
  const because = textOf(wish.because ?? '', 1_000)
  if (wish.verdict && because.length < 3) throw refuse('because-missing', 422, 'A verdict says why.', { mend: 'Write a sentence that the next campaign can learn from.' })
  return house.db.transact(async (t) => {
    const before = await tacticById(t, campaign.id, id)
    if (!before) throw missing('tactic')
    mayChange(actor, campaign, before)
    const done = await t.run(
      `update tactic set verdict = $3, because = $4, judged_by = $5, judged_at = $6, state = case when $3::text is not null and state <> 'dropped' then 'done' else state end, version = version + 1
       where campaign_id = $1 and id = $2 and version = $7`,
      [campaign.id, id, wish.verdict, wish.verdict && because, wish.verdict && actor.person.id, wish.verdict && house.clock.now(), wish.version],
    )
    if (done === 0) throw stale(before.version)
    await notify(t, campaign.id, { kind: 'plan', tactic: id })
    return (await tacticById(t, campaign.id, id))!
  })
}
