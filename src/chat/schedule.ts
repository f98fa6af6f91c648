/** A question as far as its hour goes. */
export interface Timed {
  id: string
  state: 'upcoming' | 'asked' | 'closed'
  minutes: number
  place: number
  number: number | null
  askedAt: Date | null
}

export interface Slot {
  id: string
  /** When it was asked, or when it is expected as things stand. */
  at: Date
  /** When the next one is due. */
  until: Date
  /** Its number: of one that is upcoming, the one it will get. */
  number: number
  asked: boolean
}

export interface Schedule {
  slots: Slot[]
  endsAt: Date
  /** How much later the end is than when nothing had been late; less than nothing where it is earlier. */
  lateMinutes: number
}

const minute = 60_000

/**
 * When each question comes. What was asked stays where it was; the rest follows the last one asked, each after the minutes of the one before,
 * and nothing is expected in the past: when one is late, all that follow shift with it.
 */
export function scheduleOf(startsAt: Date, questions: readonly Timed[], now: Date): Schedule {
  const asked = questions.filter((one) => one.askedAt !== null).sort((a, b) => a.number! - b.number!)
  const upcoming = questions.filter((one) => one.askedAt === null).sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1))
  const slots: Slot[] = []
  for (const one of asked) {
    // One that was asked sooner than planned ends the one before.
    const before = slots.at(-1)
    if (before && one.askedAt! < before.until) before.until = one.askedAt!
    slots.push({ id: one.id, at: one.askedAt!, until: after(one.askedAt!, one.minutes), number: one.number!, asked: true })
  }
  let at = slots.at(-1)?.until ?? startsAt
  if (at < now && upcoming.length > 0) at = now
  let number = asked.at(-1)?.number ?? 0
  for (const one of upcoming) {
    number += 1
    slots.push({ id: one.id, at, until: after(at, one.minutes), number, asked: false })
    at = after(at, one.minutes)
  }
  const endsAt = slots.at(-1)?.until ?? startsAt
  const planned = after(startsAt, questions.reduce((sum, one) => sum + one.minutes, 0))
  return { slots, endsAt, lateMinutes: Math.round((endsAt.getTime() - planned.getTime()) / minute) }
}

function after(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * minute)
}
