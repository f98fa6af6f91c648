import type { Reader } from '#core/index.ts'
import type { StatementFilter } from '#statement/index.ts'

export const boxes = ['mute', 'ban', 'flood'] as const
export type Box = (typeof boxes)[number]
export const kinds = ['search', 'sender', 'phrase', 'link', 'host', 'hashtag', 'template'] as const
export type Kind = (typeof kinds)[number]
export const ruleStates = ['proposed', 'on', 'over', 'off'] as const
export type RuleState = (typeof ruleStates)[number]

/** What a rule looks for. */
export interface Target {
  kind: Kind
  value: string | null
  filter: StatementFilter | null
  authorId: string | null
  marks: number[] | null
}

export interface Rule extends Target {
  id: string
  box: Box
  reason: string | null
  state: RuleState
  madeBy: string | null
  madeAt: Date
  changedBy: string | null
  changedAt: Date
  expiresAt: Date | null
  since: Date | null
  lastAt: Date | null
  pending: 'sweep' | 'release' | null
  /** The last statement that has been dealt with. */
  doneTo: string | null
}

export const columns = `r.id, r.box, r.kind, r.value, r.filter, r.author_id as "authorId", r.marks, r.reason, r.state, r.made_by as "madeBy",
  r.made_at as "madeAt", r.changed_by as "changedBy", r.changed_at as "changedAt", r.expires_at as "expiresAt", r.since, r.last_at as "lastAt", r.pending, r.done_to as "doneTo"`

export async function ruleWithId(reader: Reader, campaignId: string, id: string): Promise<Rule | undefined> {
  return reader.row<Rule>(`select ${columns} from rule r where r.campaign_id = $1 and r.id = $2`, [campaignId, id])
}

/** A sender who is muted or banned, or floods: all by the same measure, since what they say is put aside for who says it. */
export const bySender = (rule: Target): boolean => rule.kind === 'sender'
