import { to as copyTo } from 'pg-copy-streams'
import type { BenchHouse } from './house.ts'

/** Posts/s of a bare COPY of rows that intake has stored, into an empty table with the same indexes and nothing else. */
export async function bareCopy(bench: BenchHouse, campaignId: string, count: number): Promise<number> {
  const { db } = bench.house
  const client = await db.pool.connect()
  const chunks: Buffer[] = []
  try {
    // A COPY takes no parameters; the id is one of ours.
    const out = client.query(copyTo(`copy (select * from post where campaign_id = '${campaignId}' limit ${count}) to stdout (format binary)`))
    for await (const chunk of out) chunks.push(chunk as Buffer)
  } finally {
    client.release()
  }
  await db.transact((t) => t.run('drop table if exists bare_copy; create table bare_copy (like post including all)'))
  const began = performance.now()
  await db.transact((t) => t.copy('copy bare_copy from stdin (format binary)', Buffer.concat(chunks)))
  const seconds = (performance.now() - began) / 1_000
  const stored = await db.row<{ count: number }>('select count(*)::int as count from bare_copy')
  await db.transact((t) => t.run('drop table bare_copy'))
  return Math.round(stored!.count / seconds)
}
