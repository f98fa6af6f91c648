import { notify, type House, type Transactor } from '#core/index.ts'
import { lockTrial, unitsOf, type Trial, type Unit } from './trial.ts'
import { standing, winsOf, type Standing } from './verdict.ts'

/** A tap is written within a second; this much later a window is certainly counted whole. */
const settles = 60_000

/** Every campaign with a trial that runs: a shared table and a loop, never across campaigns. */
export async function judgeTrials(house: House): Promise<void> {
  for (const { id } of await house.db.rows<{ id: string }>(`select id from campaign`)) {
    const running = await house.db.rows<{ id: string }>(`select id from trial where campaign_id = $1 and state = 'running' order by id`, [id])
    for (const trial of running) await house.db.transact((t) => judgeTrial(t, id, trial.id, house.clock.now()))
  }
}

/** Counts the units whose window is over, and says who has won, if anybody can say. */
async function judgeTrial(t: Transactor, campaignId: string, trialId: string, now: Date): Promise<Trial> {
  const trial = await lockTrial(t, campaignId, trialId)
  if (trial.state !== 'running') return trial
  await count(t, campaignId, trialId, new Date(now.getTime() - settles))
  const units = await unitsOf(t, campaignId, trialId)
  const { winner } = standingOf(trial, units)
  const over = trial.endsAt.getTime() + settles <= now.getTime() && units.every((unit) => unit.taps !== null)
  if (winner === undefined && !over) return trial
  await t.run(
    `update trial set state = $3, winner = $4, decided_at = $5, version = version + 1 where campaign_id = $1 and id = $2`,
    [campaignId, trialId, winner === undefined ? 'undecided' : 'won', winner ?? null, now],
  )
  await notify(t, campaignId, { kind: 'trial', trial: trialId })
  return lockTrial(t, campaignId, trialId)
}

async function count(t: Transactor, campaignId: string, trialId: string, before: Date): Promise<void> {
  await t.run(
    `update trial_unit u set taps = counted.taps
     from (
       select due.number, coalesce(sum(tap.taps), 0)::int as taps
       from trial_unit due
       left join short_link_tap tap on tap.campaign_id = due.campaign_id and tap.code = due.code and tap.device <> 'preview' and tap.at < due.matures_at
       where due.campaign_id = $1 and due.trial_id = $2 and due.taps is null and due.matures_at <= $3
       group by due.number
     ) counted
     where u.campaign_id = $1 and u.trial_id = $2 and u.number = counted.number`,
    [campaignId, trialId, before],
  )
}

/** How the arms stand by what is counted so far. */
export function standingOf({ arms }: Pick<Trial, 'arms'>, units: readonly Unit[]): Standing & { decided: number[][] } {
  const blocks: (number | undefined)[][] = []
  for (const { number, arm, taps } of units) (blocks[Math.floor(number / arms.length)] ??= [])[arm] = taps ?? undefined
  const decided = winsOf(arms.length, blocks)
  return { ...standing(decided), decided }
}
