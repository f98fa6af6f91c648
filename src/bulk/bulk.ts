import type { Reader } from '#core/index.ts'
import type { Asking } from '#desk/index.ts'
import { outcomes, type Outcome } from './reason.ts'

export const bulkStates = ['doing', 'done', 'undoing', 'undone'] as const
export type BulkState = (typeof bulkStates)[number]

/** What somebody did to many statements at once, and how far it is. */
export interface Bulk {
  id: string
  personId: string
  by: string
  kind: string
  input: Record<string, unknown>
  asking: Asking | null
  state: BulkState
  /** How many it is about, and how many of them have had their turn. */
  statements: number
  at: Date
  doneAt: Date | null
  undoneBy: string | null
  undoneAt: Date | null
}

/** How the statements of a bulk were left, and what became of taking it back. */
export interface Tally {
  outcomes: { outcome: Outcome; count: number }[]
  /** Done or proposed. */
  did: number
  /** Not their turn yet. */
  open: number
  /** Taken back, and those on which somebody had moved on. */
  back: number
  moved: number
}

const columns = `b.id, b.person_id as "personId", p.name as by, b.kind, b.input, b.asking, b.state, b.statements, b.at, b.done_at as "doneAt", u.name as "undoneBy", b.undone_at as "undoneAt"
  from bulk b join person p on p.id = b.person_id left join person u on u.id = b.undone_by`

export async function bulkById(reader: Reader, campaignId: string, id: string): Promise<Bulk | undefined> {
  return reader.row(`select ${columns} where b.campaign_id = $1 and b.id = $2`, [campaignId, id])
}

/** The latest first; `before`: those that began earlier. */
export async function listBulks(reader: Reader, campaignId: string, page: { before?: Date | undefined; limit?: number } = {}): Promise<Bulk[]> {
  return reader.rows(
    `select ${columns} where b.campaign_id = $1 and ($2::timestamptz is null or b.at < $2) order by b.at desc, b.id desc limit $3`,
    [campaignId, page.before ?? null, Math.min(page.limit ?? 50, 200)],
  )
}

/** The tallies of these bulks, by bulk. */
export async function talliesOf(reader: Reader, campaignId: string, ids: string[]): Promise<Map<string, Tally>> {
  const rows = await reader.rows<{ id: string; outcome: Outcome | null; count: number; back: number; moved: number }>(
    `select bulk_id as id, outcome, count(*)::int as count, count(*) filter (where back)::int as back, count(*) filter (where not back)::int as moved
     from bulk_statement where campaign_id = $1 and bulk_id = any($2::uuid[]) group by bulk_id, outcome`,
    [campaignId, ids],
  )
  return new Map(ids.map((id) => {
    const own = rows.filter((row) => row.id === id)
    const sum = (some: typeof own, what: 'count' | 'back' | 'moved') => some.reduce((all, row) => all + row[what], 0)
    const known = outcomes.flatMap((outcome) => own.filter((row) => row.outcome === outcome).map(({ count }) => ({ outcome, count })))
    return [id, {
      outcomes: known, did: sum(own.filter((row) => row.outcome === 'done' || row.outcome === 'proposed'), 'count'),
      open: sum(own.filter((row) => row.outcome === null), 'count'), back: sum(own, 'back'), moved: sum(own, 'moved'),
    }]
  }))
}

/** Some of the statements that were left out, by why. */
export async function leftOut(reader: Reader, campaignId: string, id: string, limit = 30): Promise<{ id: string; outcome: Outcome; text: string; language: string | null; posts: number }[]> {
  return reader.rows(
    `select s.id, l.outcome, x.text, s.language, s.posts from bulk_statement l
     join statement s on s.campaign_id = $1 and s.id = l.statement_id join statement_text x on x.campaign_id = $1 and x.statement_id = l.statement_id
     where l.campaign_id = $1 and l.bulk_id = $2 and l.outcome <> all($3::text[]) order by l.outcome, s.posts desc, s.id limit $4`,
    [campaignId, id, ['done', 'proposed', 'same'], limit],
  )
}

/** What was done to a statement together with others, and left no deed of its own: its area was set, or it was brought back. */
export async function bulksOn(reader: Reader, campaignId: string, statementId: string): Promise<{ id: string; kind: string; input: Record<string, unknown>; by: string; at: Date; statements: number; back: boolean }[]> {
  return reader.rows(
    `select b.id, b.kind, b.input, p.name as by, b.at, b.statements, coalesce(l.back, false) as back
     from bulk_statement l join bulk b on b.campaign_id = l.campaign_id and b.id = l.bulk_id join person p on p.id = b.person_id
     where l.campaign_id = $1 and l.statement_id = $2 and l.outcome = 'done' and b.kind in ('area', 'wait') order by b.at`,
    [campaignId, statementId],
  )
}
