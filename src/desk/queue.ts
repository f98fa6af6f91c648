import type { Reader } from '#core/index.ts'
import type { StatementFilter } from '#statement/index.ts'
import { compare, keyOf, listStatements, type Order, type QueueRow } from './read.ts'

/**
 * One page of the queue as people see it: what waits and, in its place among it, what somebody has. Two sorted lists merged, since
 * each is read along its index, and a list of both states at once would have to be sorted whole.
 */
export async function listQueue(
  reader: Reader, campaignId: string, filter: StatementFilter, page: { order?: Order; after?: string; limit: number },
): Promise<{ statements: QueueRow[]; next: string | null }> {
  const [waiting, held] = await Promise.all([
    listStatements(reader, campaignId, { ...filter, state: 'waiting' }, page),
    listStatements(reader, campaignId, { ...filter, state: 'held' }, page),
  ])
  const both = [...waiting.statements, ...held.statements].sort((a, b) => compare(a, b, page.order))
  const statements = both.slice(0, page.limit)
  const more = both.length > page.limit || waiting.next !== null || held.next !== null
  return { statements, next: more ? keyOf(statements.at(-1)!, page.order) : null }
}
