import type { Following } from './live.svelte.ts'
import type { PageData } from './$types'

/** The statement that is open and there. */
export type Open = Extract<NonNullable<PageData['open']>, { gone: false }>

export interface Standing {
  /** Who has it, and who decided it, as far as is known by now. */
  holder: string | undefined
  decidedBy: string | undefined
  mine: boolean
  /** It was held by whoever looks when the page was drawn, and is not any more. */
  lost: boolean
  /** It is held by whoever looks; it waits; or neither. */
  is: 'mine' | 'waiting' | 'other'
}

/** How the open statement stands: as it was drawn, and what was heard since. `busy`: a form of ours is on its way, so that news of it is our own. */
export function standingOf(open: Open, me: string, { holders, decided }: Pick<Following, 'holders' | 'decided'>, busy: boolean): Standing {
  const now = holders[open.id]
  const holder = now === undefined ? (open.holder ?? undefined) : now?.by
  const decidedBy = decided[open.id]
  const mine = Boolean(open.mine) && (busy || (!decidedBy && (holder === undefined ? now === undefined : holder === me)))
  const lost = Boolean(open.mine) && !mine
  const forMe = open.state === 'waiting' || (open.state === 'review' && open.proposal && !open.proposal.own) || lost || now === null
  return { holder, decidedBy, mine, lost, is: mine ? 'mine' : !decidedBy && !holder && forMe ? 'waiting' : 'other' }
}
