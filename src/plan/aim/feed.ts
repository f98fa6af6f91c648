import { notify, type AskedAim, type Counted, type House } from '#core/index.ts'
import type { Aim } from './aim.ts'

/**
 * Asks the slices for the figures of these aims, each indicator once for all its aims, and keeps what they say. What nobody counts stays as it
 * is: a person may have said it.
 */
export async function feed(house: House, campaignId: string, aims: Aim[], now: Date): Promise<void> {
  if (aims.length === 0) return
  const windows = await house.db.rows<AskedAim>(`select id, tactic_id as "tacticId", from_at as "fromAt", until_at as "untilAt" from aim where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, aims.map((aim) => aim.id)])
  const asked = new Map(windows.map((one) => [one.id, one]))
  const found: Counted[] = []
  for (const [name, some] of Map.groupBy(aims, (aim) => aim.indicator)) found.push(...((await house.flow.indicators.get(name)?.count(house.db, campaignId, some.flatMap((aim) => asked.get(aim.id) ?? []))) ?? []))
  if (found.length === 0) return
  const before = new Map(aims.map((aim) => [aim.id, aim]))
  await house.db.transact(async (t) => {
    await t.run(
      `update aim a set figure = given.figure, known = given.known, whole = given.whole, figure_at = $6, source = null, counted_by = null
       from unnest($2::uuid[], $3::int[], $4::int[], $5::int[], $7::int[]) as given (id, figure, known, whole, version) where a.campaign_id = $1 and a.id = given.id and a.version = given.version`,
      [campaignId, found.map((one) => one.id), found.map((one) => one.figure), found.map((one) => one.known ?? null), found.map((one) => one.whole ?? null), now, found.map((one) => before.get(one.id)!.version)],
    )
    for (const tactic of new Set(found.filter((one) => before.get(one.id)!.figure !== one.figure).map((one) => before.get(one.id)!.tacticId))) await notify(t, campaignId, { kind: 'plan', tactic })
  })
}

/** What a slice's query of figures begins with, as `aim`: from $2 on, see `aimValues`. */
export const aimsSql = 'unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[]) as aim (id, tactic_id, from_at, until_at)'

export function aimValues(campaignId: string, aims: AskedAim[]): unknown[] {
  return [campaignId, aims.map((aim) => aim.id), aims.map((aim) => aim.tacticId), aims.map((aim) => aim.fromAt), aims.map((aim) => aim.untilAt)]
}

/** Whether a moment lies within the aim's own window. */
export function withinAim(moment: string): string {
  return `(aim.from_at is null or ${moment} >= aim.from_at) and (aim.until_at is null or ${moment} < aim.until_at)`
}
