import type { Actor, House } from '#core/index.ts'
import type { Direction, Language } from './ui/languages.ts'
import type { Translate } from './ui/speak.ts'

declare global {
  namespace App {
    interface Error {
      status: number
      message: string
      /** The closed reason of a refusal, or what the log calls a bug. */
      code?: string
      /** What to do about it, in a sentence. */
      mend?: string
      /** Under which the log knows a bug. */
      reference?: string
    }

    interface Locals {
      house: House
      actor: Actor | undefined
      language: Language
      dir: Direction
      t: Translate
      /** A page is drawn, not a file handed out. */
      draws: boolean
      /** Number of the last event of the campaign before anything of the page was read. */
      heard?: Promise<number>
    }
  }
}

export {}
