import type { Reader } from '#core/index.ts'
import { questionsById, type Question } from '../question.ts'
import { guessQuestions } from './learn.ts'

/** A statement that waits and may ask a question in other words. */
export interface MayAsk {
  id: string
  text: string
  language: string | null
  posts: number
}

const shown = 3

/** The questions that a statement may ask in other words, the likeliest first; none that it asks already or that somebody has refused. */
export async function questionsAlike(reader: Reader, campaignId: string, statementId: string, text: string): Promise<Question[]> {
  const guesses = await guessQuestions(reader, campaignId, text)
  if (guesses.length === 0) return []
  const out = await reader.rows<{ id: string }>(
    `select question_id as id from alike_refused where campaign_id = $1 and statement_id = $2
     union select question_id from question_statement where campaign_id = $1 and statement_id = $2`, [campaignId, statementId])
  const left = guesses.filter((guess) => !out.some((row) => row.id === guess.question)).slice(0, shown)
  const found = new Map((await questionsById(reader, campaignId, left.map((guess) => guess.question))).map((question) => [question.id, question]))
  return left.flatMap((guess) => found.get(guess.question) ?? [])
}

const open = `from alike k join statement s on s.campaign_id = $1 and s.id = k.statement_id and s.state = 'waiting'
  where k.campaign_id = $1 and k.question_id = any($2::uuid[])
    and not exists (select from alike_refused r where r.campaign_id = $1 and r.question_id = k.question_id and r.statement_id = k.statement_id)
    and not exists (select from question_statement l where l.campaign_id = $1 and l.question_id = k.question_id and l.statement_id = k.statement_id)`

/** How many statements that wait may ask each of these questions in other words. */
export async function countAlike(reader: Reader, campaignId: string, questionIds: string[]): Promise<Map<string, number>> {
  const rows = await reader.rows<{ id: string; count: number }>(`select k.question_id as id, count(*)::int as count ${open} group by k.question_id`, [campaignId, questionIds])
  return new Map(rows.map((row) => [row.id, row.count]))
}

/** Statements that wait and may ask a question in other words, the likeliest first. */
export async function statementsAlike(reader: Reader, campaignId: string, questionId: string, limit = 5): Promise<MayAsk[]> {
  return reader.rows(
    `select f.id, x.text, f.language, f.posts from (select s.id, s.language, s.posts, k.confidence ${open} order by k.confidence desc, s.posts desc, s.id limit $3) f
     join statement_text x on x.campaign_id = $1 and x.statement_id = f.id order by f.confidence desc, f.posts desc, f.id`,
    [campaignId, [questionId], Math.min(limit, 50)],
  )
}
