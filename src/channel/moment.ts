const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i

let lastDate: { text: string; time: number | undefined } = { text: '', time: undefined }

/** An ISO 8601 date or time between the years 1900 and 2200; without an offset it is taken as UTC. */
export function dateOf(text: string): Date | undefined {
  // Each date is asked for twice in a row, by the check and for its value.
  if (text !== lastDate.text) lastDate = { text, time: timeOf(text) }
  return lastDate.time === undefined ? undefined : new Date(lastDate.time)
}

function timeOf(text: string): number | undefined {
  const m = iso.exec(text)
  if (!m) return undefined
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])]
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  const [hour, minute, second] = [Number(m[4] ?? 0), Number(m[5] ?? 0), Number(m[6] ?? 0)]
  if (hour > 23 || minute > 59 || second > 60) return undefined
  const millis = Number(((m[7] ?? '') + '000').slice(0, 3))
  return Date.UTC(year, month - 1, day, hour, minute, second, millis) - offset(m[8])
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function offset(zone: string | undefined): number {
  if (!zone || zone === 'Z' || zone === 'z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000
}
