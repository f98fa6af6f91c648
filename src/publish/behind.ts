/** What statements hang on: the table that ties them to it, and its column. */
export const ties = {
  question: { link: 'question_statement', key: 'question_id' },
  incident: { link: 'incident_statement', key: 'incident_id' },
} as const

export type Tied = keyof typeof ties

/**
 * Joins the posts that say a statement, as `f` (their place) and `o`, in a query whose $1 is the campaign. Each looked up by its key:
 * the planner does not know how many posts a campaign has (their statistics are off, post/0065), takes a young one for empty, and
 * reads all of it for each statement.
 */
export function postsBehind(statement: string): string {
  return `cross join lateral (select number, post_id from post_fold where campaign_id = $1 and statement_id = ${statement} offset 0) f
    cross join lateral (select * from post where campaign_id = $1 and id = f.post_id offset 0) o`
}
