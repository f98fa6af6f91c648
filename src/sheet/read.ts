import type { Reader } from '#core/index.ts'
import { noteOf } from './note-of.ts'

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

/** Who collected the notes among these posts, by post id; a note without a name is missing. */
export async function collectedBy(reader: Reader, campaignId: string, postIds: string[]): Promise<Map<string, string>> {
  const rows = await reader.rows<{ id: string; collector: string }>(
    `select p.id, s.collector from post p join sheet_note n on n.campaign_id = p.campaign_id and n.note_id = ${noteOf} join sheet s on s.campaign_id = n.campaign_id and s.id = n.sheet_id
     where p.campaign_id = $1 and p.id = any($2::uuid[]) and p.channel = 'paper' and s.collector <> ''`,
    [campaignId, postIds],
  )
  return new Map(rows.map((row) => [row.id, row.collector]))
}
