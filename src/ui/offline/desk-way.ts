import { forgetLane } from './forget.ts'
import type { Refused, Way } from './send.ts'
import type { Lane, Thing } from './store.ts'

/** What a volunteer decided without a connection: as the API takes it, and enough to say what it was. */
export interface DecisionData {
  statement: string
  version: number
  /** The word of a deed; or `release`, `work` (only what was typed is saved), `alarm`. */
  decision: string
  fields: Record<string, unknown>
  /** What was worked out before it, saved together with it. */
  work?: { issueArea?: string | null; place?: { name: string; lat?: number; lon?: number; precision: string }; note?: string }
  /** Decisions that were known of the statement: one that came after them may be this one. */
  before: number
  /** It was sent once by the form, and no answer came. */
  doubtful?: true
  /** Display name of who decided. */
  by: string
  /** The beginning of what was said, for the person to know it again. */
  said: string
}

/** Decisions go one by one, in their order; the id that was made here goes along as Idempotency-Key. */
export const deskWay: Way = {
  async pack([first], lane) {
    return { things: [first!], request: requestFor(first!, lane) }
  },
  read: (things) => ({ sent: things.map(({ id }) => ({ id })), refused: [] }),
  async done(thing: Thing<DecisionData>, { code }, lane) {
    // Words were withdrawn since, so that the answer is not kept any more; what was asked for was done.
    if (code === 'answer-gone') return true
    return thing.data.doubtful && late.has(code) ? stands(thing.data, lane) : false
  },
  ended: forgetLane,
}

const late = new Set<Refused['code']>(['not-held', 'held-by-other', 'stale-version'])

function requestFor({ id, data }: Thing<DecisionData>, lane: Lane): Request {
  const { statement, version, decision, fields, work } = data
  const one = `${lane.address}/statements/${statement}`
  const send = (method: string, address: string, body?: object) =>
    new Request(address, {
      method, credentials: 'same-origin', redirect: 'error', headers: { accept: 'application/json', 'idempotency-key': id, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  if (decision === 'release') return send('DELETE', `${lane.address}/claims/${statement}`)
  if (decision === 'work') return send('PATCH', one, { version, ...work })
  if (decision === 'alarm') return send('POST', `${lane.address}/alarms`, { statement })
  return send('POST', `${one}/decisions`, { version, decision, ...fields, ...(work ? { work } : {}) })
}

/** Whether the decision whose answer was lost is there: of this person and this kind, after those that were known. */
async function stands({ statement, decision, before, by }: DecisionData, lane: Lane): Promise<boolean | 'offline'> {
  const answer = await fetch(`${lane.address}/statements/${statement}`, { headers: { accept: 'application/json' } }).catch(() => undefined)
  if (!answer) return 'offline'
  if (!answer.ok) return false
  const { decisions, proposal } = (await answer.json()) as { decisions: { decision: string; by: string; takenBackAt: string | null }[]; proposal: { decision: string; by: string } | null }
  const same = (one: { decision: string; by: string }) => one.by === by && (one.decision === decision || decision === 'confirm')
  return decisions.slice(before).some((one) => same(one) && one.takenBackAt === null) || (proposal !== null && same(proposal))
}
