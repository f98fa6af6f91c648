import { notify, prepared, refuse, type Actor, type House, type Reader, type Refusal, type Transactor } from '#core/index.ts'
import { spared } from '#graphic/index.ts'
import { lockFree, lockStatement, lockWaiting, moveTo, type Standing, type StatementFilter } from '#statement/index.ts'
import { groupsOf } from './group/group.ts'
import type { Order } from './queue.ts'
import { releaseBlind } from './second/blind.ts'
import { checkSecond } from './second/person.ts'
import { openProposal, proposed } from './second/proposal.ts'
import { fitOf } from './skill/skill.ts'
import { refuseWhenPaused } from './steer/pause.ts'

/** How long a claim lasts without a sign of life. */
export const leaseMinutes = 15
export const mostAtOnce = 25

export interface Claim {
  statementId: string
  version: number
  until: Date
}

/** Gives a person up to `count` waiting statements that nobody else has. Idle claims of others return first. */
export async function claimNext(
  house: House, campaignId: string, actor: Actor, count: number, filter: StatementFilter, order: Order = 'due',
): Promise<Claim[]> {
  return house.db.transact(async (t) => {
    const now = house.clock.now()
    const [, , , own, notGraphic] = await t.together(() => [
      lightly(t),
      refuseWhenPaused(t, campaignId),
      returnIdle(t, campaignId, now),
      withinReach(t, campaignId, actor),
      spared(t, campaignId, actor.person.id, now),
    ])
    const ids = await lockWaiting(t, campaignId, { ...own, ...filter }, Math.min(Math.max(count, 1), mostAtOnce), order, notGraphic)
    return hold(t, campaignId, actor, ids, 'held', now)
  })
}

/**
 * A claim need not wait for the disk: should a power cut take the last half second of claims, their statements wait again, and who
 * had one is told at their next deed. Every commit of a campaign waits for the one before it (live.ts), so what need not wait must not.
 */
async function lightly(t: Transactor): Promise<void> {
  await t.run('set local synchronous_commit = off')
}

/** What somebody may take next: what fits them, and waits for everybody or for a group of theirs. What the filter says goes before. */
export async function withinReach(reader: Reader, campaignId: string, actor: Actor): Promise<StatementFilter> {
  const [fits, groups] = await Promise.all([fitOf(reader, campaignId, actor), groupsOf(reader, campaignId, actor.person.id)])
  return { reach: groups.map((group) => group.id), ...(fits ? { fits } : {}) }
}

/** Gives a person one statement that they picked from the list. */
export async function claimOne(house: House, campaignId: string, actor: Actor, statementId: string): Promise<Claim> {
  return house.db.transact(async (t) => {
    const now = house.clock.now()
    await t.together(() => [lightly(t), returnIdle(t, campaignId, now)])
    const [found, holder] = await t.together(() => [lockStatement(t, campaignId, statementId), holderOf(t, campaignId, statementId)])
    if (!found) throw noStatement()
    if (holder?.personId === actor.person.id) return { statementId, version: found.version, until: holder.until }
    if (holder) throw heldByOther(holder)
    if (found.state !== 'waiting' && found.state !== 'review') {
      throw refuse('not-waiting', 409, `This statement does not wait (it is ${found.state}).`, { mend: 'Reload it to see what became of it.' })
    }
    await refuseWhenPaused(t, campaignId)
    const proposal = found.state === 'review' ? await openProposal(t, campaignId, statementId) : undefined
    if (proposal) await checkSecond(t, campaignId, actor, proposal)
    const [claim] = await hold(t, campaignId, actor, [statementId], proposal ? 'review' : 'held', now)
    return claim!
  })
}

/** Moves statements that are locked in this transaction to a person: they are theirs, in the order of `ids`. */
export async function hold(t: Transactor, campaignId: string, actor: Actor, ids: string[], state: 'held' | 'review', now: Date): Promise<Claim[]> {
  if (ids.length === 0) return []
  const [moved, claims] = await t.together(() => [moveTo(t, campaignId, ids, state), lease(t, campaignId, actor, ids.map((id) => ({ id, version: 0 })), now)])
  return claims.map((claim, at) => ({ ...claim, version: moved[at]!.version }))
}

/** Writes the leases of statements that somebody takes in this transaction. */
export async function lease(
  t: Transactor, campaignId: string, actor: { person: Pick<Actor['person'], 'id' | 'name'> }, taken: Pick<Standing, 'id' | 'version'>[], now: Date,
): Promise<Claim[]> {
  if (taken.length === 0) return []
  const until = new Date(now.getTime() + leaseMinutes * 60_000)
  const ids = taken.map((one) => one.id)
  await t.run(
    prepared(
      `insert into claim (campaign_id, statement_id, person_id, taken_at, until)
       select $1, id, $3, $4, $5 from unnest($2::uuid[]) as id`),
    [campaignId, ids, actor.person.id, now, until],
  )
  await notify(t, campaignId, { kind: 'held', statements: ids, by: actor.person.name, until })
  return taken.map((one) => ({ statementId: one.id, version: one.version, until }))
}

/** A sign of life: the lease runs from now again. */
export async function keepClaim(house: House, campaignId: string, actor: Actor, statementId: string): Promise<Date> {
  return house.db.transact(async (t) => {
    const now = house.clock.now()
    const until = new Date(now.getTime() + leaseMinutes * 60_000)
    const kept = await t.run(
      `update claim set until = $4 where campaign_id = $1 and statement_id = $2 and person_id = $3 and until > $5`,
      [campaignId, statementId, actor.person.id, until, now],
    )
    if (kept === 0) throw await notYours(t, campaignId, statementId, actor, now)
    return until
  })
}

/** A sign of life for all that a person holds: whoever works on the first of a batch has not left the others. */
export async function keepClaims(house: House, campaignId: string, actor: Actor): Promise<{ statementId: string; until: Date }[]> {
  const now = house.clock.now()
  const until = new Date(now.getTime() + leaseMinutes * 60_000)
  return house.db.transact((t) =>
    t.rows(
      `update claim set until = $3 where campaign_id = $1 and person_id = $2 and until > $4 returning statement_id as "statementId", until`,
      [campaignId, actor.person.id, until, now],
    ),
  )
}

/** Puts a statement back into the queue. Releasing what is already back is no error: the wish is fulfilled. */
export async function releaseClaim(house: House, campaignId: string, actor: Actor, statementId: string): Promise<void> {
  await house.db.transact(async (t) => {
    const [found, holder] = await t.together(() => [lockStatement(t, campaignId, statementId), holderOf(t, campaignId, statementId)])
    if (!found) throw noStatement()
    if (holder && holder.personId !== actor.person.id) throw heldByOther(holder)
    if (holder) await putBack(t, campaignId, [statementId])
  })
}

/** Everything a person holds goes back: sign-out, frozen account. */
export async function releaseAll(t: Transactor, campaignId: string, personId: string): Promise<void> {
  const held = await t.rows<{ statement_id: string }>(
    `select statement_id from claim where campaign_id = $1 and person_id = $2 order by statement_id`, [campaignId, personId])
  const locked = await lockFree(t, campaignId, held.map((row) => row.statement_id))
  await putBack(t, campaignId, locked.map((one) => one.id))
  await releaseBlind(t, campaignId, personId)
}

/** Leases that ran out end; their statements wait again. Statements are locked before claims, as everywhere. */
export async function returnIdle(t: Transactor, campaignId: string, now: Date): Promise<number> {
  const idle = await t.rows<{ statement_id: string }>(
    prepared(`select statement_id from claim where campaign_id = $1 and until <= $2 order by statement_id limit 500`), [campaignId, now])
  if (idle.length === 0) return 0
  const locked = await lockFree(t, campaignId, idle.map((row) => row.statement_id))
  // Between reading and locking somebody may have shown a sign of life.
  const still = await t.rows<{ statement_id: string }>(
    `with ran_out as (select statement_id, person_id from claim where campaign_id = $1 and statement_id = any($2) and until <= $3),
       kept as (insert into claim_ran_out (campaign_id, statement_id, person_id, at) select $1, statement_id, person_id, $3 from ran_out on conflict do nothing)
     select statement_id from ran_out`,
    [campaignId, locked.map((one) => one.id), now],
  )
  await putBack(t, campaignId, still.map((row) => row.statement_id))
  return still.length
}

/** Ends claims: what waits for a second pair of eyes goes back there, everything else into the queue. Under a lock. */
export async function putBack(t: Transactor, campaignId: string, ids: string[]): Promise<Standing[]> {
  if (ids.length === 0) return []
  await t.run(`delete from claim where campaign_id = $1 and statement_id = any($2)`, [campaignId, ids])
  return comeBack(t, campaignId, ids)
}

/** What nobody has comes back to where it waits: for a second pair of eyes where something is proposed, else in the queue. Under a lock. */
export async function comeBack(t: Transactor, campaignId: string, ids: string[]): Promise<Standing[]> {
  if (ids.length === 0) return []
  const review = await proposed(t, campaignId, ids)
  const back = [
    ...(await moveTo(t, campaignId, ids.filter((id) => !review.has(id)), 'waiting')),
    ...(review.size > 0 ? await moveTo(t, campaignId, [...review], 'review') : []),
  ]
  await notify(t, campaignId, { kind: 'back', statements: ids })
  return back
}

export interface Holder {
  personId: string
  name: string
  until: Date
}

export async function holderOf(reader: Reader, campaignId: string, statementId: string): Promise<Holder | undefined> {
  return reader.row(
    prepared(
      `select c.person_id as "personId", p.name, c.until from claim c join person p on p.id = c.person_id
       where c.campaign_id = $1 and c.statement_id = $2`),
    [campaignId, statementId],
  )
}

/** Locks a statement for a change by the person who holds it; refuses with the reason when they may not change it. */
export async function lockHeld(t: Transactor, campaignId: string, actor: Actor, statementId: string, version: number, now: Date): Promise<Standing> {
  const [found, holder] = await t.together(() => [lockStatement(t, campaignId, statementId), holderOf(t, campaignId, statementId)])
  if (!found) throw noStatement()
  if (!holder || holder.personId !== actor.person.id || holder.until <= now) {
    throw await notYours(t, campaignId, statementId, actor, now)
  }
  if (found.version !== version) {
    throw staleVersion(found.version, holder.name)
  }
  return found
}

export function staleVersion(version: number, holder: string | undefined): Refusal {
  return refuse('stale-version', 409, 'This statement has changed since you read it.', {
    mend: 'Reload it; what you typed is kept.',
    extra: { version, holder: holder ?? null },
  })
}

async function notYours(reader: Reader, campaignId: string, statementId: string, actor: Actor, now: Date): Promise<Refusal> {
  const holder = await holderOf(reader, campaignId, statementId)
  if (holder && holder.personId !== actor.person.id && holder.until > now) return heldByOther(holder)
  return refuse('not-held', 409, 'You do not hold this statement; it went back to the queue.', { mend: 'Take it again; what you typed is kept.', extra: { holder: null } })
}

export function heldByOther(holder: Holder): Refusal {
  return refuse('held-by-other', 409, `${holder.name} has this statement.`, { mend: 'What you typed is kept.', extra: { holder: holder.name, until: holder.until } })
}

export function noStatement(): Refusal {
  return refuse('not-found', 404, 'There is no such statement.', { mend: 'It may have been joined with another one; search for its words.' })
}
