import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { refuse } from '#core/index.ts'
import type { Card } from '../card/card.ts'
import type { Poster } from '../poster/poster.ts'

/** What is to be set. */
export type Print = { card: Card } | { poster: Poster }

let before: Promise<unknown> = Promise.resolve()

/**
 * Sets a page in a process of its own, one after the other: Typst keeps tens of megabytes of what it has set, and such pages are printed
 * on one evening and then not for weeks.
 */
export function press(print: Print): Promise<Uint8Array> {
  const made = before.then(() => pressed(print))
  before = made.catch(() => undefined)
  return made
}

function pressed(print: Print): Promise<Uint8Array> {
  return new Promise((done, failed) => {
    const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const late = setTimeout(() => child.kill('SIGKILL'), 60_000).unref()
    child.on('message', ({ pdf, problem, noLetters }: { pdf?: Uint8Array; problem?: string; noLetters?: boolean }) => {
      if (pdf) done(pdf)
      else failed(noLetters ? refuse('no-letters', 422, 'We have no font with the letters of this language.', { mend: 'Print it in another language, or print the page of your browser.' }) : new Error(problem))
      child.kill()
    })
    child.on('error', failed)
    child.on('exit', (code, signal) => {
      clearTimeout(late)
      failed(new Error(`the press ended early (${signal ?? code})`))
    })
    child.send(print)
  })
}
