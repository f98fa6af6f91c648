import { fork, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import type { Following, Heard } from './listeners.ts'
import type { Use } from './server.ts'
import type { Task, Told } from './volunteers.ts'

const file = (name: string) => resolve(import.meta.dirname, name)

export interface Server {
  process: ChildProcess
  /** Address of the API of a campaign there. */
  at(slug: string): string
  /** Address of the page of its desk. */
  page(slug: string): string
  use(): Promise<Use>
}

export async function startServer(url: string, minutesAhead = 0): Promise<Server> {
  const child = fork(file('server.ts'), [url, String(minutesAhead)], { execArgv: [...process.execArgv, '--expose-gc'] })
  const { port } = await answer<{ port: number }>(child)
  return {
    process: child,
    at: (slug) => `http://127.0.0.1:${port}/api/campaigns/${slug}`,
    page: (slug) => `http://127.0.0.1:${port}/${slug}/desk`,
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

/** Open desks in a process of their own; `stop` says what they heard. */
export async function startListeners(following: Following): Promise<{ stop(): Promise<Heard> }> {
  const child = fork(file('listeners.ts'))
  child.send(following)
  await answer(child)
  return {
    stop() {
      child.send('stop')
      return answer(child)
    },
  }
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((found, failed) => {
    child.once('message', (message) => found(message as T))
    child.once('exit', (code, signal) => failed(new Error(`the process ended: ${code ?? signal}`)))
  })
}
