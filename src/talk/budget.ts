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
  const gaps = await gapsOf(t)
  const windows = budgets
    .map((budget) => ({ ...budget, left: lessGap(budget, gaps, now), account: budget.per === 'app' ? (holder.app ?? holder.account) : holder.account, cost: cost[budget.unit] ?? 0, start: startOf(budget, now) }))
    .filter((one) => one.cost > 0)
    // One order, so that two who take from the same budgets do not wait for each other.
    .toSorted((a, b) => (`${a.account} ${a.name}` < `${b.account} ${b.name}` ? -1 : 1))
  if (windows.some((one) => one.cost > one.most)) return 'never'
  const short = windows.filter((one) => one.cost > one.left)
  if (short.length > 0) return endOf(short)
  const given = [windows.map((one) => one.account), windows.map((one) => one.name), windows.map((one) => one.start), windows.map((one) => one.cost)]
  const granted = await t.rows<{ account: string; budget: string }>(
    `insert into spending (account, budget, window_start, spent)
     select account, name, start, cost from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bigint[]) as b (account, name, start, cost)
     on conflict (account, budget, window_start) do update set spent = spending.spent + excluded.spent
       where spending.spent + excluded.spent <= (select most from unnest($1::text[], $2::text[], $5::bigint[]) as b (account, name, most) where b.account = spending.account and b.name = spending.budget)
     returning account, budget`,
    [...given, windows.map((one) => one.left)],
  )
  if (granted.length === windows.length) return undefined
  const had = new Set(granted.map((row) => `${row.account} ${row.budget}`))
  const back = windows.filter((one) => had.has(`${one.account} ${one.name}`))
  await t.run(
    `update spending s set spent = s.spent - b.cost from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bigint[]) as b (account, name, start, cost)
     where s.account = b.account and s.budget = b.name and s.window_start = b.start`,
    [back.map((one) => one.account), back.map((one) => one.name), back.map((one) => one.start), back.map((one) => one.cost)],
  )
  return endOf(windows.filter((one) => !had.has(`${one.account} ${one.name}`)))
}

/** When all of these are over. */
function endOf(windows: { start: Date; seconds: number }[]): Date {
  return new Date(Math.max(...windows.map((one) => one.start.getTime() + one.seconds * 1_000)))
}

/**
 * Until when a budget may have been exhausted by what the ledger does not know, since a backup was restored. Windows shorter than a day count
 * as full: they are over soon. Of longer ones the unknown stretch counts as spent evenly (`lessGap`): otherwise a campaign would be silent for
 * a month where money is counted by the month.
 */
export async function shutByGap(t: Transactor, budgets: readonly Budget[], now: Date, cost: Cost = { messages: 1 }): Promise<Date | undefined> {
  const gaps = await gapsOf(t)
  const shut = budgets
    .filter((budget) => budget.seconds < day && (cost[budget.unit] ?? 0) > 0)
    .map((budget) => ({ ...budget, start: startOf(budget, now) }))
    .filter(({ start }) => gaps.some((gap) => gap.until > start))
  return shut.length > 0 ? endOf(shut) : undefined
}

const day = 86_400

interface Gap {
  from: Date
  until: Date
}

async function gapsOf(t: Transactor): Promise<Gap[]> {
  return t.rows<Gap>('select from_at as "from", until_at as until from ledger_gap')
}

/** What is left of a budget of a day or longer for what the ledger knows. */
function lessGap(budget: Budget, gaps: Gap[], now: Date): number {
  if (budget.seconds < day) return budget.most
  const start = startOf(budget, now).getTime()
  const unknown = gaps.reduce((sum, gap) => sum + Math.max(0, gap.until.getTime() - Math.max(gap.from.getTime(), start)), 0)
  return Math.max(0, budget.most - Math.ceil((budget.most * unknown) / (budget.seconds * 1_000)))
}

function startOf({ seconds }: Budget, now: Date): Date {
  return new Date(Math.floor(now.getTime() / (seconds * 1_000)) * seconds * 1_000)
}
