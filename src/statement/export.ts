import type { House, Reader } from '#core/index.ts'
import { bylines, openArchive, type Byline, type Contact, type Look } from '#post/index.ts'

/** A post as it leaves the house: what `openFile` reads back as the same post (`PostOut` of the channels). */
export interface ExportedPost {
  channel: any
  externalId: string
  text: string
  author?: Byline
  postedAt: Date
  language?: string
  place?: { name?: string; lat?: number; lon?: number }
  repostOf?: string
  quoteOf?: string
  replyTo?: string
  links?: string[]
  media?: { url?: string; kind?: string; alt?: string }[]
  hashtags?: string[]
  mentions?: string[]
  knows?: 'lived' | 'saw' | 'heard'
  contact?: Contact
  consent?: { quote?: boolean; name?: boolean; passOn?: boolean; write?: boolean }
  original?: Uint8Array
  sha256?: string
  /** Ignored when it is read back. */
  more: { statement: string; number: number }
}

const pageSize = 2_000

/**
 * All posts of a campaign in the order of folding. Without names and addresses: an author is a code that is the same for all
 * their posts, unless they agreed to be named. `look`: with contact, original and names; written to the audit log.
 */
export async function* exportPosts(house: House, campaignId: string, look?: Omit<Look, 'campaignId'>): AsyncGenerator<ExportedPost> {
  const archive = look ? await openArchive(house, { campaignId, ...look }) : undefined
  for (let after = 0; ; ) {
    const rows = await pageAfter(house.db, campaignId, after)
    if (rows.length === 0) return
    after = Number(rows.at(-1)!['number'])
    const ids = rows.map((row) => row['id'] as string)
    const opened = await archive?.(ids)
    const names = opened ? undefined : await bylines(house, house.db, campaignId, ids)
    for (const row of rows) {
      const secret = opened?.get(row['id'])
      yield {
        ...plain(row),
        author: secret?.byline ?? names?.get(row['id']) ?? codeOf(row['author_id']),
        ...(secret ? { original: secret.original, contact: secret.contact, sha256: (row['sha256'] as Buffer | null)?.toString('hex') } : {}),
      }
    }
  }
}

async function pageAfter(reader: Reader, campaignId: string, after: number): Promise<Record<string, any>[]> {
  return reader.rows(
    `select f.number, f.statement_id, p.id, p.author_id, p.channel, p.external_id, p.text, p.language, p.posted_at, p.place_name, p.lat, p.lon,
       p.knows, p.hashtags, p.mentions, p.links, p.media, p.repost_of, p.quote_of, p.reply_to, p.quote, p.name, p.pass_on, p.write, p.sha256
     from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
     where f.campaign_id = $1 and f.number > $2 order by f.number limit ${pageSize}`,
    [campaignId, after],
  )
}

function plain(row: Record<string, any>): ExportedPost {
  const given = <T>(value: T | null): T | undefined => value ?? undefined
  const consent = { quote: given(row['quote']), name: given(row['name']), passOn: given(row['pass_on']), write: given(row['write']) }
  const place = { name: given(row['place_name']), lat: given(row['lat']), lon: given(row['lon']) }
  return {
    channel: row['channel'],
    externalId: row['external_id'],
    text: row['text'],
    postedAt: row['posted_at'],
    language: given(row['language']),
    place: Object.values(place).some((value) => value !== undefined) ? place : undefined,
    repostOf: given(row['repost_of']),
    quoteOf: given(row['quote_of']),
    replyTo: given(row['reply_to']),
    links: given(row['links']),
    media: given(row['media']),
    hashtags: given(row['hashtags']),
    mentions: given(row['mentions']),
    knows: given(row['knows']),
    consent: Object.values(consent).some((value) => value !== undefined) ? consent : undefined,
    more: { statement: row['statement_id'], number: Number(row['number']) },
  }
}

/** Keeps people apart, and counts of people the same, without saying who they are. */
function codeOf(authorId: string | null): Byline | undefined {
  return authorId === null ? undefined : { handle: authorId.replaceAll('-', ''), network: 'code' }
}

/** Statements and posts of a campaign, as far as they are folded. */
export async function countStatements(reader: Reader, campaignId: string): Promise<{ statements: number; posts: number }> {
  const row = await reader.row<{ statements: number; posts: number }>(
    `select count(*)::int as statements, coalesce(sum(posts), 0)::int as posts from statement where campaign_id = $1`, [campaignId])
  return row!
}
