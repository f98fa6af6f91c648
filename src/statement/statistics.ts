import type { House } from '#core/index.ts'

/**
 * Tells the planner how large the tables are after many posts came in at once: until autovacuum does so by itself (a minute), the first public
 * pages after a bulk load take seconds instead of milliseconds.
 */
export async function refreshStatistics(house: Pick<House, 'db'>): Promise<void> {
  await house.db.rows('analyze post, post_fold, statement, statement_text')
}
