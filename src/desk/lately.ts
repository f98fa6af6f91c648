import type { Reader } from '#core/index.ts'
import { undoSeconds } from './deed.ts'

/** A deed that can still be taken back. */
export interface Late {
  id: string
  statementId: string
  decision: string
  at: Date
  done: Record<string, unknown>
  /** Key of the issue area that the statement was left with. */
  issueArea: string | null
  /** It waits for a second pair of eyes. */
  proposed: boolean
}

/** What a person did in the last ten seconds, the latest first. */
export async function deedsLately(reader: Reader, campaignId: string, personId: string, now: Date): Promise<Late[]> {
  return reader.rows(
    `select d.id, d.statement_id as "statementId", d.kind as decision, d.at, d.done, a.key as "issueArea", d.proposed
     from (
       select id, statement_id, kind, at, done, version, false as proposed from deed
       where campaign_id = $1 and person_id = $2 and at > $3 and taken_back_at is null and bulk_id is null
       union all
       select id, statement_id, kind, at, input, version, true from proposal
       where campaign_id = $1 and person_id = $2 and at > $3 and state = 'open' and bulk_id is null) d
     join statement s on s.campaign_id = $1 and s.id = d.statement_id and s.version = d.version
     left join issue_area a on a.campaign_id = $1 and a.id = s.issue_area_id
     order by d.at desc limit 25`,
    [campaignId, personId, new Date(now.getTime() - undoSeconds * 1_000)],
  )
}
