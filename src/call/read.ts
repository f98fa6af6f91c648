import type { Reader } from '#core/index.ts'

/** A call that was taken lately. */
export interface CallRow {
  postId: string
  text: string
  person: string
  startedAt: Date
  seconds: number
  urgent: boolean
  /** Null: not folded yet, or taken back. */
  statementId: string | null
}

export async function listCalls(reader: Reader, campaignId: string, limit = 20): Promise<CallRow[]> {
  return reader.rows<CallRow>(
    `select c.post_id as "postId", left(p.text, 200) as text, h.name as person, c.started_at as "startedAt", c.seconds, c.urgent, f.statement_id as "statementId"
     from call c join post p on p.campaign_id = c.campaign_id and p.id = c.post_id join person h on h.id = c.person_id
     left join post_fold f on f.campaign_id = c.campaign_id and f.post_id = c.post_id
     where c.campaign_id = $1 order by c.started_at desc, c.post_id desc limit $2`,
    [campaignId, limit],
  )
}
