import { refuse, uuid7, type Reader, type Transactor } from '#core/index.ts'
import { foldName } from '../fold-name.ts'
import { withCountry } from './country.ts'
import { last, townsBeginning, townsCalled } from './town.ts'

export interface Place {
  id: string
  name: string
  /** The name that was looked for, as it was given: in the script of whoever typed. */
  label: string
  district: string | null
  region: string | null
  /** ISO 3166; null of the campaign's own. */
  country: string | null
  code: string | null
  lat: number
  lon: number
  kind: string
  population: number | null
  /** Of the campaign's own gazetteer, not of the world's towns. */
  own: boolean
}

export interface NewPlace {
  name: string
  /** Further names, in any script. */
  names?: string[] | undefined
  district?: string | null | undefined
  region?: string | null | undefined
  code?: string | null | undefined
  lat: number
  lon: number
  /** `country`, `region`, `district`, `city`, `town`, `village`, `polling-station`, `clinic`, ... */
  kind?: string | undefined
}

const columns = `p.id, p.name, p.labels, p.district, p.region, p.code, p.lat, p.lon, p.kind`

type Row = Omit<Place, 'label' | 'country' | 'population' | 'own'> & { labels: string[] }

/** What is known of a place besides: the set that it belongs to, and by what it is known again. */
export interface PlacedIn {
  setId: string
  identity: string
}

/** Adds places to the campaign's gazetteer. Gives their ids in the same order. */
export async function addPlaces(t: Transactor, campaignId: string, places: (NewPlace & Partial<PlacedIn>)[], at: Date): Promise<string[]> {
  const rows = places.map((place) => ({ id: uuid7(at), ...checked(place) }))
  await t.run(
    `insert into place (campaign_id, id, name, names, labels, district, region, code, lat, lon, kind, set_id, identity)
     select $1, x.id, x.name, x.names, x.labels, x.district, x.region, x.code, x.lat, x.lon, x.kind, x.set_id, x.identity from ${recordset}`,
    [campaignId, JSON.stringify(rows)],
  )
  await addNames(t, campaignId, rows)
  return rows.map((row) => row.id)
}

/** Puts others in the place of these, by their ids. */
export async function changePlaces(t: Transactor, campaignId: string, places: (NewPlace & PlacedIn & { id: string })[]): Promise<void> {
  const rows = places.map((place) => ({ ...checked(place), id: place.id }))
  await t.run(
    `update place p set name = x.name, names = x.names, labels = x.labels, district = x.district, region = x.region, code = x.code, lat = x.lat, lon = x.lon, kind = x.kind, identity = x.identity
     from ${recordset} where p.campaign_id = $1 and p.id = x.id`,
    [campaignId, JSON.stringify(rows)],
  )
  await t.run('delete from place_name where campaign_id = $1 and place_id = any($2::uuid[])', [campaignId, rows.map((row) => row.id)])
  await addNames(t, campaignId, rows)
}

const recordset = `jsonb_to_recordset($2::jsonb) as x(id uuid, name text, names text[], labels text[], district text, region text, code text, lat double precision, lon double precision, kind text, set_id uuid, identity text)`

function checked(place: NewPlace & Partial<PlacedIn>) {
  if (!(Math.abs(place.lat) <= 90 && Math.abs(place.lon) <= 180)) throw refuse('place-wrong', 400, `${place.name.slice(0, 80)} lies outside of the world.`)
  const labels = [...new Set([place.name, ...(place.names ?? [])].map((name) => name.trim().slice(0, 300)).filter(Boolean))]
  const names = [...new Set(labels.map(foldName).filter(Boolean))]
  if (names.length === 0) throw refuse('name-wrong', 400, 'A place has a name.')
  return {
    name: place.name.trim(), names, labels, district: place.district ?? null, region: place.region ?? null, code: place.code ?? null, lat: place.lat, lon: place.lon,
    kind: place.kind ?? 'town', set_id: place.setId ?? null, identity: place.identity ?? null,
  }
}

/** Words from which on a name is found too: "Candela" finds "Puerto Candela". */
const mostBeginnings = 4

async function addNames(t: Transactor, campaignId: string, places: { id: string; names: string[] }[]): Promise<void> {
  const rows = new Map<string, { id: string; name: string; whole: boolean }>()
  for (const { id, names } of places) {
    for (const name of names) {
      const words = name.slice(0, 300).split(' ')
      for (let from = 0; from < Math.min(words.length, mostBeginnings); from++) {
        const part = words.slice(from).join(' ')
        const key = `${id} ${part}`
        if (from === 0 || !rows.has(key)) rows.set(key, { id, name: part, whole: from === 0 || rows.get(key)?.whole === true })
      }
    }
  }
  const all = [...rows.values()]
  await t.run(
    `insert into place_name (campaign_id, name, place_id, whole) select $1, x.name, x.id, x.whole from unnest($2::text[], $3::uuid[], $4::boolean[]) as x (name, id, whole)`,
    [campaignId, all.map((row) => row.name), all.map((row) => row.id), all.map((row) => row.whole)],
  )
}

/** The places that belong to no set, anew. What was placed keeps its own coordinates. */
export async function setPlaces(t: Transactor, campaignId: string, places: NewPlace[], at: Date): Promise<number> {
  await t.run('delete from place where campaign_id = $1 and set_id is null', [campaignId])
  return (await addPlaces(t, campaignId, places, at)).length
}

/** What somebody means by a name: one place, or several to choose from, never one of several. */
export interface Meant {
  place?: Place
  several: Place[]
}

/**
 * Whatever its script, accents and case, alone or with its district, region or country behind a comma. The campaign's own gazetteer first,
 * then the towns of its country; towns elsewhere are only offered.
 */
export async function placeMeant(reader: Reader, campaignId: string, text: string): Promise<Meant> {
  const whole = foldName(text)
  if (whole === '') return { several: [] }
  const own = await ownCalled(reader, campaignId, whole)
  if (own.length > 0) return oneOf(own)
  const cut = Math.max(text.lastIndexOf(','), text.lastIndexOf('،'))
  if (cut > 0) {
    const [name, within] = [foldName(text.slice(0, cut)), foldName(text.slice(cut + 1))]
    const there = (await ownCalled(reader, campaignId, name)).filter((place) => [place.district, place.region, place.code].some((part) => part !== null && foldName(part) === within))
    if (there.length > 0) return oneOf(there)
  }
  const country = await countryOf(reader, campaignId)
  const named = withCountry(text)
  if (named?.name) {
    const there = await townsCalled(reader, foldName(named.name), named.country)
    if (there.length > 0) return oneOf(there)
  }
  const home = country ? await townsCalled(reader, whole, country) : []
  return home.length > 0 ? oneOf(home) : { several: await townsCalled(reader, whole) }
}

const oneOf = (places: Place[]): Meant => (places.length === 1 ? { place: places[0]!, several: [] } : { several: places })

async function ownCalled(reader: Reader, campaignId: string, name: string): Promise<Place[]> {
  if (name === '') return []
  const rows = await reader.rows<Row>(
    `select ${columns} from place_name n join place p on p.campaign_id = n.campaign_id and p.id = n.place_id
     where n.campaign_id = $1 and n.name = $2 and n.whole order by p.district nulls last, p.region nulls last, p.id limit 20`,
    [campaignId, name],
  )
  return rows.map((row) => shown(row, name))
}

/** The one place of this name; undefined when none or several are called so. */
export async function findPlace(reader: Reader, campaignId: string, text: string): Promise<Place | undefined> {
  return (await placeMeant(reader, campaignId, text)).place
}

/** For a field that completes: the campaign's own places whose name, or a word of it, begins so, then the world's towns. Exact ones and short names first. */
export async function findPlaces(reader: Reader, campaignId: string, text: string, limit = 8): Promise<Place[]> {
  const name = foldName(text)
  if (name === '') return []
  const [own, first] = await Promise.all([ownBeginning(reader, campaignId, name, limit), countryOf(reader, campaignId)])
  if (own.length >= limit) return own
  const found = [...own, ...(await townsBeginning(reader, name, { first, limit: limit - own.length }))]
  const named = found.length < limit ? withCountry(text) : undefined
  if (named) found.push(...(await townsBeginning(reader, foldName(named.name), { within: named.country, first, limit: limit - found.length })))
  return [...new Map(found.map((place) => [place.id, place])).values()]
}

/** Among so many names that begin alike are those that are meant: the exact one is the first in their order. */
const mostNames = 300

async function ownBeginning(reader: Reader, campaignId: string, name: string, limit: number): Promise<Place[]> {
  const rows = await reader.rows<Row>(
    `select ${columns} from (
       select place_id, bool_or(whole and name = $2) as exact, bool_or(whole) as begins
       from (select place_id, name, whole from place_name where campaign_id = $1 and name >= $2 and name < $3 order by name limit ${mostNames}) begun group by place_id
     ) n join place p on p.campaign_id = $1 and p.id = n.place_id
     order by n.exact desc, n.begins desc, length(p.name), p.name collate "C", p.district collate "C", p.id limit $4`,
    [campaignId, name, name + last, limit],
  )
  return rows.map((row) => shown(row, name))
}

function shown({ labels, ...place }: Row, looked: string): Place {
  const label = labels.find((one) => foldName(one).startsWith(looked)) ?? labels.find((one) => ` ${foldName(one)}`.includes(` ${looked}`)) ?? place.name
  return { ...place, label, country: null, population: null, own: true }
}

/** Where the campaign looks for the world's towns first. */
export async function countryOf(reader: Reader, campaignId: string): Promise<string | undefined> {
  return (await reader.row<{ country: string }>('select country from gazetteer where campaign_id = $1', [campaignId]))?.country
}

export async function setCountry(t: Transactor, campaignId: string, country: string | null): Promise<void> {
  if (country === null) await t.run('delete from gazetteer where campaign_id = $1', [campaignId])
  else if (!/^[A-Z]{2}$/.test(country)) throw refuse('country-wrong', 422, 'A country is given by its two letters.')
  else await t.run('insert into gazetteer (campaign_id, country) values ($1, $2) on conflict (campaign_id) do update set country = excluded.country', [campaignId, country])
}
