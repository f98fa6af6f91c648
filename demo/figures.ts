import type { House } from '#core/index.ts'

export interface Figures {
  posts: number
  statements: number
  copies: number
  waiting: number
  decided: number
  aside: number
  /** Decided statements by key of their issue area; `none` for those without. */
  issueAreas: Record<string, number>
  channels: Record<string, number>
  languages: Record<string, number>
  incidents: number
  questions: number
}

/** What the posts became; posts = statements + copies. */
export async function figuresOf(house: House, campaignId: string): Promise<Figures> {
  const [posts, states, areas, channels, languages, incidents, questions] = await Promise.all([
    count(house, `select count(*)::int as count from post_fold where campaign_id = $1`, campaignId),
    counts(house, `select state as name, count(*)::int as count from statement where campaign_id = $1 group by 1`, campaignId),
    counts(house, `select coalesce(a.key, 'none') as name, count(*)::int as count from statement s
      left join issue_area a on a.campaign_id = s.campaign_id and a.id = s.issue_area_id
      where s.campaign_id = $1 and s.state = 'decided' group by 1 order by 2 desc`, campaignId),
    counts(house, `select channel as name, count(*)::int as count from post where campaign_id = $1 group by 1 order by 2 desc`, campaignId),
    counts(house, `select coalesce(language, 'und') as name, count(*)::int as count from post where campaign_id = $1 group by 1 order by 2 desc`, campaignId),
    count(house, `select count(*)::int as count from incident where campaign_id = $1`, campaignId),
    count(house, `select count(*)::int as count from question where campaign_id = $1`, campaignId),
  ])
  const statements = Object.values(states).reduce((sum, one) => sum + one, 0)
  return {
    posts, statements, copies: posts - statements, waiting: states['waiting'] ?? 0, decided: states['decided'] ?? 0, aside: states['aside'] ?? 0,
    issueAreas: areas, channels, languages, incidents, questions,
  }
}

async function count(house: House, sql: string, campaignId: string): Promise<number> {
  return (await house.db.row<{ count: number }>(sql, [campaignId]))!.count
}

async function counts(house: House, sql: string, campaignId: string): Promise<Record<string, number>> {
  const rows = await house.db.rows<{ name: string; count: number }>(sql, [campaignId])
  return Object.fromEntries(rows.map((row) => [row.name, row.count]))
}
