import type { House, Reader, Transactor, Withdrawal } from '#core/index.ts'
import { withdrawnTexts } from '#post/index.ts'
import { glance, outlineOf, sign } from './fold/index.ts'
import { forgetEverywhere, holdFolding } from './hold.ts'
import { removeStatements } from './join.ts'
import { Merges } from './merges.ts'
import { numberOf } from './number.ts'
import { readSignals } from './queue-order.ts'
import { countAgain, placeByFirst, speakAs } from './recount.ts'
import { forgetRefolds } from './refold/record.ts'
import { forget, represent } from './write-fold.ts'

interface Left {
  statementId: string
  number: number
  text: string
}

/**
 * Step `withdraw` of this slice: the posts leave the order of folding, their statements count without them and show the words of
 * somebody else, and nothing that folding remembers rests on them. Statements that nobody says any more are removed.
 */
export async function takeOutPosts(_house: House, t: Transactor, withdrawal: Withdrawal): Promise<void> {
  const { campaignId, postIds } = withdrawal
  await holdFolding(t, campaignId)
  await forgetEverywhere(t, campaignId)
  const taken = await t.rows<{ number: string; post_id: string; statement_id: string }>(
    `delete from post_fold where campaign_id = $1 and post_id = any($2::uuid[]) returning number, post_id, statement_id`,
    [campaignId, postIds],
  )
  const statementIds = [...new Set(taken.map((row) => row.statement_id))].sort()
  if (statementIds.length === 0) return
  for (const id of statementIds) withdrawal.statementIds.add(id)
  await t.rows(`select id from statement where campaign_id = $1 and id = any($2::uuid[]) order by id for update`, [campaignId, statementIds])
  const left = await postsLeft(t, campaignId, statementIds)
  const numbers = taken.map((row) => Number(row.number))
  await forgetTexts(t, campaignId, { numbers, losing: new Set(statementIds.map(numberOf)) }, withdrawnTexts(withdrawal), left)
  const stay = new Set(left.map((post) => post.statementId))
  const emptied = statementIds.filter((id) => !stay.has(id))
  for (const id of emptied) withdrawal.emptied.add(id)
  await removeStatements(t, campaignId, emptied)
  await countAgain(t, campaignId, [...stay])
  await speakAs(t, campaignId, firstsOf(left))
  await placeByFirst(t, campaignId, [...stay])
  await readSignals(t, campaignId, [...stay])
  await forgetRefolds(t, campaignId, statementIds, emptied, numbers)
}

async function postsLeft(reader: Reader, campaignId: string, statementIds: string[]): Promise<Left[]> {
  const rows = await reader.rows<{ statement_id: string; number: string; text: string }>(
    `select f.statement_id, f.number, p.text from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
     where f.campaign_id = $1 and f.statement_id = any($2::uuid[]) order by f.number`,
    [campaignId, statementIds],
  )
  return rows.map((row) => ({ statementId: row.statement_id, number: Number(row.number), text: row.text }))
}

/**
 * Hashes and keys of the withdrawn texts go, unless somebody else says the very same there; an heir then stands for them. Where a person
 * took out a single post, its text may be that of another statement: there it stays.
 */
async function forgetTexts(
  t: Transactor, campaignId: string, { numbers, losing }: { numbers: number[]; losing: Set<number> }, texts: Map<string, string>, left: Left[],
): Promise<void> {
  const merges = await Merges.of(t, campaignId)
  const exacts = [...new Set([...texts.values()].map(glance))]
  const owners = await ownersOf(t, campaignId, merges, [...exacts, ...left.map((post) => glance(post.text))])
  const firstWith = new Map<bigint, Left>()
  for (const post of left) {
    const exact = glance(post.text)
    if (!firstWith.has(exact) && owners.get(exact) === numberOf(post.statementId)) firstWith.set(exact, post)
  }
  const gone = exacts.filter((exact) => !firstWith.has(exact) && losing.has(owners.get(exact)!))
  if (gone.length > 0) await t.run(`delete from fold_exact where campaign_id = $1 and exact = any($2::bigint[])`, [campaignId, gone.map(String)])
  const before = await t.rows<{ number: string; keys: string[] }>(
    `select number, keys from fold_representative where campaign_id = $1 and number = any($2::bigint[])`, [campaignId, numbers])
  await forget(t, campaignId, numbers)
  await appointHeirs(t, campaignId, merges, before.length > 0 ? exacts.flatMap((exact) => firstWith.get(exact) ?? []) : [], [...firstWith.values()])
}

/** The statement that each text belongs to. */
async function ownersOf(reader: Reader, campaignId: string, merges: Merges, exacts: bigint[]): Promise<Map<bigint, number>> {
  const rows = await reader.rows<{ exact: string; statement: string }>(
    `select exact, statement from fold_exact where campaign_id = $1 and exact = any($2::bigint[])`, [campaignId, [...new Set(exacts)].map(String)])
  return new Map(rows.map((row) => [BigInt(row.exact), merges.root(Number(row.statement))]))
}

/** A text registers under at most so many keys (fold/folder.ts). */
const registered = 6

/** `left`: the first post of each text that is left and belongs to its statement. */
async function appointHeirs(t: Transactor, campaignId: string, merges: Merges, sameText: Left[], left: Left[]): Promise<void> {
  if (left.length === 0) return
  const numbers = [...new Set(left.map((post) => numberOf(post.statementId)))]
  const rows = await t.rows<{ number: string; statement: string }>(
    `select number, statement from fold_representative where campaign_id = $1 and statement = any($2::bigint[])`,
    [campaignId, numbers.flatMap((number) => merges.all(number))],
  )
  const known = new Set(rows.map((row) => Number(row.number)))
  const represented = new Set(rows.map((row) => merges.root(Number(row.statement))))
  // A statement without any text to compare with would never be joined by another copy.
  const mute = numbers.filter((number) => !represented.has(number)).map((number) => left.find((post) => numberOf(post.statementId) === number)!)
  const heirs = new Map([...sameText, ...mute].filter((post) => !known.has(post.number)).map((post) => [post.number, post]))
  const representatives = [...heirs.values()].flatMap((post) => {
    const signature = sign(post.text)
    const keys = [...signature.keys].slice(0, registered)
    return keys.length > 0 ? [{ number: post.number, statement: numberOf(post.statementId), keys, outline: outlineOf(signature) }] : []
  })
  await represent(t, campaignId, representatives)
}

/** The words shown are those of the first post that is left. */
function firstsOf(left: Left[]): Map<string, string> {
  const firsts = new Map<string, string>()
  for (const post of left) if (!firsts.has(post.statementId)) firsts.set(post.statementId, post.text)
  return firsts
}
