import { notify, prepared, refuse, uuid7, type Actor, type Deed, type DeedAt, type House, type Transactor } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'
import { lockStatement, moveTo, type Standing } from '#statement/index.ts'
import { holderOf, lease, lockHeld, noStatement, type Claim } from './lease.ts'
import { saveWork, type Work } from './edit.ts'
import { handOn } from './group/hand-on.ts'
import { drawBlind, undrawBlind } from './second/blind.ts'
import { checkSecond } from './second/person.ts'
import { openProposal, propose, proposalToTakeBack, reopen, settle, supersede, withdrawProposal, type Proposal } from './second/proposal.ts'
import { ruleFor } from './second/rule.ts'

/** How long a deed can be taken back; nothing leaves the house before. */
export const undoSeconds = 10
/** What a second person says to what was proposed; everything else they decide is "otherwise". */
export const confirms = 'confirm'

export interface Decided {
  deedId: string
  statementId: string
  version: number
  /** It has no effect until another person confirms it. */
  proposed?: true
}

/**
 * Runs the deed in the transaction that ends the claim: both happen or neither. `fields`: what came beside `version` and
 * `decision`; checked by the deed's own schema. Where a rule asks for a second pair of eyes it is proposed instead. `work`: what was worked
 * out before, and is saved with it or not at all.
 */
export async function decide(
  house: House, campaignId: string, actor: Actor, statementId: string, version: number, kind: string, fields: unknown, work?: Omit<Work, 'version'>,
): Promise<Decided> {
  const said = kind === confirms ? undefined : readWish(house, kind, fields)
  return house.db.transact(async (t) => {
    const now = house.clock.now()
    const [held, open] = await t.together(() => [lockHeld(t, campaignId, actor, statementId, version, now), openProposal(t, campaignId, statementId)])
    const found = work ? await saveWork(t, campaignId, actor, statementId, work, now) : held
    const review = found.state === 'review' ? open : undefined
    if (review) await checkSecond(t, campaignId, actor, review)
    if (!said && !review) throw nothingProposed()
    const wish = said ?? readWish(house, review!.kind, review!.input)
    const rule = review ? undefined : await ruleFor(t, { campaignId, statementId, issueAreaId: found.issueAreaId, personId: actor.person.id, deed: wish.deed })
    if (rule) {
      await t.run(`delete from claim where campaign_id = $1 and statement_id = $2`, [campaignId, statementId])
      const made = await propose(t, campaignId, actor, statementId, { kind, input: fields }, rule.second, now)
      return { deedId: made.id, statementId, version: made.version, proposed: true as const }
    }
    const done = await carryOut(house, t, campaignId, actor, found, wish, review !== undefined, now)
    if (review && wish.deed.leaves !== 'waiting') await settle(t, campaignId, review, actor, isSame(review, kind, fields) ? 'confirmed' : 'otherwise', done.deedId, now)
    else if (open && !review) await supersede(t, campaignId, statementId, actor.person.id, done.deedId, now)
    return done
  })
}

interface Wish {
  deed: Deed
  input: unknown
}

function readWish(house: House, kind: string, fields: unknown): Wish {
  const deed = house.flow.deeds.get(kind)
  if (!deed) {
    throw refuse('unknown-decision', 400, `There is no decision "${kind}".`, { mend: `There are: ${[...house.flow.deeds.keys()].join(', ')}.` })
  }
  const input = deed.schema.safeParse(fields)
  if (!input.success) {
    throw refuse('invalid', 400, input.error.issues.map((issue) => `${issue.path.join('.') || kind}: ${issue.message}`).join('; '))
  }
  return { deed, input: input.data }
}

async function carryOut(
  house: House, t: Transactor, campaignId: string, actor: Actor, found: Standing, { deed, input }: Wish, reviewed: boolean, now: Date,
): Promise<Decided> {
  const statementId = found.id
  const at: DeedAt = { campaignId, statementId, deedId: uuid7(now), personId: actor.person.id, at: now }
  const done = await deed.effect(house, t, at, input)
  const heir = deed.heir?.(done)
  const state = deed.leaves === 'waiting' && reviewed ? 'review' : heir ? 'held' : deed.leaves
  const [, [after]] = await t.together(() => [
    endClaim(t, at, deed.kind, done),
    moveTo(t, campaignId, [statementId], state),
    deed.leaves === 'decided' ? drawBlind(house, t, at, { kind: deed.kind, reason: reasonOf(done), areaId: found.issueAreaId }) : Promise.resolve(),
  ])
  if (heir) await lease(t, campaignId, { person: heir }, [after!], now)
  if (!deed.unseen) await touchPublic(t, campaignId, { sameWords: true })
  if (deed.kind === handOn.kind) await notify(t, campaignId, { kind: 'handed', statements: [statementId], by: actor.person.name, to: done['person'] ? { person: heir!.id } : { group: (done['group'] as { id: string }).id } })
  else await notify(t, campaignId, { kind: 'decided', statements: [statementId], by: actor.person.name, decision: deed.kind })
  return { deedId: at.deedId, statementId, version: after!.version }
}

/** Ends a claim by a deed; the statement is moved next. In whole seconds, how long it had waited and how long it was held. */
async function endClaim(t: Transactor, { campaignId, statementId, deedId, personId, at }: DeedAt, kind: string, done: Record<string, unknown>): Promise<void> {
  await t.run(
    prepared(
      `with ended as (delete from claim where campaign_id = $1 and statement_id = $2 returning taken_at)
       insert into deed (campaign_id, id, statement_id, person_id, kind, done, at, version, waited_seconds, held_seconds)
       select $1, $3, $2, $4, $5, $6, $7, s.version + 1, greatest(0, extract(epoch from ended.taken_at - s.arrived_at))::int, greatest(0, extract(epoch from $7 - ended.taken_at))::int
       from statement s left join ended on true where s.campaign_id = $1 and s.id = $2`),
    [campaignId, statementId, deedId, personId, kind, JSON.stringify(done), at],
  )
}

const reasonOf = (done: Record<string, unknown>) => (typeof done['reason'] === 'string' ? done['reason'] : null)

/** The second person chose by hand what was proposed: that confirms it too. */
function isSame(review: Proposal, kind: string, fields: unknown): boolean {
  const plain = (given: unknown) => JSON.stringify(Object.entries(given as object).filter(([, value]) => value !== undefined).sort())
  return kind === confirms || (kind === review.kind && plain(fields) === plain(review.input))
}

/** Takes a deed back within ten seconds: its effect is undone and the statement is held by the same person again. */
export async function takeBack(house: House, campaignId: string, actor: Actor, statementId: string, deedId: string): Promise<Claim> {
  return house.db.transact(async (t) => {
    const now = house.clock.now()
    const statement = await lockStatement(t, campaignId, statementId)
    if (!statement) throw noStatement()
    const row = await t.row<{ personId: string; kind: string; done: Record<string, unknown>; at: Date; version: number; takenBackAt: Date | null; bulkId: string | null }>(
      `select person_id as "personId", kind, done, at, version, taken_back_at as "takenBackAt", bulk_id as "bulkId" from deed where campaign_id = $1 and statement_id = $2 and id = $3`,
      [campaignId, statementId, deedId],
    )
    const proposal = row ? undefined : await proposalToTakeBack(t, campaignId, statementId, deedId)
    const one = row ?? proposal
    if (!one || one.personId !== actor.person.id) throw refuse('not-found', 404, 'There is no such decision of yours.')
    if (one.bulkId) throw refuse('of-many', 409, 'This was done together with others.', { mend: 'Take all of it back.' })
    if (row?.takenBackAt || proposal?.state === 'taken-back') throw refuse('already-taken-back', 409, 'This decision was already taken back.')
    if (now.getTime() - one.at.getTime() > undoSeconds * 1_000) {
      throw refuse('too-late', 409, `A decision can be taken back for ${undoSeconds} seconds.`, { mend: 'Ask a coordinator to reopen the statement.' })
    }
    if (statement.version !== one.version) throw await movedOn(t, campaignId, statement)
    let review = false
    if (row) {
      await house.flow.deeds.get(row.kind)?.undo(house, t, { campaignId, statementId, deedId, personId: row.personId, at: row.at }, row.done)
      await t.run(`update deed set taken_back_at = $3 where campaign_id = $1 and id = $2`, [campaignId, deedId, now])
      await undrawBlind(t, campaignId, deedId)
      // One that was handed on in review has a proposal that no deed ended: it is in review still.
      review = (await reopen(t, campaignId, deedId)) ?? (await openProposal(t, campaignId, statementId)) !== undefined
    } else {
      await withdrawProposal(t, campaignId, deedId, actor.person.id, now)
    }
    const [claim] = await lease(t, campaignId, actor, await moveTo(t, campaignId, [statementId], review ? 'review' : 'held'), now)
    if (row && !house.flow.deeds.get(row.kind)?.unseen) await touchPublic(t, campaignId, { sameWords: true })
    return claim!
  })
}

async function movedOn(t: Transactor, campaignId: string, statement: Standing) {
  const holder = await holderOf(t, campaignId, statement.id)
  return refuse('stale-version', 409, 'The statement has changed since this decision.', { extra: { version: statement.version, ...(holder ? { holder: holder.name } : {}) } })
}

function nothingProposed() {
  return refuse('nothing-proposed', 409, 'Nothing is proposed for this statement any more.', { mend: 'Decide it yourself.' })
}
