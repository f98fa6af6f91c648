import { countryName } from './country.ts'
import type { Translate } from './speak.ts'

/** What a screen needs of a refusal; `#core/index.ts` makes them. */
export interface Refused {
  code?: string
  /** The refusal's own words, in English. */
  message: string
  mend?: string
  extra?: Record<string, unknown>
}

/** A refusal in the reader's language where we have words for its code, in its own words otherwise. */
export function refusalWords(t: Translate, { code, message, mend, extra }: Refused): string {
  const candidates = extra?.['candidates']
  if (code === 'place-several' && Array.isArray(candidates)) return t('place.several', { places: t.list(candidates.map((one) => whereIs(t, one)), 'disjunction') })
  const key = `errors.code.${code}`
  return t.has(key) ? t(key) : [message, mend].filter(Boolean).join(' ')
}

interface Candidate {
  name: string
  district: string | null
  region: string | null
  country: string | null
}

/** A place with what tells it from others of its name; what stands behind the name can be typed behind a comma. */
function whereIs(t: Translate, { name, district, region, country }: Candidate): string {
  const within = district ?? (country ? countryName(country, t.language) : region)
  return within ? `${name} (${within})` : name
}
