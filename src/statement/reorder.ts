import { isDeepStrictEqual } from 'node:util'
import { addJob, notify, refuse, uuid7, type House, type Transactor } from '#core/index.ts'
import { dueSql, mostPatience, signals, usualWeights, weightsArray, type Weights } from './order.ts'
import { queueOrderOf, readSignals } from './queue-order.ts'
import { wordSignals, type SignalWords } from './signals.ts'

/** Whoever changes the order waits so long for it; what is left then is done by a job. */
const waitsMilliseconds = 5_000
/** In one transaction. What is being moved is taken by nobody: so many are moved in some ten milliseconds. */
const chunk = 1_000
const none = '00000000-0000-0000-0000-000000000000'

export interface QueueOrderChange {
  weights?: Partial<Weights> | undefined
  /** Replaces the lists of these languages; an empty list means none, absent the usual ones. */
  words?: SignalWords | undefined
}

/**
 * Sets how a campaign orders its queue. What folds meanwhile waits for the commit: from then on everything new is in the new order. What is
 * there already is moved a chunk at a time, here for some seconds and then by a job, which also goes on should we die.
 */
export async function setQueueOrder(house: House, campaignId: string, change: QueueOrderChange): Promise<void> {
  const changed = await house.db.transact(async (t) => {
    await t.run(`insert into folding (campaign_id) values ($1) on conflict do nothing`, [campaignId])
    await t.rows(`select 1 from folding where campaign_id = $1 for update`, [campaignId])
    const before = await queueOrderOf(t, campaignId)
    const weights = checkedWeights({ ...before.weights, ...change.weights })
    const words = change.words ? checkedWords(change.words) : before.words
    const otherWords = !isDeepStrictEqual(words, before.words)
    if (!otherWords && isDeepStrictEqual(weights, before.weights)) return false
    await t.run(
      `insert into queue_order (campaign_id, weights, words, stamp, reordered_to, rereads) values ($1, $2, $3, $4, $5, $6)
       on conflict (campaign_id) do update set weights = excluded.weights, words = excluded.words, stamp = excluded.stamp, reordered_to = excluded.reordered_to,
         rereads = excluded.rereads or (queue_order.rereads and queue_order.reordered_to is not null)`,
      [campaignId, JSON.stringify(ownWeights(weights)), JSON.stringify(words), uuid7(), none, otherWords],
    )
    await addJob(t, 'reorderQueue', { campaignId }, { key: `reorderQueue ${campaignId}` })
    return true
  })
  if (changed) await reorderQueue(house, { campaignId }, performance.now() + waitsMilliseconds)
}

/** The job: goes on where it stopped, a transaction a chunk, until all are in the new order. */
export async function reorderQueue(house: House, { campaignId }: { campaignId: string }, until = Infinity): Promise<void> {
  while (performance.now() < until && (await house.db.transact((t) => reorderSome(t, campaignId)))) continue
}

/** How far a reordering is, from 0 to 1; undefined when none is under way. */
export async function reorderProgress(house: Pick<House, 'db'>, campaignId: string): Promise<number | undefined> {
  const row = await house.db.row<{ done: number; of: number }>(
    `select (select count(*)::int from statement s where s.campaign_id = $1 and s.id <= o.reordered_to) as done,
       (select count(*)::int from statement s where s.campaign_id = $1) as of
     from queue_order o where o.campaign_id = $1 and o.reordered_to is not null`,
    [campaignId],
  )
  return row && (row.of === 0 ? 1 : row.done / row.of)
}

/** The next chunk in the order of ids, in which everybody locks; false when it was the last. */
async function reorderSome(t: Transactor, campaignId: string): Promise<boolean> {
  const at = await t.row<{ after: string | null; rereads: boolean }>(
    `select reordered_to as after, rereads from queue_order where campaign_id = $1 for update`, [campaignId])
  if (!at || at.after === null) return false
  const rows = await t.rows<{ id: string; state: string }>(
    `select id, state from statement where campaign_id = $1 and id > $2 order by id limit ${chunk} ${at.rereads ? 'for update' : ''}`, [campaignId, at.after])
  // What is decided is not looked at again for its words; should it come back, it keeps the signals that it had.
  if (at.rereads) await readSignals(t, campaignId, rows.filter((row) => row.state !== 'decided').map((row) => row.id))
  await moveDue(t, campaignId, rows.map((row) => row.id))
  const last = rows.length < chunk ? null : rows.at(-1)!.id
  await t.run(`update queue_order set reordered_to = $2 where campaign_id = $1`, [campaignId, last])
  if (last === null) await notify(t, campaignId, { kind: 'reordered' })
  return last !== null
}

/** Moves those that are due at another time now: where one weight changes, few of them are. */
async function moveDue(t: Transactor, campaignId: string, ids: string[]): Promise<void> {
  const { weights } = await queueOrderOf(t, campaignId)
  const due = dueSql('$3', { arrivedAt: 's.arrived_at', posts: 's.posts', raised: 's.signals' })
  await t.run(
    `update statement s set due_at = ${due} from (
       select id from statement s where s.campaign_id = $1 and s.id = any($2::uuid[]) and s.due_at <> ${due} order by id for update) moved
     where s.campaign_id = $1 and s.id = moved.id`,
    [campaignId, ids, weightsArray(weights)],
  )
}

function checkedWeights(weights: Weights): Weights {
  const wrong = Object.entries(weights).find(([, minutes]) => !Number.isInteger(minutes) || minutes < 0 || minutes > mostPatience)
  if (wrong) throw refuse('minutes-wrong', 422, `${wrong[0]}: is not a whole number of minutes from 0 to ${mostPatience}.`)
  if (weights.patience < 10) throw refuse('patience-short', 422, 'The patience has at least ten minutes.', { mend: 'With less, nothing can come forward.' })
  const over = (['copies', 'doubling', ...signals] as const).find((one) => weights[one] > weights.patience)
  if (over) throw refuse('over-patience', 422, `${over}: is more than the patience of ${weights.patience} minutes.`, { mend: 'No statement can come forward by more than it waits.' })
  return weights
}

function ownWeights(weights: Weights): Partial<Weights> {
  return Object.fromEntries(Object.entries(weights).filter(([name, minutes]) => usualWeights[name as keyof Weights] !== minutes))
}

const mostWords = 300

function checkedWords(words: SignalWords): SignalWords {
  return Object.fromEntries(wordSignals.flatMap((signal) => {
    const lists = Object.entries(words[signal] ?? {}).map(([language, list]) => {
      const own = [...new Set(list.map((word) => word.trim()).filter(Boolean))]
      if (own.length > mostWords || own.some((word) => word.length > 100)) throw refuse('words-many', 422, `A list has at most ${mostWords} words of at most 100 letters.`)
      return [language, own] as const
    })
    return lists.length > 0 ? [[signal, Object.fromEntries(lists)]] : []
  }))
}
