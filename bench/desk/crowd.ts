import { fork, type ChildProcess } from 'node:child_process'
import { get } from 'node:http'
import { resolve } from 'node:path'
import type { Task, Told } from './volunteers.ts'

const file = (name: string) => resolve(import.meta.dirname, name)

export interface Server {
  process: ChildProcess
  base: string
  /** Memory, and seconds of processor so far. */
  use(): Promise<{ megabytes: number; seconds: number }>
}

export async function startServer(url: string, slug: string, minutesAhead = 0): Promise<Server> {
  const child = fork(file('server.ts'), [url, String(minutesAhead)])
  const { port } = await answer<{ port: number }>(child)
  return {
    process: child,
    base: `http://127.0.0.1:${port}/api/campaigns/${slug}`,
    use() {
      child.send('use')
      return answer(child)
    },
  }
}

/** Volunteers at work in a process of their own; `kill` ends it without a word, and then nothing is told. */
export function startVolunteers(task: Task): { told: Promise<Told | undefined>; kill(): void } {
  const child = fork(file('volunteers.ts'))
  child.send(task)
  return { told: answer<Told>(child).catch(() => undefined), kill: () => void child.kill('SIGKILL') }
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((found, failed) => {
    child.once('message', (message) => found(message as T))
    child.once('exit', (code, signal) => failed(new Error(`the process ended: ${code ?? signal}`)))
  })
}

/** Streams of live events; `heard` is called with each event of a kind. */
export function listen(base: string, token: string, kind: string, heard: (data: any) => void): () => void {
  const asked = get(`${base}/live`, { headers: { authorization: `Bearer ${token}` } }, (stream) => {
    let rest = ''
    stream.setEncoding('utf8')
    stream.on('error', () => {})
    stream.on('data', (part: string) => {
      const events = (rest + part).split('\n\n')
      rest = events.pop()!
      for (const event of events) if (event.includes(`event: ${kind}\n`)) heard(JSON.parse(/^data: (.*)$/m.exec(event)![1]!))
    })
  })
  asked.on('error', () => {})
  return () => void asked.destroy()
}
