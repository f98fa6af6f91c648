import { effectiveConsentSql, pseudonym } from '#post/index.ts'
import { graphicSql } from '#graphic/index.ts'
import type { Campaign } from '#campaign/index.ts'
import type { Reader } from '#core/index.ts'

/** One thing said in a chat, with all posts of it that say the same. */
export interface Said {
  /** The first post that says it: by it a person moves all of them. */
  postId: string
  questionId: string | null
  placed: 'tag' | 'reply' | 'likeness' | 'time' | 'person' | null
  likelyId: string | null
  guestId: string | null
  /** Whether its words may be shown in public. */
  quotable: boolean
  /** Deleted by its author where it was public. */
  gone: boolean
  /** Put aside or set aside at the desk as noise: not in the transcript. */
  aside: boolean
  graphic: boolean
  takenOut: boolean
  text: string
  language: string | null
  channels: string[]
  /** Stands for the author; null where nobody can say who wrote it. */
  author: string | null
  authorId: string | null
  postedAt: Date
  posts: number
}

interface Row extends Omit<Said, 'channels' | 'posts' | 'author'> {
  statementId: string
  channel: string
}

/** Reasons for which what is set aside at the desk has no place in a transcript either. */
const noise = `('off-topic', 'spam', 'abuse', 'test')`

/**
 * What was said in a chat, in the order of time, copies together. A copy that may be quoted speaks for those that may not.
 * Words are read from the posts each time: what is taken back there is gone here.
 */
export async function saidIn(reader: Reader, campaign: Pick<Campaign, 'id' | 'consent'>, chatId: string, most = 3_000): Promise<Said[]> {
  const rows = await reader.rows<Row>(
    `select a.post_id as "postId", a.question_id as "questionId", a.placed, a.likely_id as "likelyId", a.guest_id as "guestId", a.taken_out_at is not null as "takenOut", f.statement_id as "statementId",
       o.text, o.language, o.channel, o.posted_at as "postedAt", o.author_id as "authorId", o.gone_at is not null as gone, ${effectiveConsentSql(campaign.consent, 'quote')} as quotable,
       ${graphicSql('f.statement_id')} as graphic,
       s.state = 'aside' or exists (select from deed d where d.campaign_id = $1 and d.statement_id = f.statement_id and d.kind = 'discard' and d.taken_back_at is null and d.done ->> 'reason' in ${noise}) as aside
     from chat_answer a
     cross join lateral (select statement_id from post_fold where campaign_id = $1 and post_id = a.post_id offset 0) f
     cross join lateral (select * from post where campaign_id = $1 and id = a.post_id offset 0) o
     cross join lateral (select state from statement where campaign_id = $1 and id = f.statement_id offset 0) s
     where a.campaign_id = $1 and a.chat_id = $2 and o.withdrawn_at is null
     order by a.posted_at desc, a.post_id desc limit $3`,
    [campaign.id, chatId, most],
  )
  return [...Map.groupBy(rows.reverse(), (row) => row.statementId).values()].map(together)
}

/** The same thing said by the panel and by others is the panel's: they are named. */
function together(rows: Row[]): Said {
  const first = rows.find((row) => row.guestId && row.quotable) ?? rows.find((row) => row.quotable) ?? rows[0]!
  const { statementId: _, channel: __, ...said } = first
  return {
    ...said, takenOut: rows.some((row) => row.takenOut), author: first.authorId === null ? null : pseudonym(first.authorId),
    channels: [...new Set(rows.map((row) => row.channel))], posts: rows.length,
  }
}
