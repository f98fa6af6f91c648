import { z } from 'zod'
import type { Deed } from '#core/index.ts'
import { handOn } from './group/hand-on.ts'

export const discardReasons = ['off-topic', 'spam', 'abuse', 'not-actionable', 'already-known', 'test'] as const

const nothing = async () => {}
/** Of many the same is kept with each. */
const each = <T extends Record<string, unknown>>(kept: (input: T) => Record<string, unknown>): NonNullable<Deed<T>['many']> => ({
  effect: async (_house, _t, deeds, input) => deeds.map(() => kept(input)),
  undo: nothing,
})

/** Out of the way, with a reason; its posts are kept and counted. */
const discard: Deed<{ reason: (typeof discardReasons)[number] }> = {
  kind: 'discard',
  unseen: true,
  schema: z.object({ reason: z.enum(discardReasons, { error: `must be one of ${discardReasons.join(', ')}` }) }),
  repeatable: true,
  leaves: 'decided',
  effect: async (_house, _t, _deed, { reason }) => ({ reason }),
  undo: nothing,
  many: each(({ reason }) => ({ reason })),
}

/** Kept as it was classified; nothing further is made of it. */
const done: Deed = {
  kind: 'done',
  unseen: true,
  schema: z.object({}),
  repeatable: true,
  leaves: 'decided',
  effect: async () => ({}),
  undo: nothing,
  many: each(() => ({})),
}

/** The deeds that need no other slice. */
export const deeds: Deed[] = [discard, done, handOn]
