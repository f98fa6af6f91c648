/** Time zones as participants choose them; clocks and moments are those of `plan/`. */

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
  return countries.get(zone) ?? countries.get(new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone)
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
