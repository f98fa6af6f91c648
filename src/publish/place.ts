import { areasAt, type Area } from '#campaign/index.ts'
import type { Reader } from '#core/index.ts'
import { blur, type Precision, type PublicPlace } from './map/index.ts'

interface Town {
  name: string
  district: string | null
  lat: number
  lon: number
}

/**
 * What may be named beside a ring of a kilometre. A clinic or a polling station is a door: its name would say what the ring is to hide.
 */
const settlements = ['capital', 'city', 'town', 'village', 'hamlet']

/** Names of towns farther away than this say nothing about a place. In degrees of latitude: about 25 km. */
const near = 0.22

/**
 * How true places of a campaign become public ones. A name is found from the gazetteer for what is shown, never taken from what
 * the reporter wrote: beside a ring of a kilometre the nearest town, beside a district its name and its own centre. `places`: all that will be asked for.
 */
export async function blurrer(reader: Reader, campaignId: string, places: { lat: number; lon: number }[]): Promise<(place: { lat: number; lon: number; name: string | null }, precision: Precision) => PublicPlace | undefined> {
  const [towns, areas] = await Promise.all([
    reader.rows<Town>(`select name, district, lat, lon from place where campaign_id = $1 and kind = any($2)`, [campaignId, settlements]),
    areasAt(reader, campaignId, places),
  ])
  const within = new Map(places.map(({ lat, lon }, at) => [`${lat} ${lon}`, areas[at]]))
  const districts = Map.groupBy(towns.filter((town) => town.district !== null), (town) => town.district!)
  return ({ lat, lon, name }, precision) => {
    const town = nearest(towns, { lat, lon })
    const area = within.get(`${lat} ${lon}`)
    const district = area ? middle(area) : town?.district ? { name: town.district, ...centre(districts.get(town.district)!) } : undefined
    const shown = blur({ lat, lon, ...(name ? { name } : {}), ...(town ? { town: town.name } : {}), ...(district ? { district } : {}) }, precision)
    return shown && precision === 'district' && area ? { ...shown, areaId: area.id } : shown
  }
}

function nearest(towns: Town[], { lat, lon }: { lat: number; lon: number }): Town | undefined {
  const shrink = Math.cos((lat * Math.PI) / 180)
  let found: Town | undefined
  let least = near * near
  for (const town of towns) {
    const distance = (town.lat - lat) ** 2 + ((town.lon - lon) * shrink) ** 2
    if (distance < least) [found, least] = [town, distance]
  }
  return found
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function centre(towns: Town[]): { lat: number; lon: number; radiusMetres: number } {
  const [lat, lon] = [mean(towns.map((town) => town.lat)), mean(towns.map((town) => town.lon))]
  const shrink = Math.cos((lat * Math.PI) / 180)
  const farthest = Math.max(...towns.map((town) => Math.hypot(town.lat - lat, (town.lon - lon) * shrink)))
  return { lat, lon, radiusMetres: Math.max(5_000, Math.round((farthest * 111_320) / 1_000) * 1_000) }
}

/** A district with an outline, by the middle of the box around it: the same for all that lies in it. */
function middle({ name, south, north, west, east }: Area): { name: string; lat: number; lon: number; radiusMetres: number } {
  const lat = (south + north) / 2
  const across = Math.hypot(north - south, (east - west) * Math.cos((lat * Math.PI) / 180)) / 2
  return { name, lat, lon: (west + east) / 2, radiusMetres: Math.max(1_000, Math.round((across * 111_320) / 1_000) * 1_000) }
}
