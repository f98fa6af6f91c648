import type { Column } from '#core/csv.ts'
import type { Reader } from '#core/index.ts'

export interface ListedPlace {
  name: string
  labels: string[]
  code: string | null
  district: string | null
  region: string | null
  kind: string
  lat: number
  lon: number
  set: string | null
}

/** The campaign's gazetteer as a list; read back by `readPlaces`, it is the same. */
export async function* listPlaces(reader: Reader, campaignId: string): AsyncGenerator<ListedPlace> {
  for (let after: [string, string] | undefined; ; ) {
    const rows = await reader.rows<ListedPlace & { id: string }>(
      `select p.id, p.name, p.labels, p.code, p.district, p.region, p.kind, p.lat, p.lon, s.name as set
       from place p left join place_set s on s.campaign_id = p.campaign_id and s.id = p.set_id
       where p.campaign_id = $1 and ($2::text is null or (p.name, p.id) > ($2, $3::uuid)) order by p.name, p.id limit 5000`,
      [campaignId, after?.[0] ?? null, after?.[1] ?? null],
    )
    if (rows.length === 0) return
    after = [rows.at(-1)!.name, rows.at(-1)!.id]
    for (const { id: _, ...row } of rows) yield row
  }
}

export const placeColumns: Column<ListedPlace>[] = [
  { name: 'name', hxl: '#loc+name', cell: (row) => row.name },
  { name: 'names', hxl: '#loc+name+list', cell: (row) => row.labels.filter((label) => label !== row.name).join('; ') },
  { name: 'code', hxl: '#loc+code', cell: (row) => row.code },
  { name: 'district', hxl: '#adm2+name', cell: (row) => row.district },
  { name: 'region', hxl: '#adm1+name', cell: (row) => row.region },
  { name: 'kind', hxl: '#loc+type', cell: (row) => row.kind },
  { name: 'lat', hxl: '#geo+lat', cell: (row) => row.lat },
  { name: 'lon', hxl: '#geo+lon', cell: (row) => row.lon },
  { name: 'set', hxl: '#meta+set', cell: (row) => row.set },
]
