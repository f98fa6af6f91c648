/** Time zones by their IANA names, as far as the runtime knows them: wall clocks, offsets, and which country a zone belongs to. */

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
    formats.set(zone, format)
  }
  return format
}

export function isZone(text: unknown): text is string {
  if (typeof text !== 'string' || !/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(text) || text.length > 60) return false
  try {
    formatOf(text)
    return true
  } catch {
    return false
  }
}

/** What a clock on the wall says, as if it were UTC: milliseconds. */
function wallAt(zone: string, at: number): number {
  const part: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(at)) part[type] = Number(value)
  return Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']) + (((at % 1_000) + 1_000) % 1_000)
}

/** Milliseconds by which clocks in the zone are ahead of UTC at this moment. */
export function offsetAt(zone: string, at: number): number {
  return wallAt(zone, at) - at
}

/**
 * The moment at which clocks in the zone say this. An hour that comes twice means its first time; one that clocks jump over means the same
 * span after the jump (02:30 becomes 03:30), as calendars do. Undefined for what is no date or no time.
 */
export function momentOf(date: string, clock: string, zone: string): Date | undefined {
  const wall = Date.parse(`${date}T${clock}:00Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d$/.test(clock) || Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== date) return undefined
  const day = 86_400_000
  const before = offsetAt(zone, wall - day)
  const after = offsetAt(zone, wall + day)
  const fitting = [wall - before, wall - after].filter((at) => wallAt(zone, at) === wall)
  return new Date(fitting.length > 0 ? Math.min(...fitting) : wall - before)
}

/** Date and time of day that clocks in the zone say, as the fields of a form want them. */
export function wallOf(at: Date, zone: string): { date: string; clock: string } {
  const iso = new Date(wallAt(zone, at.getTime())).toISOString()
  return { date: iso.slice(0, 10), clock: iso.slice(11, 16) }
}

/** For whoever has no script that knows theirs: one or more of each offset, where many people live. */
export const commonZones = [
  'Pacific/Honolulu', 'America/Anchorage', 'America/Los_Angeles', 'America/Phoenix', 'America/Denver', 'America/Mexico_City', 'America/El_Salvador', 'America/Chicago', 'America/Bogota', 'America/Lima',
  'America/New_York', 'America/Caracas', 'America/La_Paz', 'America/Santiago', 'America/Halifax', 'America/St_Johns', 'America/Sao_Paulo', 'America/Argentina/Buenos_Aires', 'Atlantic/Azores', 'Atlantic/Cape_Verde',
  'UTC', 'Africa/Dakar', 'Africa/Casablanca', 'Europe/London', 'Europe/Madrid', 'Europe/Paris', 'Africa/Tunis', 'Africa/Lagos', 'Africa/Cairo', 'Europe/Athens', 'Africa/Khartoum', 'Africa/Johannesburg',
  'Asia/Jerusalem', 'Asia/Beirut', 'Asia/Damascus', 'Asia/Baghdad', 'Asia/Riyadh', 'Europe/Istanbul', 'Europe/Moscow', 'Africa/Nairobi', 'Asia/Tehran', 'Asia/Dubai', 'Asia/Kabul', 'Asia/Karachi', 'Asia/Kolkata',
  'Asia/Kathmandu', 'Asia/Dhaka', 'Asia/Yangon', 'Asia/Bangkok', 'Asia/Shanghai', 'Asia/Manila', 'Asia/Tokyo', 'Australia/Adelaide', 'Australia/Sydney', 'Pacific/Noumea', 'Pacific/Auckland', 'Pacific/Apia',
]

/** The city that names a zone, in Latin letters. */
export function cityOf(zone: string): string {
  return zone.split('/').at(-1)!.replaceAll('_', ' ')
}

let countries: Map<string, string> | undefined
const former = ['AN', 'BU', 'CS', 'DD', 'FQ', 'FX', 'NQ', 'NT', 'PC', 'PU', 'PZ', 'QU', 'SU', 'TP', 'VD', 'WK', 'YD', 'YU', 'ZR']

/** The country of a zone (ISO 3166-1), where it has one; where somebody is cannot be told from it, only which clock they chose. */
export function countryOf(zone: string): string | undefined {
  countries ??= countriesByZone()
  return countries.get(zone) ?? countries.get(formatOf(zone).resolvedOptions().timeZone)
}

/** The runtime knows the zones of a country, not the country of a zone: asked once for every pair of letters. */
function countriesByZone(): Map<string, string> {
  const found = new Map<string, string>()
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  for (const country of letters.flatMap((one) => letters.map((other) => one + other)).filter((code) => !former.includes(code))) {
    const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[] }
    for (const zone of locale.getTimeZones?.() ?? []) if (!found.has(zone)) found.set(zone, country)
  }
  return found
}
