import { documentKinds, type DocumentKind, type KeptFor } from '#privacy/index.ts'
import type { House } from '#core/index.ts'
import { kindNames, kinds, rulesOf } from '#retention/index.ts'
import { isLanguage, type Language } from '#ui/languages.ts'

/** Which document an address names. */
export function whichIn(query: URLSearchParams | FormData, usual: Language): { kind: DocumentKind; language: Language } {
  const language = String(query.get('language') ?? '')
  return { kind: documentKinds.find((one) => one === query.get('kind')) ?? 'notice', language: isLanguage(language) ? language : usual }
}

/** How long what is kept, as the documents say it. */
export async function keptFor(house: House, campaignId: string): Promise<KeptFor[]> {
  const { days } = await rulesOf(house.db, campaignId)
  return kindNames.map((kind) => ({ kind, days: days[kind], usual: kinds[kind].days }))
}
