import { refuse, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { lockChat, told } from './chat.ts'

/** What a person does to a chat answer. All that are copies of each other go together: they are one statement. */
export interface AnswerChange {
  /** Where it goes; null: the parking lot. */
  question?: string | null | undefined
  /** Out of the transcript, or back. */
  takenOut?: boolean | undefined
}

/**
 * Moves a chat answer to another question or the parking lot, says that a rule was right (the same question again), takes it out of the
 * transcript or puts it back. Whoever comes last is right, so it needs no version; taken out holds with the next request of anybody.
 */
export async function changeAnswer(house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string, postId: string, change: AnswerChange): Promise<void> {
  allow(actor, campaign, 'chat.run')
  await house.db.transact(async (t) => {
    await lockChat(t, campaign.id, chatId)
    const posts = await copiesOf(t, campaign.id, chatId, postId)
    const at = house.clock.now()
    if (change.question !== undefined) {
      const asked = change.question === null || (await t.row(`select 1 from chat_question where campaign_id = $1 and chat_id = $2 and id = $3 and number is not null`, [campaign.id, chatId, change.question]))
      if (!asked) throw refuse('not-asked', 422, 'This question was not asked yet.', { mend: 'Leave the answer in the parking lot until it is.' })
      await t.run(
        `update chat_answer set question_id = $4, placed = case when $4::uuid is null then null else 'person' end, placed_by = $5, likely_id = null, version = version + 1
         where campaign_id = $1 and chat_id = $2 and post_id = any($3::uuid[])`,
        [campaign.id, chatId, posts, change.question, actor.person.id],
      )
    }
    if (change.takenOut !== undefined) {
      await t.run(
        `update chat_answer set taken_out_at = $4, taken_out_by = $5, version = version + 1 where campaign_id = $1 and chat_id = $2 and post_id = any($3::uuid[])`,
        [campaign.id, chatId, posts, change.takenOut ? at : null, change.takenOut ? actor.person.id : null],
      )
      await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: change.takenOut ? 'chat.answer.taken-out' : 'chat.answer.put-back', subject: postId })
    }
    await told(t, campaign.id, chatId)
  })
}

/** A person has looked at everything that rules placed under a question, and it is right. */
export async function confirmPlaced(house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string, questionId: string): Promise<number> {
  allow(actor, campaign, 'chat.run')
  return house.db.transact(async (t) => {
    await lockChat(t, campaign.id, chatId)
    const confirmed = await t.run(
      `update chat_answer set placed = 'person', placed_by = $4, version = version + 1 where campaign_id = $1 and chat_id = $2 and question_id = $3 and placed in ('likeness', 'time')`,
      [campaign.id, chatId, questionId, actor.person.id],
    )
    await told(t, campaign.id, chatId)
    return confirmed
  })
}

/** The posts of the chat that say the same statement as this one. */
async function copiesOf(t: Transactor, campaignId: string, chatId: string, postId: string): Promise<string[]> {
  const rows = await t.rows<{ id: string }>(
    `select a.post_id as id from chat_answer a join post_fold f on f.campaign_id = a.campaign_id and f.post_id = a.post_id
     where a.campaign_id = $1 and a.chat_id = $2 and f.statement_id = (select statement_id from post_fold where campaign_id = $1 and post_id = $3)`,
    [campaignId, chatId, postId],
  )
  if (!rows.some((row) => row.id === postId)) throw refuse('not-found', 404, 'There is no such chat answer.')
  return rows.map((row) => row.id)
}
