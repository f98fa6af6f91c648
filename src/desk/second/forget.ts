import type { Transactor, Withdrawal } from '#core/index.ts'

/** What may stay of a proposal about a statement that lost a post: ids, and words that a program chose. Titles and notes of people may hold the words that were taken back. */
const keeps = ['incident', 'question', 'reason', 'helper', 'person', 'group']

/**
 * Step `withdraw`: what was proposed about a post (a question to its sender, a referral with their words of consent) goes with it; what was
 * proposed about its statement goes on without the words that people had put to it. A proposal with nothing left stays to be decided otherwise.
 */
export async function forgetProposed(t: Transactor, { campaignId, postIds, statementIds }: Withdrawal): Promise<void> {
  await t.run(`update proposal set input = '{}' where campaign_id = $1 and input ->> 'post' = any($2)`, [campaignId, postIds])
  await t.run(
    `update proposal set input = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(input) where key = any($3))
     where campaign_id = $1 and statement_id = any($2::uuid[]) and input <> '{}'`,
    [campaignId, [...statementIds], keeps],
  )
}
