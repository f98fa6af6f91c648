import { randomInt } from 'node:crypto'
import { refuse, type House, type Reader, type Transactor } from '#core/index.ts'
import { idOfTicket, type Ticket } from '#intake/index.ts'
import { bankOf, variantsAt } from '#variant/index.ts'
import type { Action } from './action.ts'

const hour = 3_600_000
/** Whoever has to wait does so up to this much longer, by lot: letters that come to the minute look like a machine's. */
const jitter = 5 * 60_000

/**
 * When the next one may write, so that no hour whatever holds more than `perHour`. `latest`: the latest turns there are, in any order; `perHour` of them are
 * enough. `lot`: 0 to 1.
 */
export function nextTurn(latest: readonly Date[], perHour: number, now: Date, lot: number): Date {
  const sorted = latest.map((at) => at.getTime()).sort((a, b) => b - a)
  const full = sorted[perHour - 1]
  // A turn is at least an hour after the one that is `perHour` places before it.
  if (full === undefined || full + hour <= now.getTime()) return now
  return new Date(full + hour + Math.round(lot * jitter))
}

/** Texts are given alike among so many of the latest turns: the line behind one turn must not grow with all that were ever given. */
const compared = 1_000

export interface Turn {
  id: string
  variantId: string | null
  dueAt: Date
  tappedAt: Date | null
}

/**
 * Gives somebody their turn to write, and the text that fewest have had: now, or as soon as the target has had no more than its share this hour.
 * The share is the target's: letters and posts to the same one take their turns together, by the smallest share that any of them that is open has.
 */
export async function takeTurn(house: House, campaignId: string, action: Action, ticket: Ticket, language: string): Promise<Turn> {
  if (action.state !== 'open' || action.kind === 'petition' || !action.bankId) throw refuse('action-closed', 409, 'This is over.')
  const now = house.clock.now()
  const id = idOfTicket(ticket)
  const bank = await bankOf(house.db, campaignId, action.bankId)
  const texts = bank ? (await variantsAt(house, campaignId, bank)).filter((one) => one.outAt === null) : []
  const spoken = texts.filter((one) => one.language.split('-')[0] === language)
  const choice = (spoken.length > 0 ? spoken : texts).map((one) => one.id)
  if (choice.length === 0) throw refuse('no-texts', 409, 'There is no text to write from yet.')
  return house.db.transact(async (t) => {
    const sharing = await lockSharing(t, campaignId, action)
    const known = await turnById(t, campaignId, id)
    if (known) return known
    const perHour = Math.min(action.perHour, ...sharing.filter((one) => one.open).map((one) => one.perHour))
    const latest = await t.rows<{ at: Date }>(`select due_at as at from letter_turn where campaign_id = $1 and action_id = any($2::uuid[]) order by due_at desc limit $3`, [campaignId, sharing.map((one) => one.id), perHour])
    const given = await t.rows<{ id: string; times: number }>(
      `select variant_id as id, count(*)::int as times from (select variant_id from letter_turn where campaign_id = $1 and action_id = $2 order by due_at desc limit $4) as latest
       where variant_id = any($3::uuid[]) group by 1`,
      [campaignId, action.id, choice, compared])
    const times = new Map(given.map((one) => [one.id, one.times]))
    const fewest = Math.min(...choice.map((one) => times.get(one) ?? 0))
    const rarest = choice.filter((one) => (times.get(one) ?? 0) === fewest)
    const turn: Turn = { id, variantId: rarest[randomInt(rarest.length)]!, dueAt: nextTurn(latest.map((one) => one.at), perHour, now, randomInt(1_000) / 1_000), tappedAt: null }
    await t.run(`insert into letter_turn (campaign_id, id, action_id, variant_id, due_at, created_at) values ($1, $2, $3, $4, $5, $6)`, [campaignId, id, action.id, turn.variantId, turn.dueAt, now])
    return turn
  })
}

/** Locks this action and whichever others write to the same target or the same address, always in one order: turns of all of them are given one after the other. */
async function lockSharing(t: Transactor, campaignId: string, action: Action): Promise<{ id: string; perHour: number; open: boolean }[]> {
  return t.rows(
    `select id, per_hour as "perHour", state = 'open' as open from action
     where campaign_id = $1 and kind <> 'petition' and (id = $2 or target_id = $3 or lower(write_to) = lower($4)) order by id for update`,
    [campaignId, action.id, action.targetId, action.writeTo])
}

export async function turnById(reader: Reader, campaignId: string, id: string): Promise<Turn | undefined> {
  return reader.row(`select id, variant_id as "variantId", due_at as "dueAt", tapped_at as "tappedAt" from letter_turn where campaign_id = $1 and id = $2`, [campaignId, id])
}

/** They opened the text. Not before it is their turn. */
export async function tapTurn(house: House, campaignId: string, id: string): Promise<void> {
  const now = house.clock.now()
  const tapped = await house.db.rows<{ id: string }>(
    `update letter_turn set tapped_at = coalesce(tapped_at, $3) where campaign_id = $1 and id = $2 and due_at <= $3 returning id`, [campaignId, id, now])
  if (tapped.length === 0) throw refuse('not-your-turn', 409, 'It is not your turn yet.')
}

export interface Written {
  turns: number
  tapped: number
  lastHour: number
}

export async function writtenOf(reader: Reader, campaignId: string, actionId: string, now: Date): Promise<Written> {
  return (await reader.row<Written>(
    `select count(*)::int as turns, count(tapped_at)::int as tapped, count(*) filter (where tapped_at > $3)::int as "lastHour" from letter_turn where campaign_id = $1 and action_id = $2`,
    [campaignId, actionId, new Date(now.getTime() - hour)],
  ))!
}
