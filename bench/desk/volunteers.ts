/** A process with volunteers in it, each taking and deciding over HTTP: node volunteers.ts. Told what to do in one message. */
import { Agent, request } from 'node:http'

export interface Task {
  /** Addresses of the API of the campaign, one a server. */
  bases: string[]
  tokens: string[]
  /** Statements taken at once, and pause after each decision. */
  count: number
  pause: number
  /** Stop after so many milliseconds; 0: when nothing waits. */
  during: number
}

export interface Told {
  claims: number
  decided: number
  refused: Record<string, number>
  /** Milliseconds of each answer. */
  claiming: number[]
  deciding: number[]
}

const agent = new Agent({ keepAlive: true, maxSockets: 1_000 })
const told: Told = { claims: 0, decided: 0, refused: {}, claiming: [], deciding: [] }

process.once('message', (task: Task) => void work(task).then(() => process.send!(told, () => process.exit(0))))

async function work({ bases, tokens, count, pause, during }: Task): Promise<void> {
  const end = during > 0 ? Date.now() + during : Infinity
  await Promise.all(tokens.map((token, at) => volunteer(bases, at % bases.length, token, count, pause, end)))
}

async function volunteer(bases: string[], at: number, token: string, count: number, pause: number, end: number): Promise<void> {
  // Nobody begins in the same moment.
  if (pause > 0) await wait(Math.random() * pause)
  for (let server = at; Date.now() < end; ) {
    try {
      const began = performance.now()
      const taken = await call(bases[server]!, token, 'POST', '/claims', { count })
      told.claiming.push(performance.now() - began)
      const claims = (taken.body.claims ?? []) as { statement: { id: string; version: number } }[]
      told.claims += claims.length
      if (claims.length === 0) return
      for (const { statement } of claims) {
        const asked = performance.now()
        const done = await call(bases[server]!, token, 'POST', `/statements/${statement.id}/decisions`, { version: statement.version, decision: 'done' })
        told.deciding.push(performance.now() - asked)
        if (done.status === 200) told.decided++
        else told.refused[done.body.code ?? done.status] = (told.refused[done.body.code ?? done.status] ?? 0) + 1
        if (pause > 0) await wait(pause * (0.5 + Math.random()))
      }
    } catch {
      // The server died: what was asked of it may have happened or not. The next one knows.
      told.refused['line lost'] = (told.refused['line lost'] ?? 0) + 1
      server = (server + 1) % bases.length
      await wait(50)
    }
  }
}

function call(base: string, token: string, method: string, path: string, body: unknown): Promise<{ status: number; body: any }> {
  return new Promise((resolve, reject) => {
    const sent = JSON.stringify(body)
    const asked = request(base + path, { method, agent, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) } }, (answer) => {
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
