/** The outlines that everybody sees on the campaign's map. */
import { refuse, isUuid, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { touchPublic } from '../pulse.ts'
import { boxOf, isWithin, type Box, type Outline, type Position } from './outline.ts'
import { bordersOf, outlinesOf, topologyOf, type DrawnArea, type Topology } from './topology.ts'

export interface MapArea extends Box {
  id: string
  name: string
  /** As its file gave them, in any script. */
  labels: string[]
  code: string | null
  kind: string
  /** A point that lies in it. */
  lat: number
  lon: number
  outline: Outline
}

/** Outlines with few corners, for a map. */
export interface AreaMap {
  /** The smallest first. */
  areas: MapArea[]
  /** The lines between them, each once. */
  borders: Position[][]
}

/** What a campaign's outlines may weigh: about what two photographs of a telephone's screen do. */
export const mapBytes = 150_000

/** Makes the map of the outlines anew; in the transaction that changes them. */
export async function drawAreaMap(t: Transactor, campaignId: string, at: Date): Promise<void> {
  const topology = topologyOf(await outlinesOnMap(t, campaignId), mapBytes)
  if (topology.areas.length === 0) await t.run('delete from place_map where campaign_id = $1', [campaignId])
  else {
    await t.run(
      `insert into place_map (campaign_id, version, topology) values ($1, $2, $3)
       on conflict (campaign_id) do update set version = excluded.version, topology = excluded.topology`,
      [campaignId, uuid7(at), JSON.stringify(topology)],
    )
  }
  await touchPublic(t, campaignId)
}

/** In parts: a full outline may have fifty thousand corners. */
async function outlinesOnMap(t: Transactor, campaignId: string): Promise<DrawnArea[]> {
  const areas: DrawnArea[] = []
  for (let after: string | null = null; ; ) {
    const rows: DrawnArea[] = await t.rows<DrawnArea>(
      `select a.place_id as id, a.outline from place_area a join place p on p.campaign_id = a.campaign_id and p.id = a.place_id join place_set s on s.campaign_id = p.campaign_id and s.id = p.set_id
       where a.campaign_id = $1 and s.on_map and ($2::uuid is null or a.place_id > $2) order by a.place_id limit 200`,
      [campaignId, after],
    )
    areas.push(...rows)
    if (rows.length < 200) return areas
    after = rows.at(-1)!.id
  }
}

/** Whether the outlines of a set are on the map. */
export async function showSet(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, onMap: boolean): Promise<void> {
  allow(actor, campaign, 'campaign.manage')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const set = isUuid(id) ? await t.row<{ name: string }>('update place_set set on_map = $3 where campaign_id = $1 and id = $2 returning name', [campaign.id, id, onMap]) : undefined
    if (!set) throw refuse('not-found', 404, 'There is no such set of places.')
    await drawAreaMap(t, campaign.id, at)
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: onMap ? 'places.shown' : 'places.hidden', subject: id, detail: { set: set.name } })
  })
}

const kept = new Map<string, AreaMap & { version: string }>()
const mostKept = 20

/** The campaign's outlines as they are drawn; unpacked once for each change of them. */
export async function areaMapOf(reader: Reader, campaignId: string): Promise<AreaMap> {
  const found = await reader.row<{ version: string }>('select version from place_map where campaign_id = $1', [campaignId])
  if (!found) return { areas: [], borders: [] }
  const before = kept.get(found.version)
  if (before) return before
  const map = await readAreaMap(reader, campaignId)
  if (!map) return { areas: [], borders: [] }
  kept.set(map.version, map)
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
  return map
}

async function readAreaMap(reader: Reader, campaignId: string): Promise<(AreaMap & { version: string }) | undefined> {
  const row = await reader.row<{ version: string; topology: string }>('select version, topology from place_map where campaign_id = $1', [campaignId])
  if (!row) return undefined
  const topology = JSON.parse(row.topology) as Topology
  const borders = bordersOf(topology)
  const outlines = outlinesOf(topology, borders)
  const places = await reader.rows<Omit<MapArea, keyof Box | 'outline'>>('select id, name, labels, code, kind, lat, lon from place where campaign_id = $1 and id = any($2::uuid[])', [campaignId, [...outlines.keys()]])
  const areas = places.map((place): MapArea => ({ ...place, outline: outlines.get(place.id)!, ...boxOf(outlines.get(place.id)!) }))
  areas.sort((a, b) => extent(a) - extent(b) || (a.id < b.id ? -1 : 1))
  return { version: row.version, areas, borders }
}

const extent = ({ north, south, east, west }: Box) => (north - south) * (east - west)

/** The area of the map that a point lies in: the smallest; undefined where it lies in none. */
export function mapAreaAt({ areas }: AreaMap, { lat, lon }: { lat: number; lon: number }): MapArea | undefined {
  return areas.find((area) => area.south <= lat && area.north >= lat && area.west <= lon && area.east >= lon && isWithin(area.outline, lat, lon))
}

/** How an area is called on a page in this direction of writing: in its script where the file gave such a name. */
export function areaName({ name, labels }: Pick<MapArea, 'name' | 'labels'>, dir: 'ltr' | 'rtl'): string {
  const fits = (label: string) => /[\u0590-\u08FF]/.test(label) === (dir === 'rtl')
  return fits(name) ? name : (labels.find(fits) ?? name)
}
