import { refuse, type Actor, type CampaignRef, type House, type Role, type Transactor } from '#core/index.ts'
import { addAccount, emailOf, hasAccount, personByEmail, setPassword } from './account.ts'
import { audit } from './audit.ts'
import { allow, allowInOrganisation, mayGive, roleIn, roleInOrganisation } from './may.ts'
import { organisations } from './organisation.ts'
import { hashPassword } from './password.ts'
import { campaignsUnder } from './reach.ts'
import { giveRole } from './role.ts'
import { addLink, lookAtLink, openInvitations, takeBackLink, useLink, type Link } from './secret-link.ts'

declare module '#core/slice.ts' {
  interface Steps {
    /** Somebody was invited; in the transaction that makes the link. Whoever can send mail does, when `invitation.email` is set. */
    invited(house: House, t: Transactor, invitation: Link, url: string): Promise<void>
  }
}

export interface Invitation {
  role: Role
  /** All campaigns of the organisation instead of this one. */
  whole?: boolean
  /** Nobody else can accept it; it is sent there when mail is set up. */
  email?: string | undefined
  hours?: number
  /** How many people may use it; with an e-mail address always one. */
  cap?: number
}

/** Makes an invitation; the link is shown once. */
export async function invite(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: Invitation): Promise<{ id: string; link: string; expiresAt: Date }> {
  allow(actor, campaign, 'person.invite')
  if (wish.whole) allowInOrganisation(actor, campaign.organisationId, 'person.invite')
  const own = wish.whole ? roleInOrganisation(actor, campaign.organisationId) : roleIn(actor, campaign)
  if (!mayGive(own, wish.role)) throw refuse('forbidden', 403, `A ${own} cannot invite a ${wish.role}.`, { mend: 'Ask an owner.' })
  const at = house.clock.now()
  const hours = Math.min(Math.max(wish.hours ?? 72, 1), 30 * 24)
  const email = wish.email ? emailOf(wish.email) : null
  return house.db.transact(async (t) => {
    const { link, secret } = await addLink(t, at, {
      kind: 'invitation', organisationId: campaign.organisationId, campaignId: wish.whole ? null : campaign.id, personId: null, role: wish.role, email,
      usesLeft: email ? 1 : Math.min(Math.max(wish.cap ?? 1, 1), 500), createdBy: actor.person.id, expiresAt: new Date(at.getTime() + hours * 3_600_000),
    })
    const url = `${house.origin}/invite/${secret}`
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'person.invited', subject: link.id, detail: { role: wish.role, whole: wish.whole ?? false } })
    await house.flow.run('invited', house, t, link, url)
    return { id: link.id, link: url, expiresAt: link.expiresAt }
  })
}

export interface InvitationView {
  /** password: the account is there, the link sets its password. */
  kind: 'invitation' | 'password'
  organisation: string
  /** Undefined: all campaigns of the organisation. */
  campaign: { slug: string; name: string } | undefined
  role: Role
  /** Filled in and fixed on the form. */
  email: string | undefined
  name: string | undefined
  expiresAt: Date
}

/** What the screen shows to somebody who opened the link. Refuses when it cannot be used. */
export async function lookAtInvitation(house: House, secret: string): Promise<InvitationView> {
  const link = await lookAtLink(house.db, secret, house.clock.now())
  if (link.kind !== 'invitation' && link.kind !== 'password') throw notAnInvitation()
  const organisation = (await organisations(house.db)).find((one) => one.id === link.organisationId)
  const [campaign] = link.campaignId ? await campaignsUnder(house.db, [{ organisationId: link.organisationId!, campaignId: link.campaignId }]) : []
  const person = link.email ? await personByEmail(house.db, link.email) : undefined
  return {
    kind: link.kind,
    organisation: organisation?.name ?? '',
    campaign: campaign && { slug: campaign.slug, name: campaign.name },
    role: link.role!,
    email: link.email ?? undefined,
    name: link.kind === 'password' ? person?.name : undefined,
    expiresAt: link.expiresAt,
  }
}

/** Either who is signed in takes the role, or a new account is made; a password link needs the password only. */
export interface Acceptance {
  actor?: Actor | undefined
  name?: string
  email?: string
  password?: string
  languages?: string[]
}

export interface Accepted {
  personId: string
  email: string
  /** Undefined: all campaigns of the organisation. */
  campaignId: string | undefined
}

export async function acceptInvitation(house: House, secret: string, given: Acceptance): Promise<Accepted> {
  const at = house.clock.now()
  await lookAtLink(house.db, secret, at)
  const passwordHash = given.actor && given.password === undefined ? undefined : await hashPassword(given.password ?? '')
  return house.db.transact(async (t) => {
    const link = await useLink(t, secret, at)
    if (link.kind !== 'invitation' && link.kind !== 'password') throw notAnInvitation()
    const accepted = link.kind === 'password' ? await choosePassword(t, link, passwordHash, at) : await join(t, link, given, passwordHash, at)
    await t.run('update person set ready = true where id = $1', [accepted.personId])
    for (const { id } of await campaignsUnder(t, [{ organisationId: link.organisationId!, campaignId: link.campaignId }])) {
      await audit(t, { campaignId: id, at, personId: accepted.personId, kind: 'invitation.accepted', subject: link.id, detail: { role: link.role } })
    }
    return { ...accepted, campaignId: link.campaignId ?? undefined }
  })
}

async function choosePassword(t: Transactor, link: Link, passwordHash: string | undefined, at: Date) {
  if (!passwordHash) throw refuse('password-needed', 400, 'Choose a password.')
  await setPassword(t, link.personId!, passwordHash, at)
  return { personId: link.personId!, email: link.email! }
}

async function join(t: Transactor, link: Link, given: Acceptance, passwordHash: string | undefined, at: Date) {
  const email = emailOf(given.actor?.person.email ?? given.email ?? link.email ?? '')
  if (link.email && link.email !== email) throw refuse('not-yours', 403, 'This invitation is for another e-mail address.', { mend: 'Use the address it was sent to.' })
  const personId = given.actor?.person.id ?? (await newcomer(t, { ...given, email }, passwordHash, at))
  await giveRole(t, personId, { organisationId: link.organisationId!, campaignId: link.campaignId }, link.role!, at)
  return { personId, email }
}

async function newcomer(t: Transactor, given: Acceptance & { email: string }, passwordHash: string | undefined, at: Date): Promise<string> {
  if (await personByEmail(t, given.email)) throw hasAccount()
  return addAccount(t, { email: given.email, name: given.name ?? '', languages: given.languages ?? [], ready: true, ...(passwordHash ? { passwordHash } : {}) }, at)
}

export async function listInvitations(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<Link[]> {
  allow(actor, campaign, 'person.invite')
  return openInvitations(house.db, campaign, house.clock.now())
}

export async function takeBackInvitation(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'person.invite')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const whole = mayGive(roleInOrganisation(actor, campaign.organisationId), 'volunteer')
    if (!(await takeBackLink(t, campaign, id, whole))) throw refuse('not-found', 404, 'There is no such open invitation.')
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'invitation.taken-back', subject: id })
  })
}

function notAnInvitation() {
  return refuse('link-unknown', 404, 'This link is not an invitation.')
}
