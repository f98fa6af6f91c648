import type { House, Reader } from '#core/index.ts'
import { lookKinds } from '#privacy/index.ts'
import { channels, kindNames, type Kind } from './kind.ts'
import type { Why } from './needed.ts'
import { idAt } from './posts.ts'
import { daysFor, rulesOf, type Rules, type RuleChange } from './rules.ts'

const day = 86_400_000
/** Beyond this nobody needs the exact number, and counting would take its time. */
export const mostCounted = 100_000

export interface Night {
  at: Date
  gone: Record<Kind, number>
  complete: boolean
}

/** What the last nights did, the latest first. */
export async function nightsOf(reader: Reader, campaignId: string, most = 14): Promise<Night[]> {
  const rows = await reader.rows<{ at: Date; kind: Kind; gone: number; complete: boolean }>(
    `select at, kind, gone, complete from retention_run where campaign_id = $1 and at in (select distinct at from retention_run where campaign_id = $1 order by at desc limit $2) order by at desc`,
    [campaignId, most],
  )
  return [...Map.groupBy(rows, (row) => row.at.getTime()).values()].map((some) => ({
    at: some[0]!.at, complete: some.every((row) => row.complete), gone: Object.fromEntries(some.map((row) => [row.kind, row.gone])) as Night['gone'],
  }))
}

/** What stays although its time is over, and why. */
export async function keptFor(reader: Reader, campaignId: string): Promise<{ kind: Kind; why: Why; count: number }[]> {
  return reader.rows(`select kind, why, count(*)::int as count from retention_kept where campaign_id = $1 group by kind, why order by kind, count desc`, [campaignId])
}

/** How many of each kind come of age until then. */
export async function comingUntil(house: House, campaignId: string, until: Date): Promise<Record<Kind, number>> {
  const rules = await rulesOf(house.db, campaignId)
  const counts: [Kind, number][] = []
  for (const kind of kindNames) counts.push([kind, await countDue(house.db, campaignId, rules, kind, until)])
  return Object.fromEntries(counts) as Record<Kind, number>
}

/** What would go the next night with another rule, and what goes with the one of now. Changes nothing; what is still needed is not taken off. */
export async function previewRule(house: House, campaignId: string, { kind, channel, days }: RuleChange & { kind: Kind }): Promise<{ now: number; next: number }> {
  const rules = await rulesOf(house.db, campaignId)
  const at = house.clock.now()
  return { now: await countDue(house.db, campaignId, rules, kind, at), next: await countDue(house.db, campaignId, changed(rules, kind, channel, days), kind, at) }
}

function changed(rules: Rules, kind: Kind, channel: string, days: number | null): Rules {
  const byChannel = rules.byChannel.filter((rule) => rule.kind !== kind || rule.channel !== channel)
  if (channel !== '') return { ...rules, byChannel: days === null ? byChannel : [...byChannel, { kind, channel, days }] }
  return days === null ? rules : { ...rules, days: { ...rules.days, [kind]: days } }
}

async function countDue(reader: Reader, campaignId: string, rules: Rules, kind: Kind, at: Date): Promise<number> {
  const before = new Date(at.getTime() - rules.days[kind] * day)
  if (kind === 'original' || kind === 'contact') return countPosts(reader, campaignId, rules, kind, at)
  const row = await reader.row<{ count: number }>(`select count(*)::int as count from (${dueSql[kind]} limit ${mostCounted}) d`, [campaignId, before])
  return row!.count
}

async function countPosts(reader: Reader, campaignId: string, rules: Rules, kind: 'original' | 'contact', at: Date): Promise<number> {
  const row = await reader.row<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from unnest($2::text[], $3::uuid[]) as g (channel, before)
       left join retention_mark m on m.campaign_id = $1 and m.kind = $4 and m.channel = g.channel
       cross join lateral (select 1 from post p where p.campaign_id = $1 and p.id > coalesce(m.upto, '00000000-0000-0000-0000-000000000000') and p.id < g.before
         and p.channel = g.channel and p.sealed is not null limit ${mostCounted}) d limit ${mostCounted}) d`,
    [campaignId, channels, channels.map((channel) => idAt(new Date(at.getTime() - daysFor(rules, kind, channel) * day))), kind],
  )
  return row!.count
}

const dueSql: Record<Exclude<Kind, 'original' | 'contact'>, string> = {
  photo: `select 1 from photo where campaign_id = $1 and created_at < $2 and not shown`,
  wall: `select 1 from sheet_photo where campaign_id = $1 and created_at < $2`,
  discarded: `select 1 from deed d join statement s on s.campaign_id = d.campaign_id and s.id = d.statement_id
    where d.campaign_id = $1 and d.at < $2 and d.kind = 'discard' and d.taken_back_at is null and s.state = 'decided' and s.last_said_at < $2`,
  call: `select 1 from call where campaign_id = $1 and started_at < $2 and callback is distinct from 'due'`,
  referral: `select 1 from referral where campaign_id = $1 and state in ('closed', 'stopped') and due_at < $2 and (consent_words is not null or outcome is not null)`,
  message: `select 1 from outgoing where campaign_id = $1 and account_id is null and state in ('sent', 'refused') and changed_at < $2`,
  request: `select 1 from privacy_request where campaign_id = $1 and state <> 'open' and closed_at < $2 and (sealed is not null or outcome is not null)`,
  look: `select 1 from audit where campaign_id = $1 and at < $2 and kind = any(array['${lookKinds.join("','")}'])`,
  log: `select 1 from audit where campaign_id = $1 and at < $2 and kind <> all(array['${lookKinds.join("','")}'])`,
}
