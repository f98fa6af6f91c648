import { isUuid, refuse, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { areaCalled, groupById, mostAtOnce, readMany, withinReach, type Asking } from '#desk/index.ts'
import { allow, may } from '#person/index.ts'
import { noQuestion, questionById } from '#question/index.ts'
import { conditionsOf, type StatementFilter } from '#statement/index.ts'
import type { Doing } from './reason.ts'

/** What somebody wants done, and to which statements: all that a search finds, or those they ticked. */
export interface Wish {
  /** area (with `issueArea`), wait, or a deed with what is said with it. */
  kind: string
  fields: Record<string, unknown>
  /** The search, its names looked up, and as it was typed. */
  search?: { filter: StatementFilter; asking: Asking } | undefined
  statements?: string[] | undefined
}

/** More in one go are not begun: whoever means half the campaign means a rule. */
export const mostInBulk = 50_000

/** Whole searches are for coordinators; a volunteer does to many at once what they could take at once. */
export function allowWish(actor: Actor | undefined, campaign: CampaignRef, wish: Pick<Wish, 'kind' | 'search' | 'statements'>): asserts actor is Actor {
  allow(actor, campaign, 'bulk.few')
  if (wish.search || (wish.statements?.length ?? 0) > mostAtOnce) allow(actor, campaign, 'bulk.all')
  if (wish.kind === 'wait') allow(actor, campaign, 'bulk.all')
}

/** What is to be done, in one form: `input` is kept with it and shown in the history. */
export async function doingOf(house: House, reader: Reader, campaignId: string, { kind, fields }: Wish): Promise<Doing & { input: Record<string, unknown> }> {
  if (kind === 'wait') return { kind, target: null, input: {} }
  if (kind === 'area') {
    const area = await areaCalled(reader, campaignId, String(fields['issueArea'] ?? ''))
    return { kind, target: area.id, input: { area: area.id, issueArea: area.key } }
  }
  const input = readMany(house, kind, fields).input as Record<string, unknown>
  if (kind === 'question') {
    const asked = String(input['question'])
    if (asked === 'new') throw refuse('question-there', 422, 'Many at once are joined to a question that is there.', { mend: 'Make the question of one of them first.' })
    if (!(await questionById(reader, campaignId, asked))) throw noQuestion()
  }
  if (kind !== 'hand-on') return { kind, target: null, input }
  if (typeof fields['group'] !== 'string') throw refuse('group-only', 422, 'Many at once are handed on to a group, not to a person.', { mend: 'Choose a group.' })
  const { id } = await groupById(reader, campaignId, fields['group'])
  return { kind, target: id, input: { group: id } }
}

/**
 * Conditions on `statement s` for all that is meant, after `s.campaign_id = $1`. `seen`: what arrived after it was previewed is not meant.
 */
export function meantSql({ search, statements }: Wish, seen: Date | undefined, parameters: unknown[]): string {
  if (search) return conditionsOf({ ...search.filter, ...(seen ? { arrivedBefore: seen } : {}) }, parameters)
  const ids = [...new Set(statements ?? [])].filter(isUuid)
  if (ids.length === 0) throw refuse('bulk-nothing', 422, 'No statement is ticked.', { mend: 'Tick some, or search for what you mean.' })
  return conditionsOf({ among: ids }, parameters)
}

/** The condition that `statement s` is within reach of whoever asks: a coordinator reaches all. */
export async function reachSql(reader: Reader, campaign: CampaignRef, actor: Actor, parameters: unknown[]): Promise<string> {
  if (may(actor, campaign, 'bulk.all')) return 'true'
  return `(true ${conditionsOf(await withinReach(reader, campaign.id, actor), parameters)})`
}
