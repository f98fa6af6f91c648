import { changeThings, thingsOf, type Lane, type Thing } from './store.ts'

/** What became of the things of one request; those that are named in neither list go on waiting. */
export interface Outcome {
  sent: { id: string; answer?: Record<string, unknown> }[]
  refused: ({ id: string } & Refused)[]
}

/** Why the server did not take something; `holder`: who has it instead. */
export interface Refused {
  code: string
  detail: string
  holder?: string
}

/** Why sending stopped before everything was sent. */
export interface Stop {
  /** offline: nobody answered; later: too much at once, or the house is closed for a moment; ended: the link or the sign-in is over. */
  why: 'offline' | 'later' | 'ended'
  code?: string
  /** Seconds, when the server said how long. */
  after?: number
}

/** How the things of one kind are put into requests. */
export interface Way {
  /** The things at the beginning that go together, and how; called until none is left. */
  pack(things: Thing<any>[], lane: Lane): Promise<{ things: Thing<any>[]; request: Request }>
  /** What the answer 200 says of them. */
  read(things: Thing<any>[], body: any): Outcome
  /** What was refused may have been done all the same, when the answer to it was lost before; `offline`: nobody could be asked. */
  done?(thing: Thing<any>, refused: Refused, lane: Lane): Promise<boolean | 'offline'>
  /** The sign-in is over: what must not stay on the device goes. */
  ended?(lane: Lane): Promise<void>
}

/**
 * Sends what is due of a lane. One tab at a time does, and if two should, the server knows each thing by its id. Whatever is not answered
 * with certainty goes on waiting here.
 */
export async function sendDue(lane: Lane, way: Way, now = Date.now()): Promise<Stop | undefined> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks
  return locks ? locks.request(`clamor-send ${lane.name}`, () => send(lane, way, now)) : send(lane, way, now)
}

async function send(lane: Lane, way: Way, now: number): Promise<Stop | undefined> {
  let due = (await thingsOf(lane.name)).filter((thing) => thing.state === 'waiting' && thing.due <= now)
  while (due.length > 0) {
    const { things, request } = await way.pack(due, lane)
    const answered = await ask(request)
    if ('why' in answered) {
      if (answered.why === 'ended') await way.ended?.(lane)
      return answered
    }
    const outcome = 'body' in answered ? way.read(things, answered.body) : await refusedBy(way, things, answered.refused, lane)
    if ('why' in outcome) return outcome
    await settle(lane, outcome.sent, outcome.refused)
    // What the answer forgot is not asked for again in this round: a server that never names it would be asked for ever.
    const asked = new Set(things.map(({ id }) => id))
    due = due.filter(({ id }) => !asked.has(id))
  }
  return undefined
}

async function refusedBy(way: Way, things: Thing<any>[], refused: Refused, lane: Lane): Promise<Outcome | Stop> {
  const outcome: Outcome = { sent: [], refused: [] }
  for (const thing of things) {
    const done = await way.done?.(thing, refused, lane)
    if (done === 'offline') return { why: 'offline' }
    if (done) outcome.sent.push({ id: thing.id })
    else outcome.refused.push({ id: thing.id, ...refused })
  }
  return outcome
}

async function ask(request: Request): Promise<Stop | { body: unknown } | { refused: Refused }> {
  const response = await fetch(request).catch(() => undefined)
  if (!response) return { why: 'offline' }
  if (response.status === 204) return { body: {} }
  const body = (await response.json().catch(() => undefined)) as { code?: string; detail?: string; holder?: string | null; retryAfter?: number } | undefined
  // A captive portal answers everything with a page of its own.
  if (response.ok) return body === undefined || response.redirected ? { why: 'offline' } : { body }
  const code = body?.code ?? `http-${response.status}`
  if (ends(response.status, code)) return { why: 'ended', code }
  if (response.status === 429 || response.status >= 500 || body === undefined || code === 'in-progress') {
    const after = Number(response.headers.get('retry-after')) || body?.retryAfter
    return { why: 'later', code, ...(after ? { after } : {}) }
  }
  return { refused: { code, detail: body.detail ?? '', ...(body.holder ? { holder: body.holder } : {}) } }
}

/** A statement that only a coordinator may decide is refused; whoever may do nothing here any more is at an end. */
function ends(status: number, code: string): boolean {
  return status === 401 || status === 410 || (status === 403 && !code.startsWith('second-'))
}

async function settle(lane: Lane, sent: Outcome['sent'], refused: Outcome['refused']): Promise<void> {
  const answers = new Map(sent.map(({ id, answer }) => [id, answer]))
  await changeThings([...answers.keys()], (thing) => {
    const { reason: _, bytes: __, ...rest } = thing
    const answer = answers.get(thing.id)
    return { ...rest, state: 'sent', data: lane.forget ? {} : thing.data, ...(answer ? { answer } : {}) }
  })
  const reasons = new Map(refused.map(({ id, ...reason }) => [id, reason]))
  await changeThings([...reasons.keys()], (thing) => ({ ...thing, state: 'refused', reason: reasons.get(thing.id)! }))
}
