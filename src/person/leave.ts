import { notify, type House, type Transactor } from '#core/index.ts'
import { endTokens } from './token.ts'

/** Somebody has no part any more in these campaigns: their tokens of these end, what they hold goes back. */
export async function leaveWhere(house: House, t: Transactor, personId: string, campaigns: { id: string }[], at: Date, { tokens = true } = {}): Promise<void> {
  for (const { id } of campaigns) {
    if (tokens) await endTokens(t, personId, at, id)
    await notify(t, id, { kind: 'person-out', person: personId })
    await house.flow.run('freeze', house, t, id, personId, at)
  }
}
