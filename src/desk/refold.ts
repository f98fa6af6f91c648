import { touchPublic } from '#campaign/index.ts'
import { notify, refuse, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import { may } from '#person/index.ts'
import {
  holdFolding, joinByHand, lockStatement, moveTo, partStatement, standingRefold, undoRefold, type Refold, type Refolded, type Standing, type Which,
} from '#statement/index.ts'
import { undoSeconds } from './deed.ts'
import { heldByOther, holderOf, lease, lockHeld, noStatement, staleVersion } from './lease.ts'
import { supersede } from './second/proposal.ts'

export interface Refolding extends Refolded {
  /** Of the statement that went on. */
  version: number
}

/**
 * Takes a wording or single posts out of a statement: they are a statement of their own, which waits. By whoever holds it; a coordinator
 * also takes out of one that nobody, or somebody else, has.
 */
export async function takeOut(house: House, campaign: CampaignRef, actor: Actor, statementId: string, version: number, which: Which): Promise<Refolding> {
  return refolding(house, campaign, actor, async (t, now) => {
    await lockToRefold(t, campaign, actor, statementId, version, now)
    const done = await partStatement(t, { campaignId: campaign.id, personId: actor.person.id, at: now }, statementId, which)
    // To everybody else it is a new one that waits.
    await notify(t, campaign.id, { kind: 'arrived', posts: 0, statements: 1 })
    return done
  })
}

/**
 * Joins another statement that says the same. The one at hand goes on with what both have; where only the other is decided, that one goes
 * on, decided as it is, and the claim ends.
 */
export async function joinWith(house: House, campaign: CampaignRef, actor: Actor, statementId: string, version: number, otherId: string): Promise<Refolding> {
  return refolding(house, campaign, actor, async (t, now) => {
    const others = await lockInOrder(t, campaign.id, [statementId, otherId])
    const here = await lockToRefold(t, campaign, actor, statementId, version, now)
    const there = others.get(otherId)
    if (!there) throw noStatement()
    await refuseHeldByOther(t, campaign.id, actor, otherId, now)
    const intoDecided = there.state === 'decided' && here.state !== 'decided'
    const [kept, joined] = intoDecided ? [otherId, statementId] : [statementId, otherId]
    const done = await joinByHand(house, t, { campaignId: campaign.id, personId: actor.person.id, at: now }, kept, joined)
    // What is decided stays so: nobody has it, and nobody has to look at what was proposed for the other.
    if (intoDecided || here.state === 'decided') {
      await t.run(`delete from claim where campaign_id = $1 and statement_id = $2`, [campaign.id, kept])
      await supersede(t, campaign.id, kept, actor.person.id, undefined, now)
    }
    return done
  })
}

/** Undoes a take out or a join: by who did it for ten seconds, later by whoever holds the statement, by a coordinator at any time. */
export async function undoRefolding(house: House, campaign: CampaignRef, actor: Actor, statementId: string, refoldId: string): Promise<Refolding> {
  return refolding(house, campaign, actor, async (t, now) => {
    const refold = await standingRefold(t, campaign.id, refoldId)
    if (!refold || ![refold.statementId, refold.otherId].includes(statementId)) {
      throw refuse('not-found', 404, 'There is nothing here that could be undone.', { mend: 'It may have been undone already; reload the statement.' })
    }
    await lockInOrder(t, campaign.id, [refold.statementId, refold.otherId])
    const justNow = refold.personId === actor.person.id && now.getTime() - refold.at.getTime() <= undoSeconds * 1_000
    if (!justNow && !may(actor, campaign, 'statement.refold')) await refuseUnlessHeld(t, campaign.id, actor, refold.statementId, now)
    if (refold.kind === 'part') await refuseHeldByOther(t, campaign.id, actor, refold.otherId, now)
    await undoRefold(house, t, { campaignId: campaign.id, personId: actor.person.id, at: now }, refold)
    const again = justNow && wasHeld(refold)
    if (again) await lease(t, campaign.id, actor, await moveTo(t, campaign.id, [refold.otherId], 'held'), now)
    const { otherId, posts } = refold
    return { refoldId, statementId: again ? otherId : refold.statementId, otherId, posts }
  })
}

const wasHeld = ({ before }: Refold) => before?.joined['state'] === 'held'

/** In one transaction, folding held before any statement is locked. */
async function refolding(
  house: House, campaign: CampaignRef, actor: Actor, work: (t: Transactor, now: Date) => Promise<Refolded>,
): Promise<Refolding> {
  return house.db.transact(async (t) => {
    await holdFolding(t, campaign.id)
    const done = await work(t, house.clock.now())
    await touchPublic(t, campaign.id)
    await notify(t, campaign.id, { kind: 'refolded', statements: [done.statementId, done.otherId], by: actor.person.name })
    return { ...done, version: (await lockStatement(t, campaign.id, done.statementId))!.version }
  })
}

async function lockInOrder(t: Transactor, campaignId: string, ids: string[]): Promise<Map<string, Standing>> {
  const locked = new Map<string, Standing>()
  for (const id of [...new Set(ids)].sort()) {
    const found = await lockStatement(t, campaignId, id)
    if (found) locked.set(id, found)
  }
  return locked
}

async function lockToRefold(t: Transactor, campaign: CampaignRef, actor: Actor, statementId: string, version: number, now: Date): Promise<Standing> {
  if (!may(actor, campaign, 'statement.refold')) return lockHeld(t, campaign.id, actor, statementId, version, now)
  const found = await lockStatement(t, campaign.id, statementId)
  if (!found) throw noStatement()
  if (found.version !== version) throw staleVersion(found.version, (await holderOf(t, campaign.id, statementId))?.name)
  return found
}

async function refuseHeldByOther(t: Transactor, campaignId: string, actor: Actor, statementId: string, now: Date): Promise<void> {
  const holder = await holderOf(t, campaignId, statementId)
  if (holder && holder.personId !== actor.person.id && holder.until > now) throw heldByOther(holder)
}

async function refuseUnlessHeld(t: Transactor, campaignId: string, actor: Actor, statementId: string, now: Date): Promise<void> {
  await refuseHeldByOther(t, campaignId, actor, statementId, now)
  const holder = await holderOf(t, campaignId, statementId)
  if (!holder || holder.until <= now) {
    throw refuse('not-held', 409, 'You do not hold this statement.', { mend: 'Take it first, or ask a coordinator.', extra: { holder: null } })
  }
}
