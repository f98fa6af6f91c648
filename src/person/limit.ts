import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { refuse, type House } from '#core/index.ts'

export interface Limit {
  max: number
  seconds: number
}

/**
 * Counts one more try of `what` by `who` (an address, an account) and refuses with 429 past the limit. In the database, so that
 * it holds for all processes together; under a keyed hash, so that the table names nobody.
 */
export async function limit(house: House, what: string, who: string, { max, seconds }: Limit): Promise<void> {
  const now = house.clock.now()
  const before = new Date(now.getTime() - seconds * 1_000)
  const tried = await house.db.row<{ count: number; since: Date }>(
    `insert into attempt (key, count, since) values ($1, 1, $2)
     on conflict (key) do update set
       count = case when attempt.since <= $3 then 1 else attempt.count + 1 end,
       since = case when attempt.since <= $3 then $2 else attempt.since end
     returning count, since`,
    [keyOf(house, what, who), now, before],
  )
  if (tried!.count <= max) return
  const retryAfter = Math.max(1, Math.ceil((tried!.since.getTime() + seconds * 1_000 - now.getTime()) / 1_000))
  throw refuse('too-many', 429, `That was tried too often. Wait ${inWords(retryAfter)}, then try again.`, { extra: { retryAfter } })
}

/** What one household or host has: an IPv4 address, or a /64 of IPv6, within which everybody has addresses without number. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('%')[0]!.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const whole = tail === undefined ? groups : [...groups, ...new Array<string>(8 - groups.length - after.length).fill('0'), ...after]
  return `${whole.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

/** Forgets the tries: it worked. */
export async function unlimit(house: House, what: string, who: string): Promise<void> {
  await house.db.rows('delete from attempt where key = $1', [keyOf(house, what, who)])
}

/** For the daily tidying: no limit looks back further than a day. */
export async function forgetAttempts(house: House): Promise<void> {
  await house.db.rows('delete from attempt where since < $1', [new Date(house.clock.now().getTime() - 86_400_000)])
}

function keyOf(house: House, what: string, who: string): Buffer {
  return createHmac('sha256', house.keys.derive('limit')).update(`${what}\0${who}`).digest().subarray(0, 16)
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
}
