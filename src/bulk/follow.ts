import type { Transactor, Withdrawal } from '#core/index.ts'
import { withdrawnTexts } from '#post/index.ts'
import { searchForm } from '#statement/index.ts'

/** Statements became one: what was done to the one in bulk is of the history of the other, and cannot be taken back there. */
export async function moveBulks(t: Transactor, campaignId: string, pairs: { from: string; into: string }[]): Promise<void> {
  const [from, into] = [pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)]
  await t.run(
    `insert into bulk_statement (campaign_id, bulk_id, statement_id, outcome, version, back, origin)
     select $1, l.bulk_id, pair.b, l.outcome, 0, l.back, coalesce(l.origin, pair.a)
     from unnest($2::uuid[], $3::uuid[]) as pair (a, b) join bulk_statement l on l.campaign_id = $1 and l.statement_id = pair.a and l.outcome is not null
     on conflict do nothing`,
    [campaignId, from, into],
  )
}

/** What was joined is apart again: what was done to it goes back with it. */
export async function moveBulksBack(t: Transactor, campaignId: string, { from, into, were }: { from: string; into: string; were: string[] }): Promise<void> {
  await t.run(
    `update bulk_statement set statement_id = $3, origin = nullif(origin, $3) where campaign_id = $1 and statement_id = $2 and origin = any($4::uuid[])`, [campaignId, from, into, were])
}

/** A search may be made of words that somebody takes back: then what was done, by whom and when stays, and not for which words. */
export async function forgetSearches(t: Transactor, withdrawal: Withdrawal): Promise<void> {
  const { campaignId } = withdrawal
  const texts = [...withdrawnTexts(withdrawal).values()].map(searchForm)
  if (texts.length === 0) return
  const bulks = await t.rows<{ id: string; q: string }>(`select id, asking ->> 'q' as q from bulk where campaign_id = $1 and asking ->> 'q' is not null`, [campaignId])
  const said = bulks.filter(({ q }) => wordsOf(q).some((word) => texts.some((text) => text.includes(word))))
  if (said.length > 0) await t.run(`update bulk set asking = null where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, said.map((one) => one.id)])
}

const wordsOf = (q: string) => searchForm(q).split(' ').filter((word) => word.length > 2)
