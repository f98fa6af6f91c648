import { addJob, notify, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { endSessions } from './account.ts'
import { audit } from './audit.ts'
import { allow } from './may.ts'
import { checkReach, keepAnOwner, rolesOf } from './members.ts'
import { campaignsUnder, type Reached } from './reach.ts'
import { endLinks } from './secret-link.ts'
import { noteFrozen, noteSpentLinks } from './noted.ts'
import { endTokens } from './token.ts'

/** A deed that had begun before the account was frozen is over by then, and what it took is found. */
const onceMoreAfterSeconds = 3
const campaignsAtOnce = 4

/**
 * Freezes an account everywhere, for a lost device or a person who turned against the campaign: from the commit on no session and no token of
 * theirs is accepted by any process, and their open pages are told to leave; then, campaign by campaign, what they hold goes back.
 */
export async function freezePerson(house: House, actor: Actor | undefined, campaign: CampaignRef, personId: string, reason?: string): Promise<void> {
  allow(actor, campaign, 'person.look-after')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const held = await rolesOf(t, personId)
    checkReach(actor, campaign, held, personId)
    await shutAccount(t, personId, at)
    await keepAnOwner(t, held)
    for (const { id } of await shutOut(t, personId)) await audit(t, { campaignId: id, at, personId: actor.person.id, kind: 'account.frozen', subject: personId, reason })
    await addJob(t, 'giveBackFrozen', { personId }, { key: `frozen ${personId}`, runAt: new Date(at.getTime() + onceMoreAfterSeconds * 1_000) })
    await noteFrozen(house, personId, true)
    await noteSpentLinks(house, t, [personId])
  })
  await giveBackFrozen(house, personId)
}

/** The account, and what lets in beside its sessions. */
export async function shutAccount(t: Transactor, personId: string, at: Date): Promise<void> {
  await t.run('update person set frozen_at = $2 where id = $1 and frozen_at is null', [personId, at])
  await endTokens(t, personId, at)
  // Whoever has the device may have invited themselves by another name.
  await endLinks(t, personId)
}

/** Ends every session of a person and tells their open pages and streams to look again whether they may stay. Their campaigns come back. */
export async function shutOut(t: Transactor, personId: string): Promise<Reached[]> {
  await endSessions(t, personId)
  return lookAgain(t, personId)
}

/** Open pages and streams of a person ask again who they are. */
export async function lookAgain(t: Transactor, personId: string): Promise<Reached[]> {
  const campaigns = await campaignsUnder(t, await rolesOf(t, personId))
  for (const { id } of campaigns) await notify(t, id, { kind: 'person-out', person: personId })
  return campaigns
}

/**
 * What a frozen account holds goes back. Done when it is frozen, and once more by a job: for what was on its way at that moment, and for a
 * process that died in between.
 */
export async function giveBackFrozen(house: House, personId: string): Promise<void> {
  if (!(await isFrozen(house.db, personId))) return
  const campaigns = await campaignsUnder(house.db, await rolesOf(house.db, personId))
  for (let from = 0; from < campaigns.length; from += campaignsAtOnce) {
    await Promise.all(campaigns.slice(from, from + campaignsAtOnce).map(({ id }) => house.db.transact((t) => house.flow.run('freeze', house, t, id, personId, house.clock.now()))))
  }
}

export async function isFrozen(reader: Reader, personId: string): Promise<boolean> {
  return (await reader.row('select 1 from person where id = $1 and frozen_at is not null', [personId])) !== undefined
}
