import type { Reader } from '#core/index.ts'
import { blur, type Precision, type PublicPlace } from './map/index.ts'

interface Town {
  name: string
  district: string | null
  lat: number
  lon: number
}

/** Names of towns farther away than this say nothing about a place. In degrees of latitude: about 25 km. */
const near = 0.22

/**
 * How true places of a campaign become public ones. A name is found from the gazetteer for what is shown, never taken from what
 * the reporter wrote: beside a ring of a kilometre the nearest town, beside a district its name and its own centre.
 */
export async function blurrer(reader: Reader, campaignId: string): Promise<(place: { lat: number; lon: number; name: string | null }, precision: Precision) => PublicPlace | undefined> {
  const towns = await reader.rows<Town>(`select name, district, lat, lon from place where campaign_id = $1`, [campaignId])
  const districts = Map.groupBy(towns.filter((town) => town.district !== null), (town) => town.district!)
  return ({ lat, lon, name }, precision) => {
    const town = nearest(towns, { lat, lon })
    const district = town?.district ? { name: town.district, ...centre(districts.get(town.district)!) } : undefined
    return blur({ lat, lon, ...(name ? { name } : {}), ...(town ? { town: town.name } : {}), ...(district ? { district } : {}) }, precision)
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
