import { refuse, type House } from '#core/index.ts'
import { isUrgent } from './hold.ts'
import { conditionOf } from './match.ts'
import type { Target } from './rule.ts'
import { mutedAuthors } from './sweep.ts'
import { targetOf, type Wish } from './target.ts'

export interface Preview {
  target: Target
  /** Waiting statements that it would take, and the posts that say them. */
  statements: number
  posts: number
  /** Told in urgent words or at first hand. */
  urgent: number
  /** Match too, but somebody has them: they stay there. */
  held: number
  examples: Example[]
}

export interface Example {
  id: string
  text: string
  language: string | null
  posts: number
  urgent: boolean
}

const shown = 6

/** What a rule would take of what waits now, counted exactly; nothing is changed. The examples are what one would least want to lose. */
export async function previewOf(house: House, campaignId: string, wish: Wish): Promise<Preview> {
  const target = await targetOf(house.db, campaignId, wish)
  return previewTarget(house, campaignId, target)
}

export async function previewTarget(house: House, campaignId: string, target: Target): Promise<Preview> {
  const parameters: unknown[] = [campaignId]
  const muted = target.authorId ? [...(await mutedAuthors(house.db, campaignId)), target.authorId] : []
  const condition = conditionOf(target, parameters, muted)
  if (condition === undefined) throw refuse('rule-wrong', 422, 'A template is found by counting only.')
  const [counts, examples] = await Promise.all([
    house.db.row<Omit<Preview, 'target' | 'examples'>>(
      `select count(*) filter (where s.state = 'waiting')::int as statements, coalesce(sum(s.posts) filter (where s.state = 'waiting'), 0)::int as posts,
         count(*) filter (where s.state = 'waiting' and ${isUrgent})::int as urgent, count(*) filter (where s.state = 'held')::int as held
       from statement s where s.campaign_id = $1 and s.state in ('waiting', 'held') ${condition}`, parameters),
    house.db.rows<Example>(
      `select m.id, x.text, m.language, m.posts, m.urgent from (
         select s.id, s.language, s.posts, ${isUrgent} as urgent from statement s where s.campaign_id = $1 and s.state = 'waiting' ${condition}) m
       join statement_text x on x.campaign_id = $1 and x.statement_id = m.id
       order by m.urgent desc, m.posts desc, m.id limit ${shown}`, parameters),
  ])
  return { target, ...counts!, examples }
}
