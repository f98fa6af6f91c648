import type { QueueRow } from '#desk/index.ts'
import type { Open } from '../standing.ts'

/** What a device keeps of a statement that its person holds: enough to decide it, and no more; no address, no note of others, no single posts. */
export interface Copy extends Pick<QueueRow, Exclude<keyof QueueRow, 'until'>>, Pick<Open, 'voices' | 'wordings' | 'wordingsInAll' | 'shared' | 'covered' | 'learned' | 'without' | 'proposal' | 'patience' | 'earned' | 'found'> {
  /** When the lease is over, by the clock of the device. */
  until: Date
  /** How many decisions are known of it. */
  decisions: number
}

/** What one can join to: the same for all of a batch. */
export type Joinable = Pick<Open, 'incidents' | 'questions'>

/** The copy of the statement that is open on the page. */
export function copyOf(open: Open, until: Date): Copy {
  const { id, version, text, language, copies, posts, channels, state, holder, issueArea, suggestedArea, place, firstSaidAt, lastSaidAt, arrivedAt, dueAt, signals, group } = open
  const { voices, wordings, wordingsInAll, shared, covered, learned, without, proposal, patience, earned, found } = open
  return {
    id, version, text, language, copies, posts, channels, state, holder, issueArea, suggestedArea, place, firstSaidAt, lastSaidAt, arrivedAt, dueAt, signals, group,
    voices, wordings, wordingsInAll, shared, covered, learned, without, proposal, patience, earned, found, until, decisions: open.deeds.length,
  }
}

/** A copy as the parts of the desk want a statement: what is not kept is empty. */
export function openOf(copy: Copy, { incidents, questions }: Joinable) {
  return {
    ...copy, incidents, questions, gone: false as const, mine: true, list: [], morePosts: undefined, deeds: [], notes: [], similar: [], near: [], refolds: [], alarm: null,
    source: { first: null, seconds: [], likely: [], judgements: [] }, talk: { senders: [] },
  }
}
