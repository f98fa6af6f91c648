import { bareHashtag } from '#campaign/index.ts'
import { defined, notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { tacticById } from '../tactic/read.ts'
import { mayChange } from '../tactic/tactic.ts'
import { lineOf, missing, stale } from '../text.ts'
import { isMeasured, type Indicator } from './indicators.ts'

/** By what a tactic is judged: an indicator, a threshold, a window; and what was found of it. */
export interface Aim {
  id: string
  tacticId: string
  indicator: Indicator
  words: string
  threshold: number
  tag: string | null
  /** The window: its own, else the tactic's. */
  fromAt: Date | null
  untilAt: Date | null
  figure: number | null
  figureAt: Date | null
  /** Of how many (`whole`) it is known (`known`) what is counted. */
  known: number | null
  whole: number | null
  source: string | null
  countedBy: string | null
  version: number
}

export interface NewAim {
  indicator: Indicator
  words?: string | undefined
  threshold: number
  tag?: string | null | undefined
  fromAt?: Date | null | undefined
  untilAt?: Date | null | undefined
}

const select = `select a.id, a.tactic_id as "tacticId", a.indicator, a.words, a.threshold, a.tag, coalesce(a.from_at, t.starts_at) as "fromAt", coalesce(a.until_at, t.ends_at) as "untilAt",
    a.figure, a.figure_at as "figureAt", a.known, a.whole, a.source, c.name as "countedBy", a.version
  from aim a join tactic t on t.campaign_id = a.campaign_id and t.id = a.tactic_id left join person c on c.id = a.counted_by where a.campaign_id = $1`

export async function aimsOf(reader: Reader, campaignId: string, tacticId?: string): Promise<Aim[]> {
  return reader.rows<Aim>(`${select} and ($2::uuid is null or a.tactic_id = $2) order by a.created_at, a.id limit 2000`, [campaignId, tacticId ?? null])
}

export async function aimById(reader: Reader, campaignId: string, id: string): Promise<Aim | undefined> {
  return reader.row<Aim>(`${select} and a.id = $2`, [campaignId, id])
}

export async function addAim(house: House, actor: Actor | undefined, campaign: CampaignRef, tacticId: string, wish: NewAim): Promise<Aim> {
  allow(actor, campaign, 'plan.work')
  return house.db.transact(async (t) => {
    const tactic = await tacticById(t, campaign.id, tacticId)
    if (!tactic) throw missing('tactic')
    mayChange(actor, campaign, tactic)
    const id = await insertAim(t, campaign.id, tacticId, wish, house.clock.now())
    await notify(t, campaign.id, { kind: 'plan', tactic: tacticId })
    return (await aimById(t, campaign.id, id))!
  })
}

export async function insertAim(t: Transactor, campaignId: string, tacticId: string, wish: NewAim, at: Date): Promise<string> {
  const id = uuid7(at)
  const { indicator, words, threshold, tag, fromAt, untilAt } = checked(wish)
  await t.run(
    `insert into aim (campaign_id, id, tactic_id, indicator, words, threshold, tag, from_at, until_at, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [campaignId, id, tacticId, indicator, words, threshold, tag, fromAt, untilAt, at])
  return id
}

export interface AimChange extends Partial<NewAim> {
  version: number
  /** What a person counted, and where they have it from. */
  figure?: number | null | undefined
  source?: string | undefined
}

export async function changeAim(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: AimChange): Promise<Aim> {
  allow(actor, campaign, 'plan.work')
  return house.db.transact(async (t) => {
    const [before, own] = [await aimById(t, campaign.id, id), await t.row<{ fromAt: Date | null; untilAt: Date | null }>(`select from_at as "fromAt", until_at as "untilAt" from aim where campaign_id = $1 and id = $2`, [campaign.id, id])]
    if (!before || !own) throw missing('aim')
    mayChange(actor, campaign, (await tacticById(t, campaign.id, before.tacticId))!)
    const { version, figure, source, ...given } = change
    const next = checked({ ...before, ...own, ...defined(given) })
    const counted = figure === undefined ? undefined : countedFigure(figure, source)
    // Another question has another answer: what was found of the one before is not carried over.
    const asksOther = next.indicator !== before.indicator || next.tag !== before.tag || String(next.fromAt) !== String(own.fromAt) || String(next.untilAt) !== String(own.untilAt)
    const done = await t.run(
      `update aim set indicator = $3, words = $4, threshold = $5, tag = $6, from_at = $7, until_at = $8, version = version + 1,
         figure = case when $9 then $10 when $11 then null else figure end, source = case when $9 then $12 when $11 then null else source end, counted_by = case when $9 then $13 when $11 then null else counted_by end,
         figure_at = case when $9 then $14::timestamptz when $11 then null else figure_at end, known = case when $9 or $11 then null else known end, whole = case when $9 or $11 then null else whole end
       where campaign_id = $1 and id = $2 and version = $15`,
      [campaign.id, id, next.indicator, next.words, next.threshold, next.tag, next.fromAt, next.untilAt, counted !== undefined, counted?.figure ?? null, asksOther, counted?.source ?? null,
        counted?.figure == null ? null : actor.person.id, counted?.figure == null ? null : house.clock.now(), version],
    )
    if (done === 0) throw stale(before.version)
    await notify(t, campaign.id, { kind: 'plan', tactic: before.tacticId })
    return (await aimById(t, campaign.id, id))!
  })
}

export async function dropAim(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'plan.work')
  await house.db.transact(async (t) => {
    const before = await aimById(t, campaign.id, id)
    if (!before) throw missing('aim')
    mayChange(actor, campaign, (await tacticById(t, campaign.id, before.tacticId))!)
    await t.run(`delete from aim where campaign_id = $1 and id = $2`, [campaign.id, id])
    await notify(t, campaign.id, { kind: 'plan', tactic: before.tacticId })
  })
}

/** Where the figure stands to the threshold; undefined while there is none. */
export function reached(aim: Pick<Aim, 'figure' | 'threshold'>): boolean | undefined {
  return aim.figure === null ? undefined : aim.figure >= aim.threshold
}

function countedFigure(figure: number | null, source: string | undefined): { figure: number | null; source: string | null } {
  if (figure === null) return { figure, source: null }
  if (!Number.isInteger(figure) || figure < 0 || figure > 2_000_000_000) throw refuse('figure-wrong', 422, 'A figure is a whole number from 0.')
  const from = lineOf(source ?? '', 300)
  if (from.length < 3) throw refuse('source-missing', 422, 'A figure says where it comes from.', { mend: 'Who counted, and how.' })
  return { figure, source: from }
}

function checked(wish: NewAim) {
  const threshold = wish.threshold
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > 2_000_000_000) throw refuse('threshold-wrong', 422, 'A threshold is a whole number from 1.')
  const [fromAt, untilAt] = [wish.fromAt ?? null, wish.untilAt ?? null]
  if (fromAt && untilAt && untilAt <= fromAt) throw refuse('window-wrong', 422, 'The window ends before it begins.', { mend: 'Look at both times again.' })
  const counts = wish.indicator === 'posts' || wish.indicator === 'people' || wish.indicator === 'countries'
  const tag = counts && wish.tag ? bareHashtag(lineOf(wish.tag, 101)) || null : null
  return { indicator: wish.indicator, words: lineOf(wish.words ?? '', 300), threshold, tag, fromAt, untilAt }
}

export { isMeasured }
