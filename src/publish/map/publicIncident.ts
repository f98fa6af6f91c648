import type { Precision, PublicPlace } from './blur.ts'
import type { Verification } from './marks.ts'

/** An incident as it leaves the house: consent checked, place blurred (`blur.ts`), wording confirmed by a person. */
export interface PublicIncident {
  id: string
  /** Its number in the list, the same on the map and in every file. */
  number: number
  title: string
  summary?: string
  /** Absent when the place is hidden or unknown. */
  place?: PublicPlace
  precision: Precision
  /** Id of the area of the map in which it is shown (`/{slug}/areas.geojson`). */
  district?: string
  people: number
  verification: Verification
  issueArea?: string
  since: Date
  updated: Date
  /** Its page, a full address. */
  url: string
}
