/** The world's towns of GeoNames: one table for all campaigns, filled once, when somebody first looks for a place. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { addJob, type House, type Reader, type Transactor } from '#core/index.ts'
import { foldName } from '../fold-name.ts'
import type { Place } from './place.ts'

interface TownRow {
  id: number
  name: string
  country: string
  region: string | null
  population: number
  lat: number
  lon: number
}

const columns = 'id, name, country, region, population, lat, lon'

const placeOf = ({ id, ...town }: TownRow): Place => ({ ...town, id: `geonames:${id}`, label: town.name, district: null, code: null, kind: 'town', own: false })

/** Above every letter, in the order of bytes. */
export const last = '\u{10ffff}'

/** Up to so many letters begin thousands of towns: beside those of the country only the large ones are meant, and those that are called just so. */
const fewLetters = 3

/** Towns whose name begins so, the exact ones first, then those of the country, then the large ones. `name` is folded. `within`: of no other country. */
export async function townsBeginning(reader: Reader, name: string, { within, first, limit }: { within?: string | undefined; first?: string | undefined; limit: number }): Promise<Place[]> {
  if (name === '') return within ? (await reader.rows<TownRow>(`select ${columns} from town where country = $1 order by population desc, id limit $2`, [within, limit])).map(placeOf) : []
  const begins = 'folded >= $1 and folded < $3'
  const large = name.length <= fewLetters ? 'and population >= 50000' : ''
  const rows = await reader.rows<TownRow>(
    within
      ? `select ${columns} from town where country = $4 and ${begins} order by folded = $1 desc, population desc, id limit $2`
      : `select ${columns} from (
           (select ${columns}, folded from town where folded = $1 order by population desc, id limit $2)
           union (select ${columns}, folded from town where country = $4 and ${begins} order by population desc, id limit $2)
           union (select ${columns}, folded from town where ${begins} ${large} order by population desc, id limit $2)
         ) found order by folded = $1 desc, country = $4 desc nulls last, population desc, id limit $2`,
    [name, limit, name + last, within ?? first ?? null],
  )
  return rows.map(placeOf)
}

/** Towns of exactly this name, the largest first. `name` is folded. */
export async function townsCalled(reader: Reader, name: string, country?: string, limit = 9): Promise<Place[]> {
  const rows = await reader.rows<TownRow>(`select ${columns} from town where folded = $1 and ($2::text is null or country = $2) order by population desc, id limit $3`, [name, country ?? null, limit])
  return rows.map(placeOf)
}

/** The country in which most of these points lie, by the town next to each. */
export async function countryAround(reader: Reader, points: { lat: number; lon: number }[]): Promise<string | undefined> {
  const some = points.length > 25 ? Array.from({ length: 25 }, (_, at) => points[Math.floor((at * points.length) / 25)]!) : points
  const row = await reader.row<{ country: string; share: number }>(
    `select near.country, count(*)::float8 / $3 as share from unnest($1::float8[], $2::float8[]) as point (lat, lon)
     cross join lateral (
       select country from town where town.lat between point.lat - 0.7 and point.lat + 0.7 and town.lon between point.lon - 0.7 and point.lon + 0.7
       order by (town.lat - point.lat) ^ 2 + (town.lon - point.lon) ^ 2 limit 1
     ) near group by 1 order by 2 desc limit 1`,
    [some.map((one) => one.lat), some.map((one) => one.lon), Math.max(some.length, 1)],
  )
  return row && row.share > 0.6 ? row.country : undefined
}

export async function townsLoaded(reader: Reader): Promise<boolean> {
  return (await reader.row<{ there: boolean }>('select exists (select from town) as there'))!.there
}

/** Codes of the countries in which there are towns. */
export async function countriesOf(reader: Reader): Promise<string[]> {
  return (await reader.rows<{ country: string }>('select distinct country from town order by 1')).map((row) => row.country)
}

const asked = new WeakSet<House>()

/** Sees to it that the towns come, once; nobody waits for them. */
export async function askForTowns(house: House): Promise<void> {
  if (!house.config.towns || asked.has(house)) return
  asked.add(house)
  if (!(await townsLoaded(house.db))) await house.db.transact((t) => addJob(t, 'loadTowns', {}, { key: 'loadTowns' }))
}

/** Job: fills the table, all of it or nothing. */
export async function loadTowns(house: Pick<House, 'db'>): Promise<number> {
  return house.db.transact(async (t) => {
    await t.run('lock table town in share row exclusive mode')
    if (await townsLoaded(t)) return 0
    let count = 0
    for await (const towns of readTowns()) count += await insertTowns(t, towns)
    await t.run(
      `update town set region = largest.name from (select distinct on (country, admin) country, admin, id, name from town order by country, admin, population desc, id) largest
       where largest.country = town.country and largest.admin = town.admin and largest.id <> town.id`,
    )
    await t.run('analyze town')
    return count
  })
}

type ReadTown = Omit<TownRow, 'region'> & { admin: string }

async function* readTowns(): AsyncGenerator<ReadTown[]> {
  const thread = new Worker(new URL('./towns-thread.ts', import.meta.url), { execArgv: [], env: {} })
  const parts: ReadTown[][] = []
  let wake = () => {}
  let ended = false
  let failed: Error | undefined
  thread.on('message', (part) => {
    parts.push(part)
    wake()
  })
  thread.on('error', (error) => (failed = error as Error))
  thread.on('exit', () => {
    ended = true
    wake()
  })
  try {
    for (;;) {
      const part = parts.shift()
      if (part) yield part
      else if (failed) throw failed
      else if (ended) return
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    if (!ended) {
      const gone = once(thread, 'exit')
      await thread.terminate()
      await gone
    }
  }
}

async function insertTowns(t: Transactor, towns: ReadTown[]): Promise<number> {
  const column = <K extends keyof ReadTown>(key: K) => towns.map((one) => one[key])
  return t.run(
    `insert into town (id, name, folded, country, admin, population, lat, lon)
     select * from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::float8[], $8::float8[]) on conflict (id) do nothing`,
    [column('id'), column('name'), towns.map((one) => foldName(one.name)), column('country'), column('admin'), column('population'), column('lat'), column('lon')],
  )
}
