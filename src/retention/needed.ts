import type { Reader } from '#core/index.ts'

/** Why something is kept although its time is over. */
export const reasons = ['hold', 'evidence', 'alarm', 'referral', 'callback', 'asked', 'undecided'] as const
export type Why = (typeof reasons)[number]

/**
 * Of these posts those that somebody still needs: evidence that is held, somebody in danger or handed to a helper, an answer that is owed,
 * work that waits. `photos`: a photo that a checklist cites lies with its post (incident/evidence.ts).
 */
export async function stillNeeded(reader: Reader, campaignId: string, postIds: string[], { photos = false } = {}): Promise<Map<string, Why>> {
  if (postIds.length === 0) return new Map()
  const rows = await reader.rows<{ id: string; why: Why }>(
    `select g.id, case
       when ${heldSql('f.statement_id')} then 'hold'
       when $3 and exists (select from evidence e where e.campaign_id = $1 and e.post_id = g.id) then 'evidence'
       when exists (select from alarm a where a.campaign_id = $1 and a.statement_id = f.statement_id and a.state <> 'closed') then 'alarm'
       when exists (select from referral r where r.campaign_id = $1 and r.post_id = g.id and (r.state not in ('closed', 'stopped') or r.tell_stop)) then 'referral'
       when exists (select from call c where c.campaign_id = $1 and c.post_id = g.id and c.callback = 'due') then 'callback'
       when exists (select from ask a where a.campaign_id = $1 and a.post_id = g.id and a.state = 'open') then 'asked'
       when s.state in ('waiting', 'held', 'asked', 'review') or (f.post_id is null and p.withdrawn_at is null) then 'undecided'
     end as why
     from unnest($2::uuid[]) as g (id)
     cross join lateral (select withdrawn_at from post where campaign_id = $1 and id = g.id offset 0) p
     left join post_fold f on f.campaign_id = $1 and f.post_id = g.id
     left join statement s on s.campaign_id = $1 and s.id = f.statement_id`,
    [campaignId, postIds, photos],
  )
  return new Map(rows.filter((row) => row.why !== null).map((row) => [row.id, row.why]))
}

/** That a statement is held as evidence, or an incident that it supports, also one that was joined to another since. */
export function heldSql(statement: string): string {
  const supported = `select i.incident_id from incident_statement i where i.campaign_id = $1 and i.statement_id = ${statement}`
  return `exists (select from legal_hold h where h.campaign_id = $1 and h.lifted_at is null and (h.statement_id = ${statement} or h.incident_id in (
    ${supported} union all select x.id from incident x where x.campaign_id = $1 and x.joined_into in (${supported}))))`
}
