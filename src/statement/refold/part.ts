import { campaignSuggester } from '#campaign/index.ts'
import { refuse, uuid7, type Transactor } from '#core/index.ts'
import { searchForm } from '../fold/index.ts'
import { nextPart, refoldEverywhere } from '../hold.ts'
import { Merges } from '../merges.ts'
import { numberOf, numberOfPart, statementIdOf } from '../number.ts'
import { readSignals } from '../queue-order.ts'
import { countAgain, placeByFirst, speakByFirst } from '../recount.ts'
import { recordRefold } from './record.ts'
import { rememberSides } from './remember.ts'
import { divide, saidIn, type Said } from './said.ts'

/** Who puts something in order, where and when; folding is held and the statement locked before (`holdFolding`, `lockStatement`). */
export interface ByWhom {
  campaignId: string
  personId: string
  at: Date
}

/** Some posts by their ids, or every post with the words of one. */
export type Which = { posts: string[] } | { wording: string }

export interface Refolded {
  refoldId: string
  statementId: string
  otherId: string
  /** How many posts moved. */
  posts: number
}

/**
 * Takes posts out of a statement: they are a statement of their own, which waits, whatever rules there are: a person has seen it. A text goes along when nobody is left who says it; later
 * copies go to whichever of the two is nearer, and folding joins the two no more.
 */
export async function partStatement(t: Transactor, { campaignId, personId, at }: ByWhom, statementId: string, which: Which): Promise<Refolded> {
  const said = await saidIn(t, campaignId, statementId)
  const taken = new Set(await chosen(t, campaignId, statementId, said, which))
  const [out, rest] = divide(said, taken)
  if (rest.length === 0) {
    throw refuse('nothing-left', 422, 'That is all of the statement: nothing would be left.', { mend: 'Take out what is different.' })
  }
  const { nextNumber, refolded } = await refoldEverywhere(t, campaignId)
  const number = numberOfPart(await nextPart(t, campaignId))
  const otherId = statementIdOf(campaignId, number)
  await foundPart(t, campaignId, { number, otherId, first: out[0]!, taken: [...taken] })
  await t.run(`update post_fold set statement_id = $2 where campaign_id = $1 and number = any($3::bigint[])`, [campaignId, otherId, [...taken]])
  await t.run(`update statement set version = version + 1 where campaign_id = $1 and id = $2`, [campaignId, statementId])
  await countAgain(t, campaignId, [statementId, otherId])
  await speakByFirst(t, campaignId, [statementId, otherId])
  await placeByFirst(t, campaignId, [statementId, otherId])
  await readSignals(t, campaignId, [statementId, otherId])
  const sides = [{ statement: numberOf(statementId), said: rest }, { statement: number, said: out }]
  await rememberSides(t, campaignId, await Merges.of(t, campaignId), sides, { refolded, apart: true })
  const refoldId = uuid7(at)
  await recordRefold(t, campaignId, { id: refoldId, kind: 'part', statementId, otherId, personId, at, posts: taken.size, nextNumber, turn: refolded, before: null })
  return { refoldId, statementId, otherId, posts: taken.size }
}

/** Numbers of the posts that are meant. */
async function chosen(t: Transactor, campaignId: string, statementId: string, said: Said[], which: Which): Promise<number[]> {
  const ids = 'posts' in which ? [...new Set(which.posts)] : [which.wording]
  const rows = await t.rows<{ number: string }>(
    `select number from post_fold where campaign_id = $1 and post_id = any($2::uuid[]) and statement_id = $3`, [campaignId, ids, statementId])
  if (rows.length < ids.length || ids.length === 0) {
    throw refuse('not-of-statement', 422, 'Not every one of these posts belongs to the statement.', { mend: 'Reload it; it has changed.' })
  }
  const numbers = rows.map((row) => Number(row.number))
  return 'posts' in which ? numbers : said.find((one) => one.numbers.includes(numbers[0]!))!.numbers
}

/** The row of the new statement; what it counts, and when it is due, is worked out after. It has waited since its first post arrived. */
async function foundPart(
  t: Transactor, campaignId: string, { number, otherId, first, taken }: { number: number; otherId: string; first: Said; taken: number[] },
): Promise<void> {
  const suggest = await campaignSuggester(t, campaignId, searchForm)
  await t.run(
    `insert into statement (campaign_id, id, number, posts, language, channels, suggested_area_id, first_said_at, last_said_at, arrived_at, due_at)
     select $1, $2, $3, 0, (array_agg(p.language order by f.number))[1], '{}', $5, min(p.posted_at), max(p.posted_at), min(p.arrived_at), min(p.arrived_at)
     from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
     where f.campaign_id = $1 and f.number = any($4::bigint[])`,
    [campaignId, otherId, number, taken, suggest(searchForm(first.text)) ?? null],
  )
}
