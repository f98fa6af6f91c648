import { refuse, uuid7, type Reader, type Transactor } from '#core/index.ts'
import { foldName } from './fold-name.ts'

export interface Place {
  id: string
  name: string
  district: string | null
  lat: number
  lon: number
  kind: string
}

export interface NewPlace {
  name: string
  /** Further names, in any script. */
  names?: string[] | undefined
  district?: string | null | undefined
  lat: number
  lon: number
  /** `country`, `region`, `district`, `city`, `town`, `village`, ... */
  kind?: string | undefined
}

const columns = 'id, name, district, lat, lon, kind'

/** Adds places to the campaign's gazetteer. */
export async function addPlaces(t: Transactor, campaignId: string, places: NewPlace[], at: Date): Promise<number> {
  const rows = places.map((place) => {
    if (!(Math.abs(place.lat) <= 90 && Math.abs(place.lon) <= 180)) throw refuse('place-wrong', 400, `${place.name.slice(0, 80)} lies outside of the world.`)
    const names = [...new Set([place.name, ...(place.names ?? [])].map(foldName).filter(Boolean))]
    if (names.length === 0) throw refuse('name-wrong', 400, 'A place has a name.')
    return { id: uuid7(at), name: place.name.trim(), names, district: place.district ?? null, lat: place.lat, lon: place.lon, kind: place.kind ?? 'town' }
  })
  return t.run(
    `insert into place (campaign_id, id, name, names, district, lat, lon, kind)
     select $1, x.id, x.name, array(select jsonb_array_elements_text(x.names)), x.district, x.lat, x.lon, x.kind
     from jsonb_to_recordset($2::jsonb) as x(id uuid, name text, names jsonb, district text, lat double precision, lon double precision, kind text)`,
    [campaignId, JSON.stringify(rows)],
  )
}

/** The whole gazetteer anew. What was placed keeps its own coordinates. */
export async function setPlaces(t: Transactor, campaignId: string, places: NewPlace[], at: Date): Promise<number> {
  await t.run('delete from place where campaign_id = $1', [campaignId])
  return addPlaces(t, campaignId, places, at)
}

/** The place of exactly this name, whatever its script, accents and case; undefined when none or several are called so. */
export async function findPlace(reader: Reader, campaignId: string, text: string): Promise<Place | undefined> {
  const name = foldName(text)
  if (name === '') return undefined
  const found = await reader.rows<Place>(`select ${columns} from place where campaign_id = $1 and names @> array[$2] limit 2`, [campaignId, name])
  return found.length === 1 ? found[0] : undefined
}

/** For a field that completes: places whose name begins so, exact ones and short names first. */
export async function findPlaces(reader: Reader, campaignId: string, text: string, limit = 8): Promise<Place[]> {
  const name = foldName(text)
  if (name === '') return []
  return reader.rows<Place>(
    `select ${columns} from place p where campaign_id = $1 and exists (select from unnest(p.names) as n(name) where starts_with(n.name, $2))
     order by names @> array[$2] desc, length(name), name, id limit $3`,
    [campaignId, name, limit],
  )
}
