import { isUuid, type House, type Reader } from '#core/index.ts'
import { postsOfEach } from '#post/index.ts'
import { partsOf, queueOrderOf } from '#statement/index.ts'
import { noStatement } from './lease.ts'
import { notesOfEach } from './note.ts'
import { deedsOfEach, someStatements, type QueueRow } from './read.ts'
import { openProposal } from './second/proposal.ts'

/** Of one statement; more are read page by page. */
const mostPosts = 200

/** A statement with its posts, its history and what is proposed, as the API gives it to whoever works on it. */
export async function wholeStatement(house: House, campaignId: string, id: string) {
  const [whole] = isUuid(id) ? await wholeStatements(house, campaignId, [id]) : []
  if (!whole) throw noStatement()
  return whole
}

/** Several at once, in the order of `ids`: as many questions for twenty-five as for one, asked in one round trip. */
export async function wholeStatements(house: House, campaignId: string, ids: string[]) {
  if (ids.length === 0) return []
  const [{ weights }, rows, posts, decisions, notes] = await house.db.together((reader) => [
    queueOrderOf(reader, campaignId),
    someStatements(reader, campaignId, ids),
    postsOfEach(reader, campaignId, ids, mostPosts),
    deedsOfEach(reader, campaignId, ids),
    notesOfEach(reader, campaignId, ids),
  ])
  const proposals = await proposalsOf(house.db, campaignId, rows)
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = found.get(id)
    if (!row) return []
    const hangs = { posts: posts.get(id) ?? [], decisions: decisions.get(id) ?? [], notes: notes.get(id) ?? [], proposal: proposals.get(id) ?? null }
    return [{ ...shown(row), earned: partsOf(weights, row), ...hangs }]
  })
}

/** What the API gives of a row of the queue. */
export function shown({ posts: _posts, arrivedAt: _arrivedAt, ...row }: QueueRow) {
  return row
}

async function proposalsOf(reader: Reader, campaignId: string, rows: QueueRow[]) {
  const review = rows.filter((row) => row.state === 'review')
  const open = await Promise.all(review.map(async ({ id }) => [id, await openProposal(reader, campaignId, id)] as const))
  return new Map(open.flatMap(([id, one]) => (one ? [[id, { decision: one.kind, by: one.by, at: one.at, with: one.input, second: one.second }] as const] : [])))
}
