import { fork, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Dossier, DossierFile } from './dossier.ts'

interface Job {
  dossier: Dossier
  dir: string
  done(files: DossierFile[]): void
  failed(problem: Error): void
}

/** Two at most: Typst already uses every core for a part of its work, and each process holds some hundred megabytes. */
const most = Math.min(2, availableParallelism())
const idleMs = 5_000

const waiting: Job[] = []
const presses = new Set<Press>()

/**
 * Writes a dossier as `writeDossier` does, but in a process beside this one, so that the server goes on answering.
 * A thread would do for that; a process also gives back the 25 to 100 MB that Typst keeps of every dossier it sets
 * (measured with 0.7.0, whatever is evicted), and a crash in native code costs one dossier, not the house.
 */
export function pressDossier(dossier: Dossier, dir: string): Promise<DossierFile[]> {
  return new Promise((done, failed) => {
    waiting.push({ dossier, dir, done, failed })
    const idle = [...presses].find((press) => press.idle)
    if (idle) idle.next()
    else if (presses.size < most) presses.add(new Press())
  })
}

/** Ends the processes at once; what was asked for fails. The house calls it when it shuts down. */
export function closePresses(): void {
  for (const press of presses) press.end()
}

class Press {
  #child: ChildProcess
  #job: Job | undefined
  #rest: NodeJS.Timeout | undefined

  constructor() {
    this.#child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [], {
      serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child.on('message', (told: { files?: DossierFile[]; problem?: string; full?: boolean }) => this.#told(told))
    this.#child.on('error', (problem) => this.#gone(problem))
    this.#child.on('exit', (code, signal) => this.#gone(new Error(`the press ended early (${signal ?? code})`)))
    this.next()
  }

  get idle(): boolean {
    return this.#job === undefined
  }

  next(): void {
    clearTimeout(this.#rest)
    this.#job = waiting.shift()
    if (this.#job) {
      this.#child.ref()
      this.#child.send({ dossier: this.#job.dossier, dir: this.#job.dir })
      return
    }
    // Idle, it must not keep a command line from ending: unreferenced, and gone with its parent.
    this.#child.unref()
    this.#child.channel?.unref()
    this.#rest = setTimeout(() => this.end(), idleMs).unref()
  }

  end(): void {
    this.#child.kill()
  }

  #told({ files, problem, full }: { files?: DossierFile[]; problem?: string; full?: boolean }): void {
    const job = this.#job
    this.#job = undefined
    if (files) job?.done(files)
    else job?.failed(new Error(problem))
    if (!full) return this.next()
    this.#retire()
    this.end()
  }

  #gone(problem: Error): void {
    const job = this.#job
    this.#job = undefined
    job?.failed(problem)
    this.#retire()
  }

  #retire(): void {
    clearTimeout(this.#rest)
    if (presses.delete(this) && waiting.length > 0) presses.add(new Press())
  }
}
