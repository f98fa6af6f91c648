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
}

/** What a person did in the last ten seconds, the latest first. */
export async function deedsLately(reader: Reader, campaignId: string, personId: string, now: Date): Promise<Late[]> {
  return reader.rows(
    `select d.id, d.statement_id as "statementId", d.kind as decision, d.at, d.done, a.key as "issueArea"
     from deed d
     join statement s on s.campaign_id = d.campaign_id and s.id = d.statement_id and s.version = d.version
     left join issue_area a on a.campaign_id = d.campaign_id and a.id = s.issue_area_id
     where d.campaign_id = $1 and d.person_id = $2 and d.at > $3 and d.taken_back_at is null
     order by d.at desc limit 25`,
    [campaignId, personId, new Date(now.getTime() - undoSeconds * 1_000)],
  )
}
