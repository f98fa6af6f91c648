/** A process with volunteers in it, each taking and deciding over HTTP: node volunteers.ts. Told what to do in one message. */
import { Agent, get, request } from 'node:http'
import { drawer, workSeconds } from '../replay/people.ts'

export interface Task {
  /** Addresses of the API of the campaign, one a server. */
  bases: string[]
  tokens: string[]
  /** Statements taken at once. */
  count: number
  /** How many times as fast they read and decide as the people of the replay do; 0: without reading. */
  pace: number
  /** Stop after so many milliseconds; 0: when nothing waits. */
  during: number
  /** So many milliseconds are not counted: servers that have just started compile what they run. */
  warming?: number
  /** For the baseline: the same route where nothing waits, with a token for there. */
  empty?: { bases: string[]; token: string }
  /** Beside them, the page of the desk as somebody's browser asks for it. */
  page?: { addresses: string[]; cookie: string }
}

export interface Told {
  claims: number
  decided: number
  refused: Record<string, number>
  /** Milliseconds of each answer. */
  claiming: number[]
  deciding: number[]
  /** The same route for somebody who is not signed in, and where nothing waits. */
  refusing: number[]
  emptying: number[]
  drawing: number[]
}

const agent = new Agent({ keepAlive: true, maxSockets: 1_000 })
const told: Told = { claims: 0, decided: 0, refused: {}, claiming: [], deciding: [], refusing: [], emptying: [], drawing: [] }
const probesPerSecond = 5

process.once('message', (task: Task) => void work(task).then(() => process.send!(told, () => process.exit(0))))

let countedFrom = 0

async function work(task: Task): Promise<void> {
  countedFrom = performance.now() + (task.warming ?? 0)
  const end = task.during > 0 ? Date.now() + task.during : Infinity
  await Promise.all([...task.tokens.map((_, at) => volunteer(task, at, end)), probe(task, end)])
}

async function volunteer({ bases, tokens, count, pace }: Task, at: number, end: number): Promise<void> {
  const token = tokens[at]!
  const draw = drawer(1_000 + at)
  const read = () => wait((workSeconds(draw) / pace) * 1_000)
  // Nobody begins in the same moment.
  if (pace > 0) await wait((draw() * 40_000) / pace)
  for (let server = at % bases.length; Date.now() < end; ) {
    try {
      const taken = await timed(told.claiming, () => call(bases[server]!, token, '/claims', { count }))
      const claims = (taken.body.claims ?? []) as { statement: { id: string; version: number } }[]
      told.claims += claims.length
      if (claims.length === 0) return
      for (const { statement } of claims) {
        if (pace > 0) await read()
        const done = await timed(told.deciding, () => call(bases[server]!, token, `/statements/${statement.id}/decisions`, { version: statement.version, decision: 'done' }))
        if (done.status === 200) told.decided++
        else told.refused[done.body.code ?? done.status] = (told.refused[done.body.code ?? done.status] ?? 0) + 1
      }
    } catch {
      // The server died: what was asked of it may have happened or not. The next one knows.
      told.refused['line lost'] = (told.refused['line lost'] ?? 0) + 1
      server = (server + 1) % bases.length
      await wait(50)
    }
  }
}

/** What the same calls cost on this machine at this moment without what they are for. */
async function probe({ bases, empty, page }: Task, end: number): Promise<void> {
  for (let at = 0; empty && page && Date.now() < end; at++) {
    await timed(told.refusing, () => call(bases[at % bases.length]!, 'nobody', '/claims', { count: 1 }))
    await timed(told.emptying, () => call(empty.bases[at % bases.length]!, empty.token, '/claims', { count: 1 }))
    if (at % 2 === 0) await timed(told.drawing, () => draw(page.addresses[(at / 2) % bases.length]!, page.cookie))
    await wait(1_000 / probesPerSecond)
  }
}

function draw(address: string, cookie: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(address, { agent, headers: { cookie } }, (answer) => {
      answer.on('error', reject)
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`the page of the desk answered ${answer.statusCode}`))))
      answer.resume()
    }).on('error', reject)
  })
}

async function timed<T>(into: number[], work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const done = await work()
  if (began >= countedFrom) into.push(performance.now() - began)
  return done
}

function call(base: string, token: string, path: string, body: unknown): Promise<{ status: number; body: any }> {
  return new Promise((resolve, reject) => {
    const sent = JSON.stringify(body)
    const asked = request(base + path, { method: 'POST', agent, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => resolve({ status: answer.statusCode!, body: JSON.parse(Buffer.concat(parts).toString() || '{}') }))
    })
    asked.on('error', reject)
    asked.end(sent)
  })
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0))
