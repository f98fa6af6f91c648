import { notify, refuse, uuid7, type Actor, type House, type Reader, type Transactor } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'
import { languageOf } from '#post/index.ts'

/** Something asked of an institution, under an issue area; gathers every statement that asks it. */
export interface Question {
  id: string
  number: number
  /** Written or confirmed by a person; null while nobody has worded it: then it stands on what may be quoted, or is only counted. */
  wording: string | null
  language: string | null
  issueArea: string | null
  issueAreaId: string | null
  statements: number
  posts: number
  version: number
  createdAt: Date
}

const columns = `q.id, q.number, q.wording, q.language, a.key as "issueArea", q.issue_area_id as "issueAreaId", q.version, q.created_at as "createdAt",
  (select count(*)::int from question_statement l where l.campaign_id = q.campaign_id and l.question_id = q.id) as statements,
  (select coalesce(sum(s.posts), 0)::int from question_statement l join statement s on s.campaign_id = l.campaign_id and s.id = l.statement_id
   where l.campaign_id = q.campaign_id and l.question_id = q.id) as posts`

const joins = `left join issue_area a on a.campaign_id = q.campaign_id and a.id = q.issue_area_id`

/** Questions to join or to edit, the most asked first. `words`: part of the wording. */
export async function listQuestions(
  reader: Reader, campaignId: string, filter: { issueAreaId?: string; words?: string; limit?: number } = {},
): Promise<Question[]> {
  return reader.rows(
    `select * from (select ${columns} from question q ${joins}
       where q.campaign_id = $1 and ($2::uuid is null or q.issue_area_id = $2) and ($3::text is null or q.wording ilike '%' || $3 || '%')) found
     order by posts desc, number limit $4`,
    [campaignId, filter.issueAreaId ?? null, filter.words ? likeSafe(filter.words) : null, filter.limit ?? 200],
  )
}

export async function questionById(reader: Reader, campaignId: string, id: string): Promise<Question | undefined> {
  return reader.row(`select ${columns} from question q ${joins} where q.campaign_id = $1 and q.id = $2`, [campaignId, id])
}

/** Those of these ids that are there, in no order. */
export async function questionsById(reader: Reader, campaignId: string, ids: string[]): Promise<Question[]> {
  if (ids.length === 0) return []
  return reader.rows(`select ${columns} from question q ${joins} where q.campaign_id = $1 and q.id = any($2::uuid[])`, [campaignId, ids])
}

/** Makes a question; numbers count up within the campaign (the campaign's pulse is locked, so that two never get the same). */
export async function addQuestion(
  t: Transactor, campaignId: string, made: { wording?: string; language?: string | null; issueAreaId: string | null; personId: string; at: Date },
): Promise<string> {
  await touchPublic(t, campaignId, { sameWords: true })
  const id = uuid7(made.at)
  await t.run(
    `insert into question (campaign_id, id, number, wording, worded_by, language, issue_area_id, created_at)
     select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 from question where campaign_id = $1`,
    [campaignId, id, made.wording ?? null, made.wording ? made.personId : null, made.language ?? null, made.issueAreaId, made.at],
  )
  return id
}

export async function linkStatement(t: Transactor, campaignId: string, questionId: string, statementId: string, deedId: string): Promise<void> {
  await t.run(
    `insert into question_statement (campaign_id, question_id, statement_id, deed_id) values ($1, $2, $3, $4) on conflict do nothing`,
    [campaignId, questionId, statementId, deedId],
  )
}

/**
 * Whoever words a question may do so in another language than it was asked in; pages and dossiers set it by its own. Of a few words the
 * language is not told: then the one of the statement is the better guess.
 */
export function languageOfWording(wording: string | undefined): string | undefined {
  return wording && wording.length >= 30 ? languageOf(wording) : undefined
}

/** Changes wording, language or issue area of a question that `version` still describes. */
export async function editQuestion(
  house: House, campaignId: string, actor: Actor, id: string, edit: { version: number; wording?: string; language?: string; issueAreaId?: string },
): Promise<Question> {
  return house.db.transact(async (t) => {
    const changed = await t.run(
      `update question set version = version + 1, wording = coalesce($4, wording), worded_by = case when $4::text is null then worded_by else $5 end,
         language = coalesce($6, language), issue_area_id = coalesce($7, issue_area_id)
       where campaign_id = $1 and id = $2 and version = $3`,
      [campaignId, id, edit.version, edit.wording ?? null, actor.person.id, edit.language ?? languageOfWording(edit.wording) ?? null, edit.issueAreaId ?? null],
    )
    const question = await questionById(t, campaignId, id)
    if (!question) throw noQuestion()
    if (changed === 0) throw refuse('stale-version', 409, 'This question has changed since you read it.', { mend: 'Reload it; what you typed is kept.', extra: { version: question.version } })
    await touchPublic(t, campaignId, { sameWords: true })
    await notify(t, campaignId, { kind: 'question', question: id })
    return question
  })
}

/** Questions that nobody asks any more go. */
export async function dropUnasked(t: Transactor, campaignId: string): Promise<void> {
  await t.run(
    `delete from question q where q.campaign_id = $1 and not exists (
       select from question_statement l where l.campaign_id = $1 and l.question_id = q.id)`,
    [campaignId],
  )
}

export function noQuestion() {
  return refuse('not-found', 404, 'There is no such question.')
}

/** `%` and `_` in typed words mean themselves. */
export function likeSafe(words: string): string {
  return words.slice(0, 200).replace(/[\\%_]/g, '\\$&')
}
