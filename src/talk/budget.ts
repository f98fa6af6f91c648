import type { Transactor } from '#core/index.ts'
import type { Budget, Cost } from '#channel/contract.ts'

/** In whose name the ledger is kept: an account of ours, and the app by which it speaks, where several accounts have one in common. */
export interface Holder {
  account: string
  app?: string | undefined
}

/**
 * Takes what something costs from every budget it touches, or from none. Returns when the first exhausted budget opens again, 'never' where a
 * budget is smaller than the cost, or undefined when all were granted. Windows are fixed and begin at multiples of their length.
 */
export async function spend(t: Transactor, holder: Holder, budgets: readonly Budget[], now: Date, cost: Cost = { messages: 1 }): Promise<Date | 'never' | undefined> {
  const windows = budgets
    .map((budget) => ({ ...budget, account: budget.per === 'app' ? (holder.app ?? holder.account) : holder.account, cost: cost[budget.unit] ?? 0, start: startOf(budget, now) }))
    .filter((one) => one.cost > 0)
    // One order, so that two who take from the same budgets do not wait for each other.
    .toSorted((a, b) => (`${a.account} ${a.name}` < `${b.account} ${b.name}` ? -1 : 1))
  if (windows.some((one) => one.cost > one.most)) return 'never'
  const given = [windows.map((one) => one.account), windows.map((one) => one.name), windows.map((one) => one.start), windows.map((one) => one.cost)]
  const granted = await t.rows<{ account: string; budget: string }>(
    `insert into spending (account, budget, window_start, spent)
     select account, name, start, cost from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bigint[]) as b (account, name, start, cost)
     on conflict (account, budget, window_start) do update set spent = spending.spent + excluded.spent
       where spending.spent + excluded.spent <= (select most from unnest($1::text[], $2::text[], $5::bigint[]) as b (account, name, most) where b.account = spending.account and b.name = spending.budget)
     returning account, budget`,
    [...given, windows.map((one) => one.most)],
  )
  if (granted.length === windows.length) return undefined
  const had = new Set(granted.map((row) => `${row.account} ${row.budget}`))
  const back = windows.filter((one) => had.has(`${one.account} ${one.name}`))
  await t.run(
    `update spending s set spent = s.spent - b.cost from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bigint[]) as b (account, name, start, cost)
     where s.account = b.account and s.budget = b.name and s.window_start = b.start`,
    [back.map((one) => one.account), back.map((one) => one.name), back.map((one) => one.start), back.map((one) => one.cost)],
  )
  const opens = windows.filter((one) => !had.has(`${one.account} ${one.name}`)).map((one) => one.start.getTime() + one.seconds * 1_000)
  return new Date(Math.max(...opens))
}

function startOf({ seconds }: Budget, now: Date): Date {
  return new Date(Math.floor(now.getTime() / (seconds * 1_000)) * seconds * 1_000)
}
