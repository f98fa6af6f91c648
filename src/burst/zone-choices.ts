import { minutesAhead } from '#plan/index.ts'
import { cityOf } from './zone.ts'

const kept = new Map<string, { value: string; label: string }[]>()

/** Zones to choose from, from west to east, each with how far it is from UTC at that moment; `own` is always among them. */
export function zoneChoices(zones: readonly string[], own: string, at: Date): { value: string; label: string }[] {
  const key = `${zones.length} ${own} ${at.toISOString().slice(0, 13)}`
  let choices = kept.get(key)
  if (!choices) {
    choices = choicesOf([...new Set([...zones, own])], at)
    // Asking the runtime for sixty offsets takes a millisecond, which ten thousand people in a minute should not each cost.
    kept.set(key, choices)
    if (kept.size > 200) kept.delete(kept.keys().next().value!)
  }
  return choices
}

function choicesOf(zones: string[], at: Date): { value: string; label: string }[] {
  return zones
    .map((zone) => ({ zone, minutes: Math.round(minutesAhead(zone, at)) }))
    .sort((a, b) => a.minutes - b.minutes || (cityOf(a.zone) < cityOf(b.zone) ? -1 : 1))
    .map(({ zone, minutes }) => ({ value: zone, label: zone === 'UTC' ? zone : `${ahead(minutes)} ${cityOf(zone)}` }))
}

function ahead(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`
}
