import type { Reader } from '#core/index.ts'
import { undoSeconds } from './deed.ts'
import { deedsLately, type Late } from './lately.ts'

/** What somebody took out of a statement or joined to it, as its history shows it. */
export interface RefoldRow {
  id: string
  kind: 'part' | 'join'
  /** Seen from the statement at hand: it went on, or it is what was taken out. */
  from: boolean
  /** The other statement, as long as it is one. */
  other: string | null
  posts: number
  by: string
  at: Date
  undoneBy: string | null
  undoneAt: Date | null
}

export async function refoldsOf(reader: Reader, campaignId: string, statementId: string): Promise<RefoldRow[]> {
  return reader.rows(
    `select r.id, r.kind, r.statement_id = $2 as "from", s.id as other, r.posts, p.name as by, r.at, u.name as "undoneBy", r.undone_at as "undoneAt"
     from refold r
     join person p on p.id = r.person_id
     left join person u on u.id = r.undone_by
     left join statement s on s.campaign_id = $1 and s.id = case when r.statement_id = $2 then r.other_id else r.statement_id end
     where r.campaign_id = $1 and (r.statement_id = $2 or r.other_id = $2) order by r.turn`,
    [campaignId, statementId],
  )
}

/** What a person did in the last ten seconds and can take back: deeds, and what they took out or joined; the latest first. */
export async function doneLately(reader: Reader, campaignId: string, personId: string, now: Date): Promise<Late[]> {
  const done = await Promise.all([deedsLately(reader, campaignId, personId, now), refoldsLately(reader, campaignId, personId, now)])
  return done.flat().sort((a, b) => b.at.getTime() - a.at.getTime())
}

export async function refoldsLately(reader: Reader, campaignId: string, personId: string, now: Date): Promise<Late[]> {
  return reader.rows(
    `select id, statement_id as "statementId", kind as decision, at, jsonb_build_object('posts', posts) as done, null as "issueArea", false as proposed
     from refold where campaign_id = $1 and person_id = $2 and at > $3 and undone_at is null order by turn desc limit 25`,
    [campaignId, personId, new Date(now.getTime() - undoSeconds * 1_000)],
  )
}
