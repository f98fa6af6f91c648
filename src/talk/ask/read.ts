import type { House, Reader } from '#core/index.ts'
import type { Campaign } from '#campaign/index.ts'
import type { Fate } from '../outbox.ts'
import { askingIn, readyText, readyTexts, type ReadyText } from './ready.ts'
import { sendersOf, type Sender } from './ways.ts'

/** A question of ours as the desk sees it, with what came of it. */
export interface AskRow {
  id: string
  by: string
  text: string
  language: string
  askedAt: Date
  dueAt: Date
  state: 'open' | 'answered' | 'unanswered'
  /** Of the mail; null where none was sent. */
  fate: Fate | null
  answer: { text: string; language: string | null; at: Date } | null
}

/** What was asked about a statement, the first first. */
export async function asksOf(reader: Reader, campaignId: string, statementId: string): Promise<AskRow[]> {
  return reader.rows(
    `select a.id, w.name as by, a.text, a.language, a.asked_at as "askedAt", a.due_at as "dueAt", a.state, o.state as fate,
       case when p.id is null then null else jsonb_build_object('text', p.text, 'language', p.language) end as answer, a.answered_at as "answeredAt"
     from ask a join person w on w.id = a.person_id
     left join outgoing o on o.campaign_id = a.campaign_id and o.id = a.outgoing_id
     left join post p on p.campaign_id = a.campaign_id and p.id = a.answer_post_id
     where a.campaign_id = $1 and a.statement_id = $2 order by a.asked_at`,
    [campaignId, statementId],
  ).then((rows) => rows.map(({ answeredAt, ...row }) => ({ ...row, answer: row['answer'] && { ...row['answer'], at: answeredAt } }) as AskRow))
}

/** The statement that was asked about, where this one is the answer. */
export async function answersWhat(reader: Reader, campaignId: string, statementId: string): Promise<string | undefined> {
  const row = await reader.row<{ id: string }>(
    `select a.statement_id as id from post_fold f join ask a on a.campaign_id = f.campaign_id and a.answer_post_id = f.post_id
     where f.campaign_id = $1 and f.statement_id = $2 and a.statement_id <> $2 limit 1`,
    [campaignId, statementId],
  )
  return row?.id
}

/** Somebody who can be asked, and what is ready to be asked in their language. */
export interface Askable extends Sender {
  asksIn: string
  ready: Record<ReadyText, string>
}

/** Everything of the conversation that the desk shows beside a statement. */
export async function talkOf(house: House, campaign: Campaign, statementId: string): Promise<{ senders: Askable[]; asks: AskRow[]; answersWhat: string | null }> {
  const [senders, asks, what] = await Promise.all([sendersOf(house.db, campaign.id, statementId), asksOf(house.db, campaign.id, statementId), answersWhat(house.db, campaign.id, statementId)])
  return {
    asks,
    answersWhat: what ?? null,
    senders: senders.map((sender) => {
      const asksIn = askingIn(sender.language, campaign)
      return { ...sender, asksIn, ready: Object.fromEntries(readyTexts.map((name) => [name, readyText(asksIn, name)])) as Record<ReadyText, string> }
    }),
  }
}
