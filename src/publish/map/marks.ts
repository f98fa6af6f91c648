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
  /** The incident's number, or how many incidents it stands for. */
  figure: number
  count: number
  verification: Verification
  ring: number
  id?: string
  label?: string
}

const most = 150

/** The marks of a frame, the largest first so that small ones lie on top. Area, not radius, tells how many people. */
export function marksOf(incidents: readonly MapIncident[], frame: Frame, narrow: boolean): Mark[] {
  const seen = within(incidents, frame)
  const marks = seen.length <= most ? seen.map(single) : binned(seen, frame)
  const largest = marks.reduce((top, mark) => Math.max(top, mark.people), 1)
  const [least, greatest] = narrow ? [8, 24] : [7, 22]
  for (const mark of marks) {
    mark.r = round(Math.max(mark.count > 1 ? 10 : least, greatest * Math.sqrt(mark.people / largest)))
    if (mark.ring > 0) mark.ring = round(Math.min(frame.width / 3, mark.ring))
    if (mark.ring < mark.r + 6) mark.ring = 0
  }
  return marks.sort((a, b) => b.r - a.r)

  function single({ incident, x, y }: Seen): Mark {
    const metres = incident.radiusMetres ?? (incident.precision === 'district' ? 10_000 : incident.precision === '1km' ? 600 : 0)
    const drawn = metres * frame.pixelsPerMetre(incident.lat)
    return {
      x, y, r: 0, people: incident.people, figure: incident.number, count: 1, verification: incident.verification,
      // A place kept to the district always shows that it is; one kept to a kilometre when one could see it.
      ring: incident.precision === 'district' ? Math.max(narrow ? 26 : 30, incident.outlined ? 0 : drawn) : drawn, id: incident.id,
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
        x, y, r: 0, people: 0, figure: incident.number, count: 0, verification: incident.verification, ring: 0,
        id: incident.id, sumX: 0, sumY: 0, verified: 0, unverified: 0,
        ...(incident.label !== undefined && { label: incident.label }),
      }
      bins.set(key, bin)
    }
    bin.count++
    bin.people += incident.people
    bin.sumX += x
    bin.sumY += y
    if (incident.verification === 'verified') bin.verified++
    if (incident.verification === 'unverified') bin.unverified++
  }
  return [...bins.values()].map(({ sumX, sumY, verified, unverified, id, label, ...bin }) => bin.count === 1
    ? { ...bin, ...(id !== undefined && { id }), ...(label !== undefined && { label }) }
    : {
        ...bin, x: round(sumX / bin.count), y: round(sumY / bin.count), figure: bin.count,
        verification: verified === bin.count ? 'verified' : unverified === bin.count ? 'unverified' : 'corroborated',
      })
}

function round(n: number): number {
  return Math.round(n * 10) / 10
}
