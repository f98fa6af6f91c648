import { z } from 'zod'
import { isUuid, type Deed } from '#core/index.ts'
import { lockStatement } from '#statement/index.ts'
import { addQuestion, dropUnasked, linkStatement, noQuestion, questionById } from './question.ts'

const schema = z.object({
  question: z.string().refine((value) => value === 'new' || isUuid(value), 'is "new" or the id of a question'),
  wording: z.string().trim().min(3, 'has at least 3 characters').max(500, 'has at most 500 characters').optional(),
})

/** The statement asks something: of a new question or of one that is there. */
export const asksQuestion: Deed<z.output<typeof schema>> = {
  kind: 'question',
  schema,
  repeatable: true,
  leaves: 'decided',
  async effect(_house, t, deed, input) {
    const { campaignId, statementId, deedId, personId, at } = deed
    const statement = await lockStatement(t, campaignId, statementId)
    const made = input.question === 'new'
    const question = made
      ? await addQuestion(t, campaignId, { wording: input.wording, language: statement!.language, issueAreaId: statement!.issueAreaId, personId, at })
      : input.question
    if (!made && !(await questionById(t, campaignId, question))) throw noQuestion()
    await linkStatement(t, campaignId, question, statementId, deedId)
    return { question, made }
  },
  async undo(_house, t, deed) {
    await t.run(`delete from question_statement where campaign_id = $1 and statement_id = $2 and deed_id = $3`, [deed.campaignId, deed.statementId, deed.deedId])
    await dropUnasked(t, deed.campaignId)
  },
}
