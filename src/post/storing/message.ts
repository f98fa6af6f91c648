/** What the house's thread and the one that stores say to each other. Plain data: it is copied on its way. */
import type { Packed } from '../items.ts'

export interface Begin {
  url: string
  secret: Uint8Array
}

export interface Batch {
  batch: number
  campaignId: string
  items: Packed
  arrivedAt: Date
}

/** Close your connections and end. */
export type Rest = 'rest'

/** The batch before has written its rows, or is committed. */
export interface May {
  batch: number
  may: 'write' | 'commit'
}

/** What became of a batch, column by column: a thousand small objects take longer to copy than four lists. */
export interface Done {
  ids: string[]
  known: boolean[]
  /** Of the new posts, in their order; what their items say is not said again. */
  languages: (string | undefined)[]
  authorIds: (string | undefined)[]
  links: (string[] | undefined)[]
  epoch: string
  /** Milliseconds of each step. */
  spent: Record<string, number>
}

export interface Failed {
  message: string
  stack: string | undefined
  code: string | undefined
}

export type Answer = 'ready' | { batch: number; written: true } | { batch: number; done: Done } | { batch: number; failed: Failed }
