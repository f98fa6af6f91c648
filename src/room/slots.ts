/** Figures of the room are counted by ten minutes, which begin at full ones everywhere. */
export const slotMinutes = 10
const slotMilliseconds = slotMinutes * 60_000

export function slotOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / slotMilliseconds) * slotMilliseconds)
}

/** The last `count` slots up to now, oldest first, as numbers since the epoch. */
export function slotsUntil(now: Date, count: number): number[] {
  const last = Math.floor(now.getTime() / slotMilliseconds)
  return Array.from({ length: count }, (_, place) => last - count + 1 + place)
}

/** Slots of the last hour: the one that runs and the five before. */
export const slotsOfHour = 6

export const slotStart = (slot: number) => new Date(slot * slotMilliseconds)

/** When the day began in a time zone. */
export function startOfDay(now: Date, zone: string): Date {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(now)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0)
  const gone = (part('hour') * 3_600 + part('minute') * 60 + part('second')) * 1_000 + (now.getTime() % 1_000)
  return new Date(now.getTime() - gone)
}
