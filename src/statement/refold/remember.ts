import type { Reader, Transactor } from '#core/index.ts'
import { outlineOf, sign, type Signature } from '../fold/index.ts'
import type { Merges } from '../merges.ts'
import { forget, represent } from '../write-fold.ts'
import { guards } from './guards.ts'
import type { Said } from './said.ts'

/** A statement, and what is said in it. */
export interface Side {
  statement: number
  said: Said[]
}

/** A text registers under at most so many keys (fold/folder.ts). */
const registered = 6

interface Standing {
  number: number
  signature: Signature
  anchor: boolean
}

/**
 * Posts of these statements have changed places: what folding remembers follows them. A text belongs to the side that says it, and where
 * both do, to the side it belonged to; each side is stood for by texts of its own. `apart`: the sides are to be told apart from now on:
 * what stands for them now are the anchors, and so are texts that are nearer to the anchors of another side than to those of their own.
 */
export async function rememberSides(
  t: Transactor, campaignId: string, merges: Merges, sides: Side[], { refolded, apart }: { refolded: number; apart: boolean },
): Promise<void> {
  const owners = await settleTexts(t, campaignId, merges, sides)
  const { standing, moved, retired, wanted } = await placeRepresentatives(t, campaignId, merges, sides, owners)
  const appointed = new Map<Side, Standing[]>()
  for (const side of sides) {
    const stands = standing.get(side)!
    const own = side.said.filter((one) => owners.get(one.exact) === side)
    const heirs = own.filter((one) => wanted.has(one.exact))
    // Without any text to compare with no other copy would find it.
    if (stands.length + heirs.length === 0) heirs.push(...own.filter((one) => sign(one.text).keys.length > 0).slice(0, 1))
    appointed.set(side, heirs.map(({ numbers, text }) => ({ number: numbers[0]!, signature: sign(text), anchor: apart })))
  }
  const anchors = apart ? anchor(sides, owners, standing, appointed) : []
  await forget(t, campaignId, retired)
  await moveRepresentatives(t, campaignId, moved)
  const made = [...appointed].flatMap(([{ statement }, stands]) => stands.map(({ number, signature }) => (
    { number, statement, keys: [...signature.keys].slice(0, registered), outline: outlineOf(signature) })))
  await represent(t, campaignId, made)
  await t.run(
    `update fold_representative set appointed = case when number = any($2::bigint[]) then $4 else appointed end, anchor = anchor or number = any($3::bigint[])
     where campaign_id = $1 and number = any($2::bigint[] || $3::bigint[])`,
    [campaignId, made.map(({ number }) => number), anchors, refolded],
  )
}

/** Whose each text is. Texts that belong to a third statement stay there: only a post of them is here. */
async function settleTexts(t: Transactor, campaignId: string, merges: Merges, sides: Side[]): Promise<Map<bigint, Side>> {
  const saying = new Map<bigint, Side[]>()
  for (const side of sides) for (const { exact } of side.said) saying.set(exact, [...(saying.get(exact) ?? []), side])
  const rows = await t.rows<{ exact: string; statement: string }>(
    `select exact, statement from fold_exact where campaign_id = $1 and exact = any($2::bigint[])`, [campaignId, [...saying.keys()].map(String)])
  const was = new Map(rows.map((row) => [BigInt(row.exact), merges.root(Number(row.statement))]))
  const owners = new Map<bigint, Side>()
  for (const [exact, those] of saying) {
    const before = was.get(exact)
    if (before !== undefined && !sides.some((side) => side.statement === before)) continue
    owners.set(exact, those.find((side) => side.statement === before) ?? those[0]!)
  }
  const changed = [...owners].filter(([exact, { statement }]) => was.get(exact) !== statement)
  await t.run(
    `insert into fold_exact (campaign_id, exact, statement) select $1, * from unnest($2::bigint[], $3::bigint[])
     on conflict (campaign_id, exact) do update set statement = excluded.statement`,
    [campaignId, changed.map(([exact]) => String(exact)), changed.map(([, side]) => side.statement)],
  )
  return owners
}

/** Which representatives stay, go over to the other side, or lose their text to it (`wanted`: another post is to stand for it there). */
async function placeRepresentatives(reader: Reader, campaignId: string, merges: Merges, sides: Side[], owners: Map<bigint, Side>) {
  const at = new Map<number, { side: Side; said: Said }>()
  for (const side of sides) for (const said of side.said) for (const number of said.numbers) at.set(number, { side, said })
  const rows = await reader.rows<{ number: string; statement: string; anchor: boolean }>(
    `select number, statement, anchor from fold_representative where campaign_id = $1 and statement = any($2::bigint[]) order by number`,
    [campaignId, sides.flatMap((side) => merges.all(side.statement))],
  )
  const standing = new Map<Side, Standing[]>(sides.map((side) => [side, []]))
  const moved: { number: number; statement: number }[] = []
  const retired: number[] = []
  const [lost, kept] = [new Set<bigint>(), new Set<bigint>()]
  for (const row of rows) {
    const number = Number(row.number)
    const found = at.get(number)
    if (!found || owners.get(found.said.exact) !== found.side) {
      retired.push(number)
      if (found) lost.add(found.said.exact)
      continue
    }
    const { side, said } = found
    standing.get(side)!.push({ number, signature: sign(said.text), anchor: row.anchor })
    kept.add(said.exact)
    if (merges.root(Number(row.statement)) !== side.statement) moved.push({ number, statement: side.statement })
  }
  return { standing, moved, retired, wanted: new Set([...lost].filter((exact) => !kept.has(exact))) }
}

/** Numbers of the anchors of all sides, with those that are chosen now in `appointed`. */
function anchor(sides: Side[], owners: Map<bigint, Side>, standing: Map<Side, Standing[]>, appointed: Map<Side, Standing[]>): number[] {
  const camps = sides.map((side) => {
    const all = [...standing.get(side)!, ...appointed.get(side)!]
    // A side that was taken apart before has anchors: what joined since is none.
    const before = all.filter((one) => one.anchor)
    const anchors = before.length > 0 ? before : all
    const numbers = new Set(anchors.map(({ number }) => number))
    const others = side.said.filter((one) => owners.get(one.exact) === side && !one.numbers.some((number) => numbers.has(number)))
    return { anchors, others: others.map(({ numbers, text }) => ({ number: numbers[0]!, text })) }
  })
  const chosen = guards(camps.map(({ anchors, others }) => ({ stands: anchors.map(({ signature }) => signature), others })))
  return sides.flatMap((side, place) => {
    const standsAlready = new Set(standing.get(side)!.map(({ number }) => number))
    const guarding = chosen[place]!
    appointed.get(side)!.push(...guarding.filter(({ number }) => !standsAlready.has(number)).map((one) => ({ ...one, anchor: true })))
    return [...camps[place]!.anchors, ...guarding].map(({ number }) => number)
  })
}

async function moveRepresentatives(t: Transactor, campaignId: string, moved: { number: number; statement: number }[]): Promise<void> {
  if (moved.length === 0) return
  await t.run(
    `update fold_representative r set statement = given.statement from unnest($2::bigint[], $3::bigint[]) as given (number, statement)
     where r.campaign_id = $1 and r.number = given.number`,
    [campaignId, moved.map(({ number }) => number), moved.map(({ statement }) => statement)],
  )
}
