import type { Reader } from '#core/index.ts'
import { glance } from '../fold/index.ts'

/** One text of a statement, as folding tells texts apart, with the posts that say it. */
export interface Said {
  exact: bigint
  /** As the first of them put it. */
  text: string
  /** Of its posts, in the order of folding. */
  numbers: number[]
}

/** All texts of a statement in the order in which they were first said. */
export async function saidIn(reader: Reader, campaignId: string, statementId: string): Promise<Said[]> {
  const rows = await reader.rows<{ text: string; numbers: string }>(
    `select p.text, array_agg(f.number order by f.number)::text as numbers
     from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
     where f.campaign_id = $1 and f.statement_id = $2 group by p.text`,
    [campaignId, statementId],
  )
  return byExact(rows.map(({ text, numbers }) => ({ text, numbers: numbers.slice(1, -1).split(',').map(Number) })))
}

function byExact(texts: { text: string; numbers: number[] }[]): Said[] {
  const said = new Map<bigint, Said>()
  texts.sort((a, b) => a.numbers[0]! - b.numbers[0]!)
  for (const { text, numbers } of texts) {
    const exact = glance(text)
    const known = said.get(exact)
    if (known) known.numbers.push(...numbers)
    else said.set(exact, { exact, text, numbers: [...numbers] })
  }
  for (const one of said.values()) one.numbers.sort((a, b) => a - b)
  return [...said.values()]
}

/** The texts of some of the posts, and those of the rest; a text of which only some posts are taken stands in both. */
export function divide(said: Said[], taken: ReadonlySet<number>): [Said[], Said[]] {
  const part = (keep: (number: number) => boolean) =>
    said.map((one) => ({ ...one, numbers: one.numbers.filter(keep) })).filter((one) => one.numbers.length > 0).sort((a, b) => a.numbers[0]! - b.numbers[0]!)
  return [part((number) => taken.has(number)), part((number) => !taken.has(number))]
}
