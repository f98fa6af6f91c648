import { SetClock } from './clock.ts'
import type { Reader } from './data/index.ts'
import type { House } from './house.ts'

/** What two clocks say: that of this process and that of the database, which all processes share. */
export interface Clocks {
  /** By it something may leave: both clocks must have passed the moment. */
  earliest: Date
  /** By it something is stamped from which a delay counts: no clock may make it older than it is. */
  latest: Date
}

/**
 * A machine whose clock runs ahead must not let anything out, one whose clock lags must not make anything look old. A clock that somebody
 * sets (tests, the played example) is the only one: the database would not follow it.
 */
export async function clocksOf(house: Pick<House, 'clock'>, reader: Reader): Promise<Clocks> {
  const own = house.clock.now()
  if (house.clock instanceof SetClock) return { earliest: own, latest: own }
  const { at } = (await reader.row<{ at: Date }>('select clock_timestamp() as at'))!
  return own < at ? { earliest: own, latest: at } : { earliest: at, latest: own }
}
