import type { CampaignRef, House } from '#core/index.ts'
import type { Arrival } from '#channel/index.ts'
import { handOn, storeBatch, type Lane, type StoredResult } from '#post/index.ts'
import { Gate, Gathering } from './gather.ts'
import { spent, timed } from './steps.ts'

export interface TakenIn {
  accepted: number
  known: number
  /** One an arrival, in their order: the post it became or was already. */
  results: StoredResult[]
}

/** Posts of one transaction. Larger batches gain nothing more, and hold their locks longer. */
export const batchSize = 1_000

/** Posts that may wait in this process: two seconds' worth. */
const gate = new Gate(20_000)
const gatherings = new Map<string, Gathering<Arrival, StoredResult>>()

/**
 * Takes arrivals of any channel in. The answer comes after the commit; whatever is in it cannot be lost any more, and what is
 * sent again is known. `patient`: waits for its turn and for folding that lags, instead of being refused under overload.
 */
export async function takeIn(
  house: House, campaign: Pick<CampaignRef, 'id'>, arrivals: Arrival[], options: { patient?: boolean } = {},
): Promise<TakenIn> {
  const results: StoredResult[] = []
  const store = async () => {
    for (let at = 0; at < arrivals.length; at += batchSize) {
      results.push(...(await gathering(house, campaign.id).add(arrivals.slice(at, at + batchSize))))
    }
  }
  await (options.patient ? store() : gate.pass(arrivals.length, store))
  const postIds = results.filter((one) => !one.known).map((one) => one.id)
  const handedOn = postIds.length > 0 ? house.flow.run('arrived', house, { campaignId: campaign.id, postIds }) : undefined
  if (options.patient) await handedOn
  else handedOn?.catch((error: Error) => house.log.error({ error: error.stack }, 'what follows an arrival failed; it is tried again'))
  return { accepted: postIds.length, known: arrivals.length - postIds.length, results }
}

function gathering(house: House, campaignId: string): Gathering<Arrival, StoredResult> {
  const name = `${house.db.url} ${campaignId}`
  const found = gatherings.get(name)
  if (found) return found
  for (const [other, gathering] of gatherings) if (gatherings.size >= 1_000 && gathering.idle) gatherings.delete(other)
  let last = 0
  // Folding goes by the time of arrival: two batches never have the same, nor the second an earlier one.
  const later = () => new Date((last = Math.max(house.clock.now().getTime(), last + 1)))
  const made = new Gathering<Arrival, StoredResult>((arrivals, lane) => commit(house, campaignId, arrivals, later(), lane), batchSize)
  gatherings.set(name, made)
  return made
}

/** recognise what is known -> authors and keys -> seal and scan -> write posts and the arrival -> commit -> hand on */
async function commit(house: House, campaignId: string, arrivals: Arrival[], arrivedAt: Date, lane: Lane): Promise<StoredResult[]> {
  const { results, posts, epoch } = await storeBatch(house, campaignId, arrivals, arrivedAt, { lane, timer: timed, spent })
  handOn(posts, epoch)
  return results
}
