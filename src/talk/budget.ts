import type { Transactor } from '#core/index.ts'
import type { Budget } from '#channel/contract.ts'

/**
 * Takes one message's worth from every budget of an account, or from none. Returns when the first exhausted budget opens again,
 * or undefined when all were granted. Windows are fixed and begin at multiples of their length.
 */
export async function spend(t: Transactor, account: string, budgets: readonly Budget[], now: Date): Promise<Date | undefined> {
  const windows = budgets.map((budget) => ({ budget, start: new Date(Math.floor(now.getTime() / (budget.seconds * 1_000)) * budget.seconds * 1_000) }))
  const granted = await t.rows<{ budget: string }>(
    `insert into spending (account, budget, window_start, spent)
     select $1, name, start, 1 from unnest($2::text[], $3::timestamptz[], $4::bigint[]) as b (name, start, most)
     on conflict (account, budget, window_start) do update set spent = spending.spent + 1
       where spending.spent < (select most from unnest($2::text[], $4::bigint[]) as b (name, most) where b.name = spending.budget)
     returning budget`,
    [account, windows.map((w) => w.budget.name), windows.map((w) => w.start), windows.map((w) => w.budget.most)],
  )
  if (granted.length === budgets.length) return undefined
  const names = new Set(granted.map((row) => row.budget))
  await t.run(
    `update spending s set spent = s.spent - 1 from unnest($2::text[], $3::timestamptz[]) as b (name, start)
     where s.account = $1 and s.budget = b.name and s.window_start = b.start and b.name = any($4)`,
    [account, windows.map((w) => w.budget.name), windows.map((w) => w.start), [...names]],
  )
  const opens = windows.filter((w) => !names.has(w.budget.name)).map((w) => w.start.getTime() + w.budget.seconds * 1_000)
  return new Date(Math.max(...opens))
}
