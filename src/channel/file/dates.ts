/**
 * Dates as people and programs write them in files. The order of day and month is decided over the sample of a column:
 * a first number over 12 speaks for day first, a second one for month first; if no row tells, the order in which fewer
 * rows run against the direction of the file; if that does not tell either, day first. Without a zone a time is taken
 * as UTC.
 */
import { dateOf } from '../contract.ts'

export type DayOrder = 'day first' | 'month first'

export interface DateColumn {
  order?: DayOrder
  /** Why this order, in words for the person who imports. */
  because?: string
  read: (text: string) => Date | undefined
}

const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[,T ]+(.+))?$/
const yearFirst = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[,T ]+(.+))?$/
const clock = /^(\d{1,2})[:h.](\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?\s?m?\.?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i
const named =
  /^(?:[\p{L}.]+,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th|er|º)?\s+(?:de\s+)?([\p{L}.]+)|([\p{L}.]+)\s+(\d{1,2})(?:st|nd|rd|th)?),?\s+(?:de\s+|del\s+)?(\d{4})(?:[,T ]+(?:a las\s+|at\s+|à\s+)?(.+))?$/iu
const legacyX = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})$/

export function dateColumn(sample: string[], order?: DayOrder): DateColumn {
  const judged = order ? { order, because: 'as asked' } : orderOf(sample.map(latinDigits))
  // 30000 to 60000 is 1982 to 2064 in the days that spreadsheets count; only when the whole column looks like it.
  const serial = sample.length > 0 && sample.every((text) => /^[3-5]\d{4}([.,]\d+)?$/.test(text.trim()))
  const read = (text: string) => dateIn(text, judged?.order ?? 'day first', serial)
  return { order: judged?.order, because: judged?.because, read }
}

function orderOf(sample: string[]): { order: DayOrder; because: string } | undefined {
  const rows = sample.map((text) => numeric.exec(text.trim())).filter((match) => match !== null)
  if (rows.length === 0) return undefined
  const dayFirst = rows.filter((m) => Number(m[1]) > 12).length
  const monthFirst = rows.filter((m) => Number(m[2]) > 12).length
  if (dayFirst !== monthFirst) {
    const order = dayFirst > monthFirst ? 'day first' : 'month first'
    return {
      order,
      because: `${Math.max(dayFirst, monthFirst)} of ${rows.length} dates read ahead cannot be otherwise`,
    }
  }
  const turns = (order: DayOrder) =>
    inversions(sample.map((text) => dateIn(text, order, false)?.getTime()).filter((time) => time !== undefined))
  const [day, month] = [turns('day first'), turns('month first')]
  if (day !== month)
    return {
      order: day < month ? 'day first' : 'month first',
      because: 'both are possible; so the rows are in order of time',
    }
  return { order: 'day first', because: 'both are possible and nothing tells them apart' }
}

/** How many rows run against the direction that most rows have. */
function inversions(times: number[]): number {
  let up = 0
  let down = 0
  for (let i = 1; i < times.length; i++) {
    if (times[i]! > times[i - 1]!) up++
    else if (times[i]! < times[i - 1]!) down++
  }
  return Math.min(up, down)
}

function dateIn(raw: string, order: DayOrder, serial: boolean): Date | undefined {
  const text = latinDigits(raw.trim())
  const direct = dateOf(text)
  if (direct) return direct
  if (serial) return new Date(Math.round((Number(text.replace(',', '.')) - 25_569) * 86_400) * 1000)
  if (/^\d{10}(\.\d+)?$/.test(text)) return new Date(Math.round(Number(text) * 1000))
  if (/^\d{13}$/.test(text)) return new Date(Number(text))
  const short = numeric.exec(text)
  if (short) {
    const [first, second] = [short[1]!, short[2]!]
    const year = short[3]!.length === 2 ? `${Number(short[3]) > 69 ? '19' : '20'}${short[3]}` : short[3]!
    return order === 'day first' ? at(year, second, first, short[4]) : at(year, first, second, short[4])
  }
  const long = yearFirst.exec(text)
  if (long) return at(long[1]!, long[2]!, long[3]!, long[4])
  const x = legacyX.exec(text)
  if (x) return at(x[5]!, String(months[x[1]!.toLowerCase()] ?? 0), x[2]!, `${x[3]}${x[4]}`)
  const spelt = named.exec(text)
  const month = spelt && monthOf(spelt[2] ?? spelt[3]!)
  if (month) return at(spelt[5]!, String(month), spelt[1] ?? spelt[4]!, spelt[6])
  return undefined
}

function at(year: string, month: string, day: string, time: string | undefined): Date | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (!time) return dateOf(date)
  const m = clock.exec(time.trim())
  if (!m) return undefined
  let hour = Number(m[1])
  if (m[4]) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (m[4].toLowerCase() === 'p' ? 12 : 0)
  }
  const zone = !m[5] || /^[a-z]/i.test(m[5]) ? 'Z' : m[5]
  return dateOf(`${date}T${String(hour).padStart(2, '0')}:${m[2]}:${m[3] ?? '00'}${zone}`)
}

/** Arabic-Indic and Persian digits as ASCII ones. */
function latinDigits(text: string): string {
  return /[\u0660-\u0669\u06f0-\u06f9]/.test(text)
    ? text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    : text
}

const months: Record<string, number> = {}
for (const names of [
  'jan feb mar apr may jun jul aug sep oct nov dec',
  'january february march april may june july august september october november december',
  'ene feb mar abr may jun jul ago sep oct nov dic',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'janv fevr mars avr mai juin juil aout sept oct nov dec',
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  'يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر',
]) {
  names.split(' ').forEach((name, index) => (months[name] = index + 1))
}

function monthOf(name: string): number | undefined {
  return months[
    name
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[\u0300-\u036f\u0653-\u0655.]/g, '')
      .replace(/[أإآ]/g, 'ا')
  ]
}
