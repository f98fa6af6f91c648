import { refuse, type House, type Transactor } from '#core/index.ts'
import { sign, type Signature } from '../fold/index.ts'
import { refoldEverywhere } from '../hold.ts'
import { joinStatements } from '../join.ts'
import { Merges } from '../merges.ts'
import { numberOf, statementIdOf } from '../number.ts'
import { readSignals } from '../queue-order.ts'
import { countAgain, placeByFirst, speakByFirst } from '../recount.ts'
import { nearest } from './guards.ts'
import { retireMost } from './join.ts'
import { laterRefold, markUndone, type Refold, type Stood } from './record.ts'
import { rememberSides } from './remember.ts'
import { divide, saidIn, type Said } from './said.ts'
import type { ByWhom } from './part.ts'

/**
 * Undoes a take out or a join: every post that was there then is again where it was. What came later goes back with what was taken out,
 * or stays with that of the two joined ones which it says. Folding is held and the statement locked before.
 */
export async function undoRefold(house: House, t: Transactor, by: ByWhom, refold: Refold): Promise<void> {
  const { campaignId } = by
  const later = await laterRefold(t, campaignId, refold)
  if (later) {
    throw refuse('undo-later-first', 409, 'More was taken out or joined here since.', { mend: 'Undo what was done later first.', extra: { refold: later } })
  }
  await (refold.kind === 'part' ? putBack(house, t, by, refold) : takeApart(house, t, by, refold))
  await markUndone(t, campaignId, refold.id, by)
}

async function putBack(house: House, t: Transactor, { campaignId, at }: ByWhom, { statementId, otherId }: Refold): Promise<void> {
  // What was taken out may have become part of another since, and everybody who said it taken it back: then no join of it is kept either.
  if (!(await t.row(`select 1 from statement where campaign_id = $1 and id = $2`, [campaignId, otherId]))) {
    throw refuse('nothing-left', 409, 'Nobody says what was taken out any more: there is nothing to put back.')
  }
  await refoldEverywhere(t, campaignId)
  await joinStatements(house, t, campaignId, [{ from: numberOf(otherId), into: numberOf(statementId) }], at)
  await speakByFirst(t, campaignId, [statementId])
  await readSignals(t, campaignId, [statementId])
  await retireMost(t, campaignId, numberOf(statementId))
}

async function takeApart(house: House, t: Transactor, { campaignId, at }: ByWhom, refold: Refold): Promise<void> {
  const { statementId, otherId } = refold
  const said = await saidIn(t, campaignId, statementId)
  const going = new Set(await movedByJoin(t, campaignId, refold, said))
  const [out, rest] = divide(said, going)
  if (out.length === 0 || rest.length === 0) throw refuse('nothing-left', 409, 'Nobody says one of the two any more: there is nothing to take apart.')
  const { refolded } = await refoldEverywhere(t, campaignId)
  const were = (await Merges.of(t, campaignId)).all(numberOf(otherId))
  await t.run(`delete from fold_merge where campaign_id = $1 and was = $2`, [campaignId, numberOf(otherId)])
  await standAgain(t, campaignId, refold)
  await t.run(`update post_fold set statement_id = $2 where campaign_id = $1 and number = any($3::bigint[])`, [campaignId, otherId, [...going]])
  await countAgain(t, campaignId, [statementId, otherId])
  await speakByFirst(t, campaignId, [statementId, otherId])
  await placeByFirst(t, campaignId, [statementId, otherId])
  await readSignals(t, campaignId, [statementId, otherId])
  const sides = [{ statement: numberOf(statementId), said: rest }, { statement: numberOf(otherId), said: out }]
  await rememberSides(t, campaignId, await Merges.of(t, campaignId), sides, { refolded, apart: false })
  await house.flow.run('part', house, t, campaignId, { from: statementId, into: otherId, were: were.map((number) => statementIdOf(campaignId, number)) }, at)
}

/** Numbers of the posts that a join brought, and of later ones that say what those say. */
async function movedByJoin(t: Transactor, campaignId: string, { id, statementId, nextNumber }: Refold, said: Said[]): Promise<number[]> {
  const rows = await t.rows<{ number: string }>(
    `select p.number from refold_post p join post_fold f on f.campaign_id = p.campaign_id and f.number = p.number
     where p.campaign_id = $1 and p.refold_id = $2 and f.statement_id = $3`,
    [campaignId, id, statementId],
  )
  const brought = new Set(rows.map((row) => Number(row.number)))
  return said.flatMap(laterWith(brought, nextNumber, said))
}

/** A text that is older than the join is where its posts were; a new one is with whatever it is most like. */
function laterWith(brought: Set<number>, nextNumber: number, said: Said[]): (one: Said) => number[] {
  const stands: [Signature[], Signature[]] = [[], []]
  const side = (number: number) => (brought.has(number) ? 1 : 0)
  const old = said.filter(({ numbers }) => numbers[0]! < nextNumber)
  for (const { text, numbers } of old.slice(0, mostCompared)) stands[side(numbers[0]!)].push(sign(text))
  return ({ text, numbers }) => {
    const before = numbers.filter((number) => number < nextNumber)
    const after = numbers.slice(before.length)
    if (after.length === 0) return before.filter((number) => brought.has(number))
    const goes = before.length > 0 ? side(before[0]!) : nearer(sign(text), stands)
    return [...before.filter((number) => brought.has(number)), ...(goes === 1 ? after : [])]
  }
}

/** Of a loud statement the first texts stand for all. */
const mostCompared = 300

/** Which of the two the text is more like; it stands for it from then on, as where one copy brings the next. */
function nearer(signature: Signature, stands: [Signature[], Signature[]]): 0 | 1 {
  const [kept, joined] = stands.map((those) => nearest(signature, those))
  const goes = joined! > kept! ? 1 : 0
  stands[goes].push(signature)
  return goes
}

/**
 * The row of what was joined, as it stood, and what the join changed of the other, unless somebody has worked on it since. What was decided
 * is decided again; all else waits: a question to the sender, a rule or a second pair of eyes went over to the other.
 */
async function standAgain(t: Transactor, campaignId: string, { statementId, otherId, before }: Refold): Promise<void> {
  const { kept, joined, version } = before!
  const state = joined['state'] === 'decided' ? 'decided' : 'waiting'
  // What the row has since got beyond what it had then is that of the other.
  await t.run(
    `insert into statement select (jsonb_populate_record(s, $3::jsonb)).* from statement s where s.campaign_id = $1 and s.id = $2`,
    [campaignId, statementId, JSON.stringify({ ...joined, state, id: otherId, version: Number(joined['version']) + 1 })],
  )
  await t.run(
    `update statement s set issue_area_id = b.issue_area_id, suggested_area_id = b.suggested_area_id, language = b.language,
       place_name = b.place_name, lat = b.lat, lon = b.lon, precision = b.precision, arrived_at = b.arrived_at
     from jsonb_populate_record(null::statement, $3::jsonb) b
     where s.campaign_id = $1 and s.id = $2 and s.version = $4`,
    [campaignId, statementId, JSON.stringify(kept), version],
  )
  // What somebody had raised for the one goes back with it, unless it was raised for the other too.
  const brought = raisedOf(joined).filter((signal) => !raisedOf(kept).includes(signal))
  await t.run(
    `update statement set version = version + 1, raised = array(select unnest(raised) except select unnest($3::text[])) where campaign_id = $1 and id = $2`,
    [campaignId, statementId, brought],
  )
}

/** None in what was kept before there were any. */
function raisedOf(stood: Stood): string[] {
  return (stood['raised'] as string[] | undefined) ?? []
}
