import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Card } from './card.ts'

let before: Promise<unknown> = Promise.resolve()

/**
 * Sets the cards in a process of their own, one after the other: Typst keeps tens of megabytes of what it has set, and cards are printed
 * on one evening and then not for weeks.
 */
export function pressCards(card: Card): Promise<Uint8Array> {
  const made = before.then(() => press(card))
  before = made.catch(() => undefined)
  return made
}

function press(card: Card): Promise<Uint8Array> {
  return new Promise((done, failed) => {
    const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const late = setTimeout(() => child.kill('SIGKILL'), 60_000).unref()
    child.on('message', ({ pdf, problem }: { pdf?: Uint8Array; problem?: string }) => {
      if (pdf) done(pdf)
      else failed(new Error(problem))
      child.kill()
    })
    child.on('error', failed)
    child.on('exit', (code, signal) => {
      clearTimeout(late)
      failed(new Error(`the press ended early (${signal ?? code})`))
    })
    child.send(card)
  })
}
