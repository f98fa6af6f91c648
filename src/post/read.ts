import { prepared, type House, type Reader } from '#core/index.ts'
import type { Consent, ConsentChanges } from '#campaign/index.ts'
import { pseudonym } from './authors.ts'
import { effectiveConsent, type ConsentOn } from './consent.ts'

/** A post as the desk shows it: no name and no address, those are behind the door (door.ts). */
export interface PostRow {
  id: string
  /** Its place in the order of folding; the key for the next page. */
  number: number
  /** Four letters and digits that stand for the author; null where nobody can say who wrote it. */
  author: string | null
  channel: string
  text: string
  language: string | null
  postedAt: Date
  arrivedAt: Date
  place: { name: string | null; lat: number | null; lon: number | null } | null
  knows: 'lived' | 'saw' | 'heard' | null
  /** How the desk judges that they know; their own word stays beside it. */
  judged: 'lived' | 'saw' | 'heard' | null
  links: string[]
  media: { url?: string; kind?: string; alt?: string }[]
  consent: Consent
  /** An address to write to came with it. */
  reachable: boolean
  /** Deleted where it was public. */
  goneAt: Date | null
}

const columns = `p.id, p.author_id, p.channel, p.text, p.language, p.posted_at, p.arrived_at, p.place_name, p.lat, p.lon, p.knows, p.judged,
  p.links, p.media, p.quote, p.name, p.pass_on, p.write, p.reachable, p.withdrawn_at, p.gone_at`

/** The posts that say a statement, in the order of folding. `after`: the number of the last post of the page before. */
export async function postsOf(
  house: Pick<House, 'db'>, campaignId: string, statementId: string, page: { after?: number; limit?: number } = {},
): Promise<PostRow[]> {
  const changes = await consentChanges(house.db, campaignId)
  const rows = await house.db.rows<Record<string, any>>(
    `select f.number, ${columns} from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
     where f.campaign_id = $1 and f.statement_id = $2 and f.number > $3 order by f.number limit $4`,
    [campaignId, statementId, page.after ?? 0, Math.min(page.limit ?? 50, 1_000)],
  )
  return rows.map((row) => shown(row, changes))
}

/** The first posts of several statements, by statement, in the order of folding. */
export async function postsOfEach(reader: Reader, campaignId: string, statementIds: string[], limit: number): Promise<Map<string, PostRow[]>> {
  const [changes, rows] = await Promise.all([
    consentChanges(reader, campaignId),
    reader.rows<Record<string, any>>(
      prepared(
        `select one.id as statement_id, p.* from unnest($2::uuid[]) as one (id)
         cross join lateral (select f.number, ${columns} from post_fold f join post p on p.campaign_id = $1 and p.id = f.post_id
           where f.campaign_id = $1 and f.statement_id = one.id order by f.number limit $3::int) p
         order by p.number`),
      [campaignId, statementIds, limit],
    ),
  ])
  return new Map([...Map.groupBy(rows, (row) => row['statement_id'] as string)].map(([id, some]) => [id, some.map((row) => shown(row, changes))]))
}

export async function consentChanges(reader: Reader, campaignId: string): Promise<ConsentChanges> {
  return (await reader.row<{ consent: ConsentChanges }>(prepared(`select consent from campaign where id = $1`), [campaignId]))?.consent ?? {}
}

function shown(row: Record<string, any>, changes: ConsentChanges): PostRow {
  const asked: ConsentOn = {
    channel: row['channel'], knows: row['knows'], judged: row['judged'], quote: row['quote'], name: row['name'], passOn: row['pass_on'], write: row['write'],
    withdrawnAt: row['withdrawn_at'], goneAt: row['gone_at'],
  }
  const placed = row['place_name'] !== null || row['lat'] !== null
  return {
    id: row['id'],
    number: Number(row['number']),
    author: row['author_id'] === null ? null : pseudonym(row['author_id']),
    channel: row['channel'],
    text: row['text'],
    language: row['language'],
    postedAt: row['posted_at'],
    arrivedAt: row['arrived_at'],
    place: placed ? { name: row['place_name'], lat: row['lat'], lon: row['lon'] } : null,
    knows: row['knows'],
    judged: row['judged'],
    links: row['links'] ?? [],
    media: row['media'] ?? [],
    consent: effectiveConsent(changes, asked),
    reachable: row['reachable'] && asked.withdrawnAt === null,
    goneAt: row['gone_at'],
  }
}
