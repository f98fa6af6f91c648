import { notify, type House, type Transactor } from '#core/index.ts'
import { endTokens } from './token.ts'

/** Somebody has no part any more in these campaigns: what they hold goes back, their tokens of these end. `forGood` false: they are only frozen. */
export async function leaveWhere(house: House, t: Transactor, personId: string, campaigns: { id: string }[], at: Date, { forGood = true } = {}): Promise<void> {
  for (const { id } of campaigns) {
    if (forGood) await endTokens(t, personId, at, id)
    await notify(t, id, { kind: 'person-out', person: personId })
    await house.flow.run('freeze', house, t, id, personId, at)
    if (forGood) await house.flow.run('leave', house, t, id, personId, at)
  }
}
