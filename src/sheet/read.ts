import type { Reader } from '#core/index.ts'

/** A sheet as it was sent; its words are statements at the desk by now. */
export interface SheetRow {
  id: string
  /** Who collected the notes. */
  collector: string
  /** Who typed them in; null: the collector, by their link. */
  person: string | null
  place: string | null
  day: string | null
  changedAt: Date
  notes: number
  photos: string[]
}

/** The sheets sent lately, newest first. */
export async function listSheets(reader: Reader, campaignId: string, limit = 50): Promise<SheetRow[]> {
  return reader.rows<SheetRow>(
    `select s.id, s.collector, p.name as person, s.place_name as place, s.day::text as day, s.changed_at as "changedAt",
       (select count(*)::int from sheet_note n where n.campaign_id = $1 and n.sheet_id = s.id) as notes,
       array(select f.id::text from sheet_photo f where f.campaign_id = $1 and f.sheet_id = s.id order by f.created_at, f.id) as photos
     from sheet s left join person p on p.id = s.person_id
     where s.campaign_id = $1 order by s.changed_at desc, s.id limit $2`,
    [campaignId, limit],
  )
}
