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
    }

    interface Locals {
      language: Language
      dir: Direction
      t: Translate
    }

    interface PageData {
      language: Language
      t: Translate
    }
  }

}

export {}
