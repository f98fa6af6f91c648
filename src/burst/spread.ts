import { createHash } from 'node:crypto'

/** What nobody goes over, however many texts they have: more looks like a machine, to networks and to people. */
export const caps = { perMinute: 5, perHour: 15 } as const
export const mostEach = 20

export const ramps = ['even', 'rising', 'falling'] as const
/** How loud it is over the window: the same all along, louder towards the end, or loudest at the beginning. */
export type Ramp = (typeof ramps)[number]

export interface Spread {
  startsAt: Date
  endsAt: Date
  /** Posts of each participant who was there from the beginning. */
  each: number
  ramp: Ramp
  /** STOPs for everybody that were lifted again. */
  pauses: readonly { from: Date; to: Date }[]
}

const minute = 60_000
/** After a STOP was lifted, what was due meanwhile comes within so long, not all at once. */
const catchingUp = 10 * minute

/**
 * When a participant's texts are due. It follows from who they are and nothing else, so that no row has to be kept for a post that is only
 * planned, every process says the same, and a page that is opened again shows the same. Each has a phase of their own: where one person's
 * pause is, another's text is due, and all together run as the ramp says. Whoever signs up in the middle gets their share of what is left.
 */
export function momentsOf(spread: Spread, who: { id: string; pledgedAt: Date }): Date[] {
  const start = Math.max(spread.startsAt.getTime(), who.pledgedAt.getTime())
  const end = spread.endsAt.getTime()
  const whole = end - spread.startsAt.getTime()
  if (start >= end) return []
  const count = start === spread.startsAt.getTime() ? spread.each : Math.max(1, Math.round((spread.each * (end - start)) / whole))
  const draw = draws(who.id)
  const phase = draw()
  const shares = Array.from({ length: count }, (_, at) => ((at + phase + 0.5 * (draw() - 0.5)) / count + 1) % 1)
  const planned = shares.map((share) => start + along[spread.ramp](share) * (end - start))
  const heard = planned.map((at) => afterPauses(at, spread, draw())).sort((a, b) => a - b)
  return capped(heard, spread, end).map((at) => new Date(at))
}

/** Where in the window a share of all posts is done: the inverse of the ramp's distribution. */
const along: Record<Ramp, (share: number) => number> = {
  even: (share) => share,
  rising: (share) => (Math.sqrt(1 + 8 * share) - 1) / 2,
  falling: (share) => (3 - Math.sqrt(9 - 8 * share)) / 2,
}

function afterPauses(at: number, { pauses, endsAt }: Spread, draw: number): number {
  let moment = at
  for (const { from, to } of pauses) {
    if (moment < from.getTime() || moment >= to.getTime()) continue
    moment = to.getTime() + draw * Math.min(catchingUp, Math.max(0, endsAt.getTime() - to.getTime()))
  }
  return moment
}

/** Moves what would be too much behind what came before; what then lies behind the end is not posted at all. To the second. */
function capped(planned: readonly number[], { pauses }: Spread, end: number): number[] {
  const moments: number[] = []
  for (const wanted of planned) {
    let moment = Math.ceil(wanted / 1_000) * 1_000
    for (;;) {
      const pause = pauses.find(({ from, to }) => moment >= from.getTime() && moment < to.getTime())
      const least = Math.max(
        pause?.to.getTime() ?? 0,
        moments.at(-1) ?? 0,
        moments.length >= caps.perMinute ? moments.at(-caps.perMinute)! + minute : 0,
        moments.length >= caps.perHour ? moments.at(-caps.perHour)! + 60 * minute : 0,
      )
      if (least <= moment) break
      moment = Math.ceil(least / 1_000) * 1_000
    }
    if (moment < end) moments.push(moment)
  }
  return moments
}

/** Numbers from 0 to 1 that follow from a word: its digest seeds mulberry32. */
function draws(seed: string): () => number {
  let state = createHash('sha256').update(`spread ${seed}`).digest().readUInt32BE()
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Which texts are a participant's: every text is weighed against every person, the heaviest come first (rendezvous hashing). So everybody's
 * choice is their own, all texts are used alike, and a text that is taken out or put in changes nothing for whoever did not have it.
 */
export function ownOrder<T extends { id: string }>(variants: readonly T[], pledgeId: string): T[] {
  return variants
    .map((variant) => ({ variant, weight: createHash('sha256').update(pledgeId).update(variant.id).digest().readUIntBE(0, 6) }))
    .sort((a, b) => b.weight - a.weight || (a.variant.id < b.variant.id ? -1 : 1))
    .map(({ variant }) => variant)
}
