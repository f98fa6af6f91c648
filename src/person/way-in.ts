import { refuse, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { personByEmail, setPassword } from './account.ts'
import { audit } from './audit.ts'
import { isFrozen, lookAgain } from './freeze.ts'
import { allow } from './may.ts'
import { checkReach, rolesOf } from './members.ts'
import { dropFactors } from './own/second-factor.ts'
import { hashPassword } from './password.ts'
import { campaignsUnder } from './reach.ts'
import { addLink, lookAtLink, useLink, type Link } from './secret-link.ts'
import { noteFrozen, noteWaysIn } from './noted.ts'

/** reset: a new password, the second factor stays. return: everything anew, also for an account that was frozen. */
export const waysIn = ['reset', 'return'] as const
export type WayIn = (typeof waysIn)[number]

const handedOverHours = 24

/** A one-time link that a coordinator passes on to somebody who cannot get in. One made before is over. It is shown once. */
export async function makeWayIn(house: House, actor: Actor | undefined, campaign: CampaignRef, personId: string, kind: WayIn): Promise<{ link: string; expiresAt: Date }> {
  allow(actor, campaign, 'person.manage')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    checkReach(actor, campaign, await rolesOf(t, personId), personId)
    if (kind === 'reset' && (await isFrozen(t, personId))) throw refuse('frozen', 409, 'This account is frozen.', { mend: 'Make a link with which they begin anew.' })
    const made = await addWayIn(house, t, personId, kind, { by: actor.person.id, hours: handedOverHours, at })
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'account.way-in', subject: personId, detail: { kind } })
    return { link: made.url, expiresAt: made.link.expiresAt }
  })
}

/** For the operator, where nobody else can: the last owner has lost their telephone. */
export async function wayInFor(house: House, email: string, kind: WayIn): Promise<{ link: string }> {
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    const person = await personByEmail(t, email)
    if (!person) throw refuse('unknown-person', 404, `There is nobody with the address ${email}.`, { mend: '"clamor user add" adds them.' })
    if (kind === 'reset' && (await isFrozen(t, person.id))) throw refuse('frozen', 409, 'This account is frozen.', { mend: 'Add --anew: they begin anew, and it opens again.' })
    const { url } = await addWayIn(house, t, person.id, kind, { by: null, hours: handedOverHours, at })
    for (const { id } of await campaignsUnder(t, await rolesOf(t, person.id))) await audit(t, { campaignId: id, at, kind: 'account.way-in', subject: person.id, detail: { kind, by: 'operator' } })
    return { link: url }
  })
}

export async function addWayIn(house: House, t: Transactor, personId: string, kind: WayIn, { by, hours, at }: { by: string | null; hours: number; at: Date }): Promise<{ link: Link; url: string }> {
  await endWaysIn(t, personId)
  const { link, secret } = await addLink(t, at, {
    kind, organisationId: null, campaignId: null, personId, role: null, email: null, usesLeft: 1, createdBy: by, expiresAt: new Date(at.getTime() + hours * 3_600_000),
  })
  return { link, url: `${house.origin}/way-in/${secret}` }
}

async function endWaysIn(t: Transactor, personId: string): Promise<void> {
  await t.run(`update link set uses_left = 0 where person_id = $1 and kind in ('reset', 'return') and uses_left > 0`, [personId])
}

export interface WayInView {
  kind: WayIn
  name: string
  email: string
  expiresAt: Date
}

/** What the screen shows to whoever opened the link. Refuses when it cannot be used. */
export async function lookAtWayIn(house: House, secret: string): Promise<WayInView> {
  const link = await lookAtLink(house.db, secret, house.clock.now())
  const { kind, person } = await meant(house.db, link)
  return { kind, name: person.name, email: person.email, expiresAt: link.expiresAt }
}

/** Sets the password and ends every session; `return` also takes off what was lost with a device, and opens a frozen account again. */
export async function acceptWayIn(house: House, secret: string, password: string): Promise<{ personId: string; email: string }> {
  const at = house.clock.now()
  await lookAtWayIn(house, secret)
  const passwordHash = await hashPassword(password)
  const { person, kind } = await house.db.transact(async (t) => {
    const { kind, person } = await meant(t, await useLink(t, secret, at))
    if (kind === 'return') {
      await dropFactors(t, person.id)
      await t.run('update person set frozen_at = null, ready = true where id = $1', [person.id])
    }
    await setPassword(t, person.id, passwordHash, at)
    await endWaysIn(t, person.id)
    const campaigns = await lookAgain(t, person.id)
    for (const { id } of campaigns) {
      await audit(t, { campaignId: id, at, personId: person.id, kind: kind === 'return' ? 'account.returned' : 'account.password-reset', subject: person.id })
    }
    await noteWaysIn(house, person.id, kind === 'return' ? { password: true, factor: true, passkeys: true } : { password: true })
    return { person, kind }
  })
  // Not before it is so: a restored backup would otherwise leave an account open that was not opened.
  if (kind === 'return') await noteFrozen(house, person.id, false)
  return { personId: person.id, email: person.email }
}

async function meant(reader: Reader, link: Link): Promise<{ kind: WayIn; person: { id: string; name: string; email: string } }> {
  const kind = waysIn.find((one) => one === link.kind)
  const person = kind && (await reader.row<{ id: string; name: string; email: string; frozen: boolean }>(
    'select id, name, email, frozen_at is not null as frozen from person where id = $1', [link.personId]))
  if (!kind || !person) throw refuse('link-unknown', 404, 'This link is not one of ours, or a part of it is missing.', { mend: 'Ask whoever sent it for a new one.' })
  // Whoever has a stolen telephone may also read the mail on it.
  if (person.frozen && kind === 'reset') throw refuse('link-used', 410, 'This link was used already or taken back.', { mend: 'Ask a coordinator for a new one.' })
  return { kind, person }
}
