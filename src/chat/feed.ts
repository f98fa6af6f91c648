import type { Counted, Indicator } from '#core/index.ts'
import { aimsSql, aimValues, withinAim } from '#plan/index.ts'

/** Chat answers of the chats that carry out an aim's tactic, as far as they are under a question and not taken out; copies by other people count. */
const answers = `${aimsSql} join chat c on c.campaign_id = $1 and c.tactic_id = aim.tactic_id
  left join chat_answer a on a.campaign_id = $1 and a.chat_id = c.id and a.question_id is not null and a.taken_out_at is null and ${withinAim('a.posted_at')}
  left join lateral (select o.author_id from post o where o.campaign_id = $1 and o.id = a.post_id offset 0) o on true`

/** What aims of a tactic count of its chats. */
export const indicators: Indicator[] = [
  {
    name: 'chat-answers',
    count: (reader, campaignId, aims) => reader.rows<Counted>(`select aim.id, count(a.post_id)::int as figure from ${answers} group by aim.id`, aimValues(campaignId, aims)),
  },
  {
    name: 'chat-people',
    count: (reader, campaignId, aims) => reader.rows<Counted>(
      `select aim.id, count(distinct coalesce(o.author_id, a.post_id))::int as figure, count(o.author_id)::int as known, count(a.post_id)::int as whole from ${answers} group by aim.id`, aimValues(campaignId, aims)),
  },
]
