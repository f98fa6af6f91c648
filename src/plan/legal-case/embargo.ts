import type { Reader } from '#core/index.ts'
import { foldName } from '#campaign/index.ts'

/** What may not be said while a case is pending: shown wherever people write what goes out. */
export interface Embargo {
  caseId: string
  title: string
  /** A sentence each. */
  unsaid: string[]
  words: string[]
}

/** The embargoes of a campaign now; empty where nothing is pending. One look at a small table. */
export async function embargoOf(reader: Reader, campaign: { id: string }): Promise<Embargo[]> {
  return reader.rows<Embargo>(
    `select id as "caseId", title, unsaid, unsaid_words as words from legal_case where campaign_id = $1 and stage <> 'closed' and (unsaid <> '{}' or unsaid_words <> '{}') order by lower(title), id`, [campaign.id])
}

/** The words of a text that an embargo names, whatever their case, accents and script's variants. A person still reads the sentences: words are only what a machine can see. */
export function embargoedIn(text: string, embargoes: Embargo[]): { caseId: string; title: string; word: string }[] {
  const form = ` ${foldName(text)} `
  return embargoes.flatMap(({ caseId, title, words }) => words.filter((word) => foldName(word) !== '' && form.includes(` ${foldName(word)} `)).map((word) => ({ caseId, title, word })))
}
