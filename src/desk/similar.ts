import type { Reader } from '#core/index.ts'
import { searchForm, type State } from '#statement/index.ts'

/** A decided statement that says nearly the same, and what was made of it. */
export interface Similar {
  id: string
  text: string
  language: string | null
  posts: number
  issueArea: string | null
  decision: string
  by: string
  done: Record<string, unknown>
}

/** One that nobody has decided: what could be joined. */
export interface Near {
  id: string
  text: string
  language: string | null
  posts: number
  state: State
}

/** Words that are looked for: the longest, which are also the rarest. */
const mostWords = 6
/** Statements that share two of them and are weighed. */
const mostFound = 300

/** Up to `limit` decided statements that share at least half of the long words of a text; none for texts of few words. */
export async function similarDecided(reader: Reader, campaignId: string, statementId: string, text: string, limit = 3): Promise<Similar[]> {
  const asked = askedOf(text)
  if (!asked) return []
  return reader.rows(
    `select f.id, f.text, f.language, f.posts, a.key as "issueArea", d.kind as decision, p.name as by, d.done
     from (
       select s.id, x.text, s.language, s.posts, s.issue_area_id, (select count(*) from unnest($4::text[]) w where x.search @@ w::tsquery) as shared
       from statement_text x join statement s on s.campaign_id = x.campaign_id and s.id = x.statement_id
       where x.campaign_id = $1 and x.search @@ $3::tsquery and s.state = 'decided' and s.id <> $2 limit ${mostFound}) f
     join lateral (
       select kind, done, person_id from deed where campaign_id = $1 and statement_id = f.id and taken_back_at is null order by at desc limit 1) d on true
     join person p on p.id = d.person_id
     left join issue_area a on a.campaign_id = $1 and a.id = f.issue_area_id
     where f.shared * 2 >= $5
     order by f.shared desc, f.posts desc limit $6`,
    [campaignId, statementId, ...asked, limit],
  )
}

/** The same among those that are not decided and that nobody else holds. */
export async function similarUndecided(reader: Reader, campaignId: string, statementId: string, personId: string, text: string, limit = 3): Promise<Near[]> {
  const asked = askedOf(text)
  if (!asked) return []
  return reader.rows(
    `select f.id, f.text, f.language, f.posts, f.state
     from (
       select s.id, x.text, s.language, s.posts, s.state, (select count(*) from unnest($4::text[]) w where x.search @@ w::tsquery) as shared
       from statement_text x join statement s on s.campaign_id = x.campaign_id and s.id = x.statement_id
       where x.campaign_id = $1 and x.search @@ $3::tsquery and s.state <> 'decided' and s.id <> $2 limit ${mostFound}) f
     left join claim c on c.campaign_id = $1 and c.statement_id = f.id
     where f.shared * 2 >= $5 and (c.person_id is null or c.person_id = $7)
     order by f.shared desc, f.posts desc limit $6`,
    [campaignId, statementId, ...asked, limit, personId],
  )
}

/** Any two of the longest words, each of them, and how many there are; nothing for texts of few words. */
function askedOf(text: string): [string, string[], number] | undefined {
  const all = [...new Set(searchForm(text).match(/[\p{L}\p{M}]{5,}/gu) ?? [])]
  const words = all.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, mostWords)
  if (words.length < 3) return undefined
  const pairs = words.flatMap((one, i) => words.slice(i + 1).map((other) => `('${one}' & '${other}')`))
  return [pairs.join(' | '), words.map((word) => `'${word}'`), words.length]
}
