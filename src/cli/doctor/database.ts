import type { House } from '#core/index.ts'
import { bad, good, type Check } from './check.ts'

export async function database(house: House): Promise<Check> {
  const row = await house.db.row<{ version: string; migrations: number }>(
    `select current_setting('server_version') as version, (select count(*)::int from migration) as migrations`)
  return good('database', `PostgreSQL ${row!.version}, ${row!.migrations} migrations`)
}

export async function folding(house: House): Promise<Check> {
  const row = await house.db.row<{ open: number }>(`select count(*)::int as open from arrival where arrived_at < $1`, [new Date(house.clock.now().getTime() - 300_000)])
  return row!.open === 0
    ? good('folding', 'nothing has waited for more than five minutes')
    : bad('folding', `${row!.open} batches of posts are stored but not folded.`, 'Is "clamor start" running? It folds them by itself; nothing is lost.')
}

export async function jobs(house: House): Promise<Check> {
  const row = await house.db.row<{ failed: number; error: string | null }>(
    `select count(*)::int as failed, max(left(last_error, 120)) as error from graphile_worker.jobs where last_error is not null`)
  return row!.failed === 0 ? good('jobs', 'none failing') : bad('jobs', `${row!.failed} are failing (${row!.error}).`, 'They are tried again by themselves; if it stays, tell the developers.')
}
