import { prepared, type Reader, type Transactor } from '#core/index.ts'
import { searchForm } from './fold/index.ts'
import { dueSql, usualWeights, weightsArray, type Signal, type Weights } from './order.ts'
import { SignalFinder, wordSignals, type SignalWords } from './signals.ts'

/** How a campaign orders its queue. */
export interface QueueOrder {
  weights: Weights
  /** Lists of its own, by signal and language. */
  words: SignalWords
  /** Another one with every change. */
  stamp: string
  /** Still being put into a new order. */
  reordering: boolean
  finder: SignalFinder
  signalsOf(form: string): string[]
}

interface Row {
  weights: Partial<Weights>
  words: SignalWords
  stamp: string
  reordered_to: string | null
}

const usual = made({ weights: {}, words: {}, stamp: '', reordered_to: null })
const kept = new Map<string, QueueOrder>()
const mostKept = 100

/** The order that a campaign has chosen, or the usual one. One read by key: folding asks for every batch. */
export async function queueOrderOf(reader: Reader, campaignId: string): Promise<QueueOrder> {
  const row = await reader.row<Row>(prepared(`select weights, words, stamp, reordered_to from queue_order where campaign_id = $1`), [campaignId])
  if (!row) return usual
  const found = kept.get(campaignId)
  // Word lists take a moment to be made ready for searching; everything else is read as it is now.
  if (found?.stamp === row.stamp && found.reordering === (row.reordered_to !== null)) return found
  if (kept.size >= mostKept) kept.clear()
  const order = made(row)
  kept.set(campaignId, order)
  return order
}

function made(row: Row): QueueOrder {
  const finder = new SignalFinder(row.words)
  return {
    weights: { ...usualWeights, ...row.weights }, words: row.words, stamp: row.stamp, reordering: row.reordered_to !== null, finder,
    signalsOf: (form) => [...finder.find(form).keys()],
  }
}

/** Computes anew when these are due: after their posts or signals changed by something else than folding. */
export async function putInOrder(t: Transactor, campaignId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const { weights } = await queueOrderOf(t, campaignId)
  await t.run(
    `update statement s set due_at = ${dueSql('$3', { arrivedAt: 's.arrived_at', posts: 's.posts', raised: 's.signals' })} where s.campaign_id = $1 and s.id = any($2::uuid[])`,
    [campaignId, ids, weightsArray(weights)],
  )
}

/**
 * Raises a signal that comes from elsewhere than the words (an incident close by, a reply, an urgent call), or takes it away. One that words
 * raise too is kept apart as well, so that it stands whatever their lists say later. Only under a lock or for statements nobody else changes.
 */
export async function setSignal(t: Transactor, campaignId: string, ids: string[], signal: Signal, raised = true): Promise<void> {
  if (ids.length === 0) return
  await t.run(
    `update statement set signals = ${raised ? `signals || $3::text` : `array_remove(signals, $3::text)`}
     where campaign_id = $1 and id = any($2::uuid[]) and ${raised ? 'not' : ''} signals @> array[$3::text]`,
    [campaignId, ids, signal],
  )
  if (isOfWords(signal)) {
    await t.run(
      `update statement set raised = ${raised ? `raised || $3::text` : `array_remove(raised, $3::text)`}
       where campaign_id = $1 and id = any($2::uuid[]) and ${raised ? 'not' : ''} raised @> array[$3::text]`,
      [campaignId, ids, signal],
    )
  }
  await putInOrder(t, campaignId, ids)
}

/** Reads the words of these statements again: their signals and when they are due. Only under a lock. */
export async function readSignals(t: Transactor, campaignId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const { weights, signalsOf } = await queueOrderOf(t, campaignId)
  const rows = await t.rows<{ id: string; signals: string[]; raised: string[]; text: string }>(
    `select s.id, s.signals, s.raised, x.text from statement s join statement_text x on x.campaign_id = s.campaign_id and x.statement_id = s.id
     where s.campaign_id = $1 and s.id = any($2::uuid[])`,
    [campaignId, ids],
  )
  const raised = rows.map((row) => [...new Set([...signalsOf(searchForm(row.text)), ...row.raised, ...row.signals.filter((one) => !isOfWords(one))])])
  const due = dueSql('$4', { arrivedAt: 's.arrived_at', posts: 's.posts', raised: 'given.signals::text[]' })
  await t.run(
    `update statement s set signals = given.signals::text[], due_at = ${due} from unnest($2::uuid[], $3::text[]) as given (id, signals)
     where s.campaign_id = $1 and s.id = given.id and (s.signals <> given.signals::text[] or s.due_at <> ${due})`,
    [campaignId, rows.map((row) => row.id), raised.map((one) => `{${one.join()}}`), weightsArray(weights)],
  )
}

function isOfWords(signal: string): boolean {
  return (wordSignals as readonly string[]).includes(signal)
}
