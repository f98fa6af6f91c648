import type { Reader } from '#core/index.ts'
import { alike, glance, sign, type Signature } from '#statement/fold/index.ts'

/** One way in which a statement was put: a text, as folding tells texts apart. */
export interface Wording {
  /** The first post that says it. */
  id: string
  text: string
  posts: number
  /** How many of them repost it. */
  reposts: number
  language: string | null
  /** It is the wording that stands for the statement. */
  same: boolean
  why: Why
}

/**
 * Why a wording is in its statement, worked out from the texts alone. `near`: this much alike; `cut`: a cut copy; `person`: somebody joined
 * it; each to what stands for the statement. `between`: alike to another wording here. `kin`: brought together by copies that are gone.
 */
export type Why = { kind: 'first' } | { kind: 'cut' } | { kind: 'near' | 'between' | 'kin'; likeness: number } | { kind: 'person'; name: string }

const mostPosts = 20_000
/** Wordings that one is compared with when it is not like what stands for the statement. */
const mostCompared = 60

interface Group extends Omit<Wording, 'why'> {
  number: number
  /** The text as it came. */
  raw: string
}

/** The wordings of a statement, the most used first, and how many there are in all. Words that were deleted upstream are not shown. */
export async function wordingsOf(reader: Reader, campaignId: string, statementId: string, limit = 8): Promise<{ wordings: Wording[]; total: number }> {
  const groups = await groupsOf(reader, campaignId, statementId)
  const shown = groups.slice(0, limit)
  const signatures = new Map<Group, Signature>()
  const signed = (group: Group): Signature => {
    const known = signatures.get(group) ?? sign(group.raw)
    signatures.set(group, known)
    return known
  }
  const base = groups.find((one) => one.same)
  const unlike = shown.filter((one) => !one.same && !(base && alike(signed(base), signed(one)).together))
  const joined = await joinedBy(reader, campaignId, statementId, unlike)
  const whyOf = (one: Group): Why => {
    if (one.same || !base) return { kind: 'first' }
    const found = alike(signed(base), signed(one))
    if (found.together) return found.reason === 'cut' ? { kind: 'cut' } : { kind: 'near', likeness: found.likeness }
    const name = joined.get(one.number)
    if (name !== undefined) return { kind: 'person', name }
    const others = groups.filter((other) => other !== one).slice(0, mostCompared).map((other) => alike(signed(other), signed(one)))
    const nearest = others.filter((verdict) => verdict.together).sort((a, b) => b.likeness - a.likeness)[0]
    return nearest ? { kind: 'between', likeness: nearest.likeness } : { kind: 'kin', likeness: found.likeness }
  }
  return { wordings: shown.map((group) => ({ ...plain(group), why: whyOf(group) })), total: groups.length }
}

const plain = ({ number: _number, raw: _raw, ...wording }: Group): Omit<Wording, 'why'> => wording

async function groupsOf(reader: Reader, campaignId: string, statementId: string): Promise<Group[]> {
  const rows = await reader.rows<{ text: string; id: string; number: string; posts: number; reposted: number; language: string | null }>(
    `select o.text, (array_agg(o.id order by f.number))[1] as id, min(f.number) as number, count(*)::int as posts,
       (count(*) filter (where o.repost_of is not null))::int as reposted, min(o.language) as language
     from (select number, post_id from post_fold where campaign_id = $1 and statement_id = $2 limit ${mostPosts}) f
     join post o on o.campaign_id = $1 and o.id = f.post_id
     where o.withdrawn_at is null and o.gone_at is null
     group by o.text order by min(f.number)`,
    [campaignId, statementId],
  )
  const stands = await reader.row<{ text: string }>(`select text from statement_text where campaign_id = $1 and statement_id = $2`, [campaignId, statementId])
  const standing = stands && glance(stands.text)
  const groups = new Map<bigint, Group>()
  for (const row of rows) {
    const exact = glance(row.text)
    const reposts = repost.test(row.text) ? row.posts : row.reposted
    const known = groups.get(exact)
    if (!known) {
      const { id, language, posts } = row
      groups.set(exact, { id, text: row.text.replace(repost, ''), raw: row.text, number: Number(row.number), posts, reposts, language, same: exact === standing })
      continue
    }
    known.posts += row.posts
    known.reposts += reposts
  }
  return [...groups.values()].sort((a, b) => b.posts - a.posts || a.number - b.number)
}

const repost = /^(rt @[^ :]+:? *)+/i

/** Who joined these wordings, of the joins that stand. */
async function joinedBy(reader: Reader, campaignId: string, statementId: string, groups: Group[]): Promise<Map<number, string>> {
  if (groups.length === 0) return new Map()
  const rows = await reader.rows<{ number: string; name: string }>(
    `select m.number, p.name from refold r join refold_post m on m.campaign_id = r.campaign_id and m.refold_id = r.id join person p on p.id = r.person_id
     where r.campaign_id = $1 and r.statement_id = $2 and r.undone_at is null and m.number = any($3::bigint[])`,
    [campaignId, statementId, groups.map((group) => group.number)],
  )
  return new Map(rows.map((row) => [Number(row.number), row.name]))
}
