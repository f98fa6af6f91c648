/** A time as a form gives it (2026-11-26T18:00), meant in a time zone; undefined when it is none. */
export function momentIn(typed: string, zone: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(typed)) return undefined
  const asUtc = new Date(`${typed.slice(0, 16)}Z`)
  if (Number.isNaN(asUtc.getTime())) return undefined
  // Twice: near a change of the clocks the first guess lies on the other side of it.
  let moment = asUtc
  for (let turn = 0; turn < 2; turn++) moment = new Date(asUtc.getTime() - offsetAt(moment, zone))
  return moment
}

/** By how much a zone is ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(moment)
  const part = (type: string) => Number(parts.find((one) => one.type === type)!.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - Math.floor(moment.getTime() / 60_000) * 60_000
}
