import type { Actor, House } from '#core/index.ts'
import { claimOne, decide, noStatement, oneStatement, releaseClaim, takeBack, type Decided } from '#desk/index.ts'
import { noQuestion, questionById } from '../question.ts'

/**
 * A person says that a statement asks a question: they take it and decide it in one go, by the rules of the desk. Where it is refused it goes back to
 * where it was.
 */
export async function sayAlike(house: House, campaignId: string, actor: Actor, questionId: string, statementId: string): Promise<Decided> {
  if (!(await questionById(house.db, campaignId, questionId))) throw noQuestion()
  const { version } = await claimOne(house, campaignId, actor, statementId)
  try {
    return await decide(house, campaignId, actor, statementId, version, 'question', { question: questionId })
  } catch (error) {
    await releaseClaim(house, campaignId, actor, statementId)
    throw error
  }
}

/** Takes it back within ten seconds: the statement waits again. */
export async function unsayAlike(house: House, campaignId: string, actor: Actor, statementId: string, deedId: string): Promise<void> {
  await takeBack(house, campaignId, actor, statementId, deedId)
  await releaseClaim(house, campaignId, actor, statementId)
}

/** A person says that it asks something else: this is remembered, and it is not suggested again. */
export async function refuseAlike(house: House, campaignId: string, actor: Actor, questionId: string, statementId: string): Promise<void> {
  await both(house, campaignId, questionId, statementId)
  await house.db.transact((t) =>
    t.run(
      `insert into alike_refused (campaign_id, question_id, statement_id, person_id, at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [campaignId, questionId, statementId, actor.person.id, house.clock.now()],
    ),
  )
}

/** It may be suggested again. */
export async function suggestAgain(house: House, campaignId: string, questionId: string, statementId: string): Promise<void> {
  await house.db.transact((t) => t.run(`delete from alike_refused where campaign_id = $1 and question_id = $2 and statement_id = $3`, [campaignId, questionId, statementId]))
}

async function both(house: House, campaignId: string, questionId: string, statementId: string): Promise<void> {
  if (!(await questionById(house.db, campaignId, questionId))) throw noQuestion()
  if (!(await oneStatement(house.db, campaignId, statementId))) throw noStatement()
}
