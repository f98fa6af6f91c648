/** What somebody can do: only statements that fit them are theirs to take next. What is empty or absent asks for nothing. */
export interface Fit {
  /** Primary tags: `es` reads `es-SV`. A statement whose language nobody knows fits everybody. */
  languages?: readonly string[]
  /** Ids of issue areas, chosen or suggested; a statement without any fits everybody. */
  areas?: readonly string[]
  /** Not what is urgent or about people who need protection. */
  calmOnly?: boolean
  around?: { lat: number; lon: number; km: number }
}

export const parts = ['languages', 'areas', 'calm', 'around'] as const
export type FitPart = (typeof parts)[number]

/** The condition of each part on `statement s`; `place`: where a value becomes a parameter. */
export function fitConditions(fit: Fit, place: (value: unknown) => string): Partial<Record<FitPart, string>> {
  const conditions: Partial<Record<FitPart, string>> = {}
  if (fit.languages?.length) {
    conditions.languages = `(s.language is null or s.language = 'und' or split_part(s.language, '-', 1) = any(${place(fit.languages.map((tag) => tag.split('-')[0]))}::text[]))`
  }
  if (fit.areas?.length) {
    conditions.areas = `(coalesce(s.issue_area_id, s.suggested_area_id) is null or coalesce(s.issue_area_id, s.suggested_area_id) = any(${place(fit.areas)}::uuid[]))`
  }
  if (fit.calmOnly) conditions.calm = `not (s.signals && array['urgent', 'vulnerable'])`
  if (fit.around) conditions.around = aroundCondition(fit.around, place)
  return conditions
}

/** Within a radius by the haversine formula; a statement without a place fits everybody. */
function aroundCondition({ lat, lon, km }: NonNullable<Fit['around']>, place: (value: unknown) => string): string {
  const [latAt, lonAt, kmAt] = [place(lat), place(lon), place(km)].map((one) => `${one}::float8`)
  const [at, on] = ['coalesce(s.lat, s.said_lat)', 'coalesce(s.lon, s.said_lon)']
  return `(${at} is null or 12742 * asin(least(1, sqrt(
    sin(radians(${at} - ${latAt}) / 2) ^ 2 + cos(radians(${latAt})) * cos(radians(${at})) * sin(radians(${on} - ${lonAt}) / 2) ^ 2))) <= ${kmAt})`
}
