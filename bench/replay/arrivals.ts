import { readArrival, type Arrival } from '#channel/index.ts'
import { benchLines } from '../intake/posts.ts'

/** Posts of the example campaign as the API reads them, one after the other. */
export function* benchArrivals(count: number, seed: number): Generator<Arrival, undefined> {
  for (const line of benchLines('example', count, seed)) {
    const read = readArrival(JSON.parse(line), Buffer.from(line))
    if ('reject' in read) throw new Error(`a post of the bench is not good: ${read.reject.detail}`)
    yield read.arrival
  }
  return undefined
}
