import { addJob, notify, refuse, uuid7, type House, type Transactor } from '#core/index.ts'
import { mostPatience, signals, usualWeights, type Weights } from './order.ts'
import { putInOrder, queueOrderOf, readSignals } from './queue-order.ts'
import { wordSignals, type SignalWords } from './signals.ts'

/** Up to so many statements are put into their new order before the answer, more by a job. */
const atOnce = 25_000
const chunk = 2_000
const none = '00000000-0000-0000-0000-000000000000'

export interface QueueOrderChange {
  weights?: Partial<Weights> | undefined
  /** Replaces the lists of these languages; an empty list means none, absent the usual ones. */
  words?: SignalWords | undefined
}

/** Sets how a campaign orders its queue. What folds meanwhile waits: from the commit on everything new is in the new order. */
export async function setQueueOrder(house: House, campaignId: string, change: QueueOrderChange): Promise<void> {
  await house.db.transact(async (t) => {
    await t.run(`insert into folding (campaign_id) values ($1) on conflict do nothing`, [campaignId])
    await t.rows(`select 1 from folding where campaign_id = $1 for update`, [campaignId])
    const before = await queueOrderOf(t, campaignId)
    const weights = checkedWeights({ ...before.weights, ...change.weights })
    const words = change.words ? checkedWords(change.words) : before.words
    await t.run(
      `insert into queue_order (campaign_id, weights, words, stamp, reordered_to) values ($1, $2, $3, $4, $5)
       on conflict (campaign_id) do update set weights = excluded.weights, words = excluded.words, stamp = excluded.stamp, reordered_to = excluded.reordered_to`,
      [campaignId, JSON.stringify(ownWeights(weights)), JSON.stringify(words), uuid7(), none],
    )
    const many = await t.row(`select 1 from statement where campaign_id = $1 offset ${atOnce} limit 1`, [campaignId])
    if (many) await addJob(t, 'reorderQueue', { campaignId }, { key: `reorderQueue ${campaignId}` })
    else while (await reorderSome(t, campaignId)) continue
  })
}

/** The job: goes on where it stopped, a transaction a chunk, until all are in the new order. */
export async function reorderQueue(house: House, { campaignId }: { campaignId: string }): Promise<void> {
  while (await house.db.transact((t) => reorderSome(t, campaignId))) continue
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
  const at = await t.row<{ reordered_to: string | null }>(`select reordered_to from queue_order where campaign_id = $1 for update`, [campaignId])
  if (!at || at.reordered_to === null) return false
  const rows = await t.rows<{ id: string; state: string }>(
    `select id, state from statement where campaign_id = $1 and id > $2 order by id limit ${chunk} for update`, [campaignId, at.reordered_to])
  // What is decided is not looked at again for its words; should it come back, it keeps the signals that it had.
  await readSignals(t, campaignId, rows.filter((row) => row.state !== 'decided').map((row) => row.id))
  await putInOrder(t, campaignId, rows.filter((row) => row.state === 'decided').map((row) => row.id))
  const last = rows.length < chunk ? null : rows.at(-1)!.id
  await t.run(`update queue_order set reordered_to = $2 where campaign_id = $1`, [campaignId, last])
  if (last === null) await notify(t, campaignId, { kind: 'reordered' })
  return last !== null
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
