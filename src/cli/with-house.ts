import type { House } from '#core/index.ts'
import { openHouse } from '../open.ts'
import type { Given } from './command.ts'

/** Opens the house for one command (joining a running server's database), and closes it whatever happens. */
export async function withHouse<T>(given: Given, work: (house: House) => Promise<T>): Promise<T> {
  const { house, close } = await openHouse(given.config)
  try {
    return await work(house)
  } finally {
    await close()
  }
}
