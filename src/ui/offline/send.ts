import { changeThings, thingsOf, type Lane, type Thing } from './store.ts'

/** What became of the things of one request; those that are named in neither list go on waiting. */
export interface Outcome {
  sent: { id: string; answer?: Record<string, unknown> }[]
  refused: { id: string; code: string; detail: string }[]
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
    if ('why' in answered) return answered
    const { sent, refused } = 'body' in answered ? way.read(things, answered.body) : { sent: [], refused: things.map(({ id }) => ({ id, ...answered.refused })) }
    await settle(lane, sent, refused)
    // What the answer forgot is not asked for again in this round: a server that never names it would be asked for ever.
    const asked = new Set(things.map(({ id }) => id))
    due = due.filter(({ id }) => !asked.has(id))
  }
  return undefined
}

async function ask(request: Request): Promise<Stop | { body: unknown } | { refused: { code: string; detail: string } }> {
  const response = await fetch(request).catch(() => undefined)
  if (!response) return { why: 'offline' }
  const body = (await response.json().catch(() => undefined)) as { code?: string; detail?: string } | undefined
  // A captive portal answers everything with a page of its own.
  if (response.ok) return body === undefined || response.redirected ? { why: 'offline' } : { body }
  const code = body?.code ?? `http-${response.status}`
  if (response.status === 401 || response.status === 403 || response.status === 410) return { why: 'ended', code }
  if (response.status === 429 || response.status >= 500 || body === undefined) {
    const after = Number(response.headers.get('retry-after')) || undefined
    return { why: 'later', code, ...(after ? { after } : {}) }
  }
  return { refused: { code, detail: body.detail ?? '' } }
}

async function settle(lane: Lane, sent: Outcome['sent'], refused: Outcome['refused']): Promise<void> {
  const answers = new Map(sent.map(({ id, answer }) => [id, answer]))
  await changeThings([...answers.keys()], (thing) => {
    const { reason: _, bytes: __, ...rest } = thing
    const answer = answers.get(thing.id)
    return { ...rest, state: 'sent', data: lane.forget ? {} : thing.data, ...(answer ? { answer } : {}) }
  })
  const reasons = new Map(refused.map(({ id, code, detail }) => [id, { code, detail }]))
  await changeThings([...reasons.keys()], (thing) => ({ ...thing, state: 'refused', reason: reasons.get(thing.id)! }))
}
