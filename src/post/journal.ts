import { appendToJournal, open, seal, type House, type JournalEntry } from '#core/index.ts'

interface Row {
  id: string
  kind: string
  at: Date
  postId: string
  channel: string | null
  externalId: string | null
  cause: 'retention' | null
}

const atOnce = 500

/** Writes what was taken back, and is not there yet, into the journal outside of the database. */
export async function fileJournal(house: House, campaignId: string): Promise<void> {
  for (;;) {
    const rows = await house.db.rows<Row>(`${rowSql} and j.filed_at is null order by j.id limit ${atOnce}`, [campaignId])
    if (rows.length === 0) return
    await appendToJournal(house, entriesOf(house, campaignId, rows))
    await house.db.transact((t) => t.run(`update journal set filed_at = $3 where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, rows.map((row) => row.id), house.clock.now()]))
  }
}

const rowSql = `select j.id, j.kind, j.at, j.cause, j.post_id as "postId", p.channel, p.external_id as "externalId"
  from journal j left join post p on p.campaign_id = $1 and p.id = j.post_id where j.campaign_id = $1`

/** All of a campaign, for a journal that is to be whole. */
export async function wholeJournal(house: House, campaignId: string): Promise<JournalEntry[]> {
  return entriesOf(house, campaignId, await house.db.rows<Row>(`${rowSql} order by j.id`, [campaignId]))
}

/** Whether something that was taken back before then is not in the journal yet. */
export async function unfiledSince(house: House, before: Date): Promise<boolean> {
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) {
    if (await house.db.row(`select from journal where campaign_id = $1 and filed_at is null and at < $2 limit 1`, [id, before])) return true
  }
  return false
}

function entriesOf(house: Pick<House, 'keys'>, campaignId: string, rows: Row[]): JournalEntry[] {
  const groups = Map.groupBy(rows, (row) => `${row.kind} ${row.at.toISOString()} ${row.cause}`)
  return [...groups.values()].map((group) => ({
    at: group[0]!.at, campaignId, kind: group[0]!.kind, ids: group.map((row) => row.postId), rows: group.map((row) => row.id), ...(group[0]!.cause ? { says: { retention: true } } : {}),
    sealed: Object.fromEntries(group.flatMap((row) => (row.channel === null ? [] : [[row.postId, sealName(house, row.channel, row.externalId!)] as const]))),
  }))
}

/**
 * What keeps the same post from being taken in again where a restore has no row of it: its channel and its id there. Sealed, since the
 * id of a post on a network leads to its author.
 */
function sealName(house: Pick<House, 'keys'>, channel: string, externalId: string): string {
  return seal(house.keys.derive('journal'), Buffer.from(JSON.stringify([channel, externalId]))).toString('base64')
}

/** Undefined where it was sealed by another house. */
export function openName(house: Pick<House, 'keys'>, sealed: string): { channel: string; externalId: string } | undefined {
  try {
    const [channel, externalId] = JSON.parse(open(house.keys.derive('journal'), Buffer.from(sealed, 'base64')).toString()) as [string, string]
    return { channel, externalId }
  } catch {
    return undefined
  }
}
