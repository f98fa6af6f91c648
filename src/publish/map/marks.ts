import type { Frame } from './frame.ts'

export type Verification = 'verified' | 'corroborated' | 'unverified'

/** An incident as the map draws it: its place has been blurred before (`blur.ts`). */
export interface MapIncident {
  id: string
  /** The number it has in the list beside the map. */
  number: number
  lat: number
  lon: number
  people: number
  verification: Verification
  precision: 'exact' | '1km' | 'district'
  radiusMetres?: number
  /** The outline of the district to which it is kept is drawn: a ring has only to say that it is kept to it. */
  outlined?: boolean
  label?: string
}

/** A mark on the picture: one incident, or several too near to each other to be told apart. */
export interface Mark {
  x: number
  y: number
  r: number
  people: number
  /** The numbers of its incidents in the list; none where so many incidents are shown that a mark says only how many. */
  numbers: number[]
  count: number
  verification: Verification
  ring: number
  ids: string[]
  label?: string
}

const most = 150
/** Two small marks nearer than this hide each other, on a narrow screen under a finger, on a wide one under the eye. */
const together = { narrow: 13, wide: 8 }

/** The marks of a frame, the largest first so that small ones lie on top. Area, not radius, tells how many people. */
export function marksOf(incidents: readonly MapIncident[], frame: Frame, narrow: boolean): Mark[] {
  const seen = within(incidents, frame)
  const marks = seen.length <= most ? joined(seen.map(single), narrow ? together.narrow : together.wide) : binned(seen, frame)
  const largest = marks.reduce((top, mark) => Math.max(top, mark.people), 1)
  const [least, greatest] = narrow ? [8, 24] : [7, 22]
  for (const mark of marks) {
    mark.r = round(Math.max(mark.numbers.length === 0 ? 10 : least, greatest * Math.sqrt(mark.people / largest)))
    if (mark.ring > 0) mark.ring = round(Math.min(frame.width / 3, mark.ring))
    if (mark.ring < mark.r + 6) mark.ring = 0
  }
  return marks.sort((a, b) => b.r - a.r)

  function single({ incident, x, y }: Seen): Mark {
    const metres = incident.radiusMetres ?? (incident.precision === 'district' ? 10_000 : incident.precision === '1km' ? 600 : 0)
    const drawn = metres * frame.pixelsPerMetre(incident.lat)
    return {
      x, y, r: 0, people: incident.people, numbers: [incident.number], count: 1, verification: incident.verification,
      // A place kept to the district always shows that it is; one kept to a kilometre when one could see it.
      ring: incident.precision === 'district' ? Math.max(narrow ? 26 : 30, incident.outlined ? 0 : drawn) : drawn, ids: [incident.id],
      ...(incident.label !== undefined && { label: incident.label }),
    }
  }
}

interface Seen {
  incident: MapIncident
  x: number
  y: number
}

function within(incidents: readonly MapIncident[], frame: Frame): Seen[] {
  const seen: Seen[] = []
  for (const incident of incidents) {
    const x = frame.x(incident.lon)
    const y = frame.y(incident.lat)
    if (x >= 0 && x <= frame.width && y >= 0 && y <= frame.height) seen.push({ incident, x: round(x), y: round(y) })
  }
  return seen
}

/** How sure one may be, from the least on. */
export const sureness: Verification[] = ['unverified', 'corroborated', 'verified']

/** Marks that would hide each other become one, where the first of them stands: it keeps all their numbers, and is no surer than the least sure of them. */
function joined(singles: readonly Mark[], near: number): Mark[] {
  const marks: Mark[] = []
  for (const one of singles) {
    const other = marks.find((mark) => Math.hypot(mark.x - one.x, mark.y - one.y) < near)
    if (!other) {
      marks.push(one)
      continue
    }
    other.count += 1
    other.people += one.people
    other.numbers.push(...one.numbers)
    other.ids.push(...one.ids)
    other.ring = Math.max(other.ring, one.ring)
    if (sureness.indexOf(one.verification) < sureness.indexOf(other.verification)) other.verification = one.verification
  }
  return marks
}

/** Joins what falls into one square of the picture; the mark stands at their middle. */
function binned(seen: readonly Seen[], frame: Frame): Mark[] {
  const side = Math.max(36, Math.sqrt(frame.width * frame.height / most))
  const columns = Math.ceil(frame.width / side) + 1
  const bins = new Map<number, Mark & { sumX: number; sumY: number; verified: number; unverified: number }>()
  for (const { incident, x, y } of seen) {
    const key = Math.floor(y / side) * columns + Math.floor(x / side)
    let bin = bins.get(key)
    if (!bin) {
      bin = {
        x, y, r: 0, people: 0, numbers: [incident.number], count: 0, verification: incident.verification, ring: 0,
        ids: [], sumX: 0, sumY: 0, verified: 0, unverified: 0,
        ...(incident.label !== undefined && { label: incident.label }),
      }
      bins.set(key, bin)
    }
    bin.count++
    bin.ids.push(incident.id)
    bin.people += incident.people
    bin.sumX += x
    bin.sumY += y
    if (incident.verification === 'verified') bin.verified++
    if (incident.verification === 'unverified') bin.unverified++
  }
  return [...bins.values()].map(({ sumX, sumY, verified, unverified, label, ...bin }) => bin.count === 1
    ? { ...bin, ...(label !== undefined && { label }) }
    : {
        ...bin, x: round(sumX / bin.count), y: round(sumY / bin.count), numbers: [],
        verification: verified === bin.count ? 'verified' : unverified === bin.count ? 'unverified' : 'corroborated',
      })
}

function round(n: number): number {
  return Math.round(n * 10) / 10
}
