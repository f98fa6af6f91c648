import { findPlace, findPlaces, bringSet, loadTowns, readPlaces } from '#campaign/index.ts'
import { tableBytes } from '#core/table/index.ts'
import { openBenchHouse } from '../intake/house.ts'

/**
 * How long a place is looked for, letter by letter, among the world's towns and `places` of a campaign's own, beside asking the same database for
 * nothing; and what it takes to get them there.
 */
export async function placeBench({ places }: { places: number }): Promise<void> {
  const bench = await openBenchHouse()
  try {
    const { house } = bench
    const campaign = await bench.addCampaign()
    const towns = await timed(() => loadTowns(house))
    console.log(`${towns.result.toLocaleString('en')} towns of the world loaded in ${(towns.ms / 1_000).toFixed(1)} s`)
    const rows = stations(places)
    for (const format of ['csv', 'xlsx'] as const) {
      const file = await timed(() => tableBytes(format, columns, rows, { title: 'Stations' }))
      const read = await timed(() => readPlaces(file.result, { kind: 'polling-station' }))
      const brought = await timed(() => bringSet(house, campaign, null, read.result, { name: 'Stations', file: `stations.${format}` }))
      console.log(`${format}: ${places.toLocaleString('en')} places written in ${(file.ms / 1_000).toFixed(1)} s, ${(file.result.length / 1e6).toFixed(1)} MB; read in ${(read.ms / 1_000).toFixed(1)} s; brought in ${(brought.ms / 1_000).toFixed(1)} s: ${brought.result.added} new, ${brought.result.same} as they were`)
    }
    await house.db.transact((t) => t.run('analyze place, place_name'))
    const typed = words(rows).flatMap((name) => Array.from({ length: Math.min(name.length, 12) }, (_, at) => name.slice(0, at + 1)))
    await measure('nothing', typed, () => house.db.rows('select 1'))
    await measure('letter by letter', typed, (text) => findPlaces(house.db, campaign.id, text))
    for (const length of [1, 2, 3]) await measure(`${length} letters`, typed.filter((text) => text.length === length), (text) => findPlaces(house.db, campaign.id, text))
    await measure('a whole name', words(rows), (text) => findPlace(house.db, campaign.id, text))
  } finally {
    await bench.close()
  }
}

interface Station {
  code: string
  name: string
  arabic: string
  district: string
  lat: number
  lon: number
}

const columns = [
  { name: 'code', cell: (row: Station) => row.code }, { name: 'name', cell: (row: Station) => row.name }, { name: 'name_ar', cell: (row: Station) => row.arabic },
  { name: 'district', cell: (row: Station) => row.district }, { name: 'lat', cell: (row: Station) => row.lat }, { name: 'lon', cell: (row: Station) => row.lon },
]

const syllables = ['ba', 'lo', 'mi', 'ra', 'su', 'ter', 'ven', 'qui', 'sa', 'no', 'dar', 'el', 'cha', 'pi', 'gu']
const letters = ['با', 'لو', 'مي', 'را', 'سو', 'تر', 'فن', 'كي', 'سا', 'نو', 'دار', 'ال', 'شا', 'بي', 'غو']

/** Names as polling stations have them: most begin with the same words. */
function stations(count: number): Station[] {
  let seed = 7
  const random = (most: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % most
  return Array.from({ length: count }, (_, at) => {
    const parts = Array.from({ length: 2 + random(2) }, () => random(syllables.length))
    const [latin, arabic] = [parts.map((part) => syllables[part]).join(''), parts.map((part) => letters[part]).join('')]
    return { code: `S-${at}`, name: `${['Escuela', 'Colegio', 'Centro comunal', 'Mercado'][random(4)]} ${latin} ${random(900)}`, arabic: `مدرسة ${arabic} ${random(900)}`, district: `District ${random(120)}`, lat: 13 + random(1_000_000) / 1e6, lon: -89 + random(1_000_000) / 1e6 }
  })
}

/** What people type: own names, a word of one, Arabic ones, towns of the world, and a country. */
function words(rows: Station[]): string[] {
  const some = rows.filter((_, at) => at % Math.ceil(rows.length / 40) === 0)
  return [...some.map((row) => row.name), ...some.map((row) => row.name.split(' ').slice(1).join(' ')), ...some.map((row) => row.arabic), 'San Salvador', 'Tripoli', 'Beirut', 'Saint-Denis', 'Santa Ana', 'Springfield', 'New York', 'Alexandria', 'Al Hasakah', 'لبنان', 'Santa Ana, El Salvador']
}

async function measure(what: string, texts: string[], ask: (text: string) => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (const text of texts) times.push((await timed(() => ask(text))).ms)
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(1)
  console.log(`${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms (${texts.length} times)`)
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const began = performance.now()
  const result = await work()
  return { result, ms: performance.now() - began }
}
