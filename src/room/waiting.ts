import type { Reader } from '#core/index.ts'

/** How many wait of one kind, and since when the oldest. */
export interface Waiting {
  waiting: number
  oldest: Date | null
}

export interface Standing {
  waiting: number
  oldest: Date | null
  held: number
  review: number
  asked: number
  /** By id of the chosen or, where nobody has chosen, suggested issue area; `none`. */
  areas: Map<string, Waiting>
  languages: Map<string, Waiting>
  /** By id of the group that they wait for. */
  groups: Map<string, Waiting>
  channels: Map<string, Waiting>
}

/** What is under way, counted in one pass over what is not decided. A statement of two channels counts in both. */
export async function standingOf(reader: Reader, campaignId: string): Promise<Standing> {
  const rows = await reader.rows<{ state: string; area: string | null; language: string | null; channels: string[]; group: string | null; count: number; oldest: Date }>(
    `select state, coalesce(issue_area_id, suggested_area_id) as area, language, channels, group_id as "group", count(*)::int as count, min(arrived_at) as oldest
     from statement where campaign_id = $1 and state in ('waiting', 'held', 'review', 'asked') group by 1, 2, 3, 4, 5`,
    [campaignId],
  )
  const standing: Standing = { waiting: 0, oldest: null, held: 0, review: 0, asked: 0, areas: new Map(), languages: new Map(), groups: new Map(), channels: new Map() }
  for (const { state, area, language, channels, group, count, oldest } of rows) {
    if (state !== 'waiting') {
      standing[state as 'held' | 'review' | 'asked'] += count
      continue
    }
    standing.waiting += count
    standing.oldest = earlier(standing.oldest, oldest)
    add(standing.areas, area ?? 'none', count, oldest)
    add(standing.languages, language ?? 'unknown', count, oldest)
    if (group) add(standing.groups, group, count, oldest)
    for (const channel of channels) add(standing.channels, channel, count, oldest)
  }
  return standing
}

function add(into: Map<string, Waiting>, key: string, count: number, oldest: Date): void {
  const one = into.get(key) ?? { waiting: 0, oldest: null }
  into.set(key, { waiting: one.waiting + count, oldest: earlier(one.oldest, oldest) })
}

function earlier(a: Date | null, b: Date): Date {
  return a === null || b < a ? b : a
}

/** What became of statements in the last hour, by id of their issue area and by language. */
export interface Done {
  areas: Map<string, number>
  languages: Map<string, number>
}

/** Decisions since a moment by what they were about, as `standingOf` names it. */
export async function doneSince(reader: Reader, campaignId: string, since: Date): Promise<Done> {
  const rows = await reader.rows<{ area: string | null; language: string | null; count: number }>(
    `select coalesce(s.issue_area_id, s.suggested_area_id) as area, s.language, count(*)::int as count
     from (select statement_id from deed where campaign_id = $1 and at >= $2 and taken_back_at is null offset 0) d
     join statement s on s.campaign_id = $1 and s.id = d.statement_id group by 1, 2`,
    [campaignId, since],
  )
  const done: Done = { areas: new Map(), languages: new Map() }
  for (const { area, language, count } of rows) {
    done.areas.set(area ?? 'none', (done.areas.get(area ?? 'none') ?? 0) + count)
    done.languages.set(language ?? 'unknown', (done.languages.get(language ?? 'unknown') ?? 0) + count)
  }
  return done
}
