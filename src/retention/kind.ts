import { defaultConsent } from '#campaign/index.ts'

/**
 * What has a time, and for how many days it is kept usually. The reasons stand in docs/decisions/0030: nothing is kept in case it might be
 * of use; each time is the longest after which somebody can still be expected to need it.
 */
export const kinds = {
  /** The payload as it came: what a check of the words goes back to. Holds whatever a form or a program sent along. */
  original: { days: 90, byChannel: true },
  /** How somebody is reached and called. The original goes with it at the latest. */
  contact: { days: 180, byChannel: true },
  /** Photos that the public does not see. */
  photo: { days: 365, byChannel: false },
  /** Photographs of walls, once the notes are typed in. */
  wall: { days: 90, byChannel: false },
  /** Posts of statements that were discarded, words and all. */
  discarded: { days: 365, byChannel: false },
  /** How a call went: who took it, whether it was safe to talk, who called back. The words are a post. */
  call: { days: 180, byChannel: false },
  /** In which words consent to a referral was given, and what came of it, once it is over. */
  referral: { days: 365, byChannel: false },
  /** That a message left; its words and its address go when it is sent. */
  message: { days: 365, byChannel: false },
  /** What somebody asked about their own data, and how they are reached, once it is answered. */
  request: { days: 180, byChannel: false },
  /** Who looked at private data. */
  look: { days: 365, byChannel: false },
  /** Everything else in the audit log. */
  log: { days: 1_095, byChannel: false },
} as const satisfies Record<string, { days: number; byChannel: boolean }>

export type Kind = keyof typeof kinds
export const kindNames = Object.keys(kinds) as Kind[]

/** Of the house and the same for every campaign; run by the slices that keep it. */
export const fixed = ['session', 'link', 'attempt', 'burst', 'signature'] as const

export const channels = Object.keys(defaultConsent)

export function isKind(word: string): word is Kind {
  return word in kinds
}
