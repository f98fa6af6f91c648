import type { House, Job } from '#core/index.ts'
import { endExpired } from './change.ts'
import { currentRules, rulesChanged } from './current.ts'
import { endFloods } from './flood.ts'
import { finish } from './sweep.ts'

export const jobs: Job[] = [
  { name: 'finishRule', timeoutSeconds: 3_600, run: finish },
  { name: 'endRules', timeoutSeconds: 60, every: '* * * * *', run: endRules },
]

/** Rules whose time is over and floods that have passed. One campaign at a time. */
export async function endRules(house: House): Promise<void> {
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) {
    await endExpired(house, id)
    await house.db.transact(async (t) => {
      const { limits } = await currentRules(t, house, id)
      if (await endFloods(t, id, limits, house.clock.now())) await rulesChanged(t, id)
    })
  }
}
