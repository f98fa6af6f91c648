import { z } from 'zod'
import { isUuid, refuse, type Deed } from '#core/index.ts'
import { lockStatement } from '#statement/index.ts'
import { addQuestion, dropUnasked, languageOfWording, linkStatement, noQuestion, questionById } from './question.ts'

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
    const language = languageOfWording(input.wording) ?? statement!.language
    const question = made
      ? await addQuestion(t, campaignId, { wording: input.wording, language, issueAreaId: statement!.issueAreaId, personId, at })
      : input.question
    if (!made && !(await questionById(t, campaignId, question))) throw noQuestion()
    await linkStatement(t, campaignId, question, statementId, deedId)
    return { question, made }
  },
  async undo(_house, t, deed) {
    await t.run(`delete from question_statement where campaign_id = $1 and statement_id = $2 and deed_id = $3`, [deed.campaignId, deed.statementId, deed.deedId])
    await dropUnasked(t, deed.campaignId)
  },
  many: {
    /** To a question that is there: a new one is made of one statement, whose words somebody has read. */
    async effect(_house, t, deeds, { question }) {
      if (deeds.length === 0) return []
      const { campaignId } = deeds[0]!
      if (question === 'new') throw refuse('question-there', 422, 'Many at once are joined to a question that is there.', { mend: 'Make the question of one of them first.' })
      if (!(await questionById(t, campaignId, question))) throw noQuestion()
      await t.run(
        `insert into question_statement (campaign_id, question_id, statement_id, deed_id)
         select $1, $2, * from unnest($3::uuid[], $4::uuid[]) on conflict do nothing`,
        [campaignId, question, deeds.map((deed) => deed.statementId), deeds.map((deed) => deed.deedId)],
      )
      return deeds.map(() => ({ question, made: false }))
    },
    async undo(_house, t, deeds) {
      if (deeds.length === 0) return
      const { campaignId } = deeds[0]!
      await t.run(`delete from question_statement where campaign_id = $1 and deed_id = any($2::uuid[])`, [campaignId, deeds.map((deed) => deed.deedId)])
      await dropUnasked(t, campaignId)
    },
  },
}
