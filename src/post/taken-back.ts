import type { Reader } from '#core/index.ts'

/** How many people have taken words back since each of these moments. */
export async function peopleTakingBackSince(reader: Reader, campaignId: string, since: Date[]): Promise<number[]> {
  if (since.length === 0) return []
  const rows = await reader.rows<{ place: string; people: number }>(
    `select s.place, count(distinct p.key_id)::int as people
     from unnest($2::timestamptz[]) with ordinality as s (at, place)
     left join journal j on j.campaign_id = $1 and j.at > s.at and j.kind in ('withdrawn', 'erased') and j.cause is null
     left join post p on p.campaign_id = $1 and p.id = j.post_id
     group by s.place order by s.place`,
    [campaignId, since],
  )
  return rows.map((row) => row.people)
}
