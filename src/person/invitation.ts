import { refuse, type Actor, type House, type Role, type Transactor } from '#core/index.ts'
import { addAccount, emailOf, hasAccount, personByEmail, setPassword } from './account.ts'
import { audit } from './audit.ts'
import { hashPassword } from './password.ts'
import { campaignsUnder, hostOf } from './reach.ts'
import { giveRole } from './role.ts'
import { giveUseBack, lookAtLink, noteUse, useLink, type Link, type WaitsFor } from './secret-link.ts'

declare module '#core/slice.ts' {
  interface Steps {
    /** Somebody came in by an invitation to one campaign; in that transaction. */
    joined(house: House, t: Transactor, joined: Joined): Promise<void>
  }
}

export interface Joined {
  campaignId: string
  organisationId: string
  personId: string
  point: boolean
  at: Date
}

export interface InvitationView {
  /** password: the account is there, the link sets its password. */
  kind: 'invitation' | 'password'
  /** Who invites: the organisation of the campaign, or the partner whose people they will be. */
  organisation: string
  /** Undefined: all campaigns of the organisation. */
  campaign: { slug: string; name: string } | undefined
  role: Role
  /** The partner whose people they will look after; the invitation is then by the organisation of the campaign. */
  point: string | undefined
  waitsFor: WaitsFor | null
  /** Filled in and fixed on the form. */
  email: string | undefined
  /** Filled in. */
  name: string | undefined
  expiresAt: Date
}

/** What the screen shows to somebody who opened the link. Refuses when it cannot be used. */
export async function lookAtInvitation(house: House, secret: string): Promise<InvitationView> {
  const link = await lookAtLink(house.db, secret, house.clock.now())
  if (link.kind !== 'invitation' && link.kind !== 'password') throw notAnInvitation()
  const [campaign] = link.campaignId ? await campaignsUnder(house.db, [{ organisationId: link.organisationId!, campaignId: link.campaignId }]) : []
  const { name: organisation, host } = await hostOf(house.db, link.organisationId!)
  const person = link.email ? await personByEmail(house.db, link.email) : undefined
  return {
    kind: link.kind,
    organisation: link.point ? (host ?? organisation) : organisation,
    campaign: campaign && { slug: campaign.slug, name: campaign.name },
    role: link.role!,
    point: link.point ? organisation : undefined,
    waitsFor: link.waitsFor,
    email: link.email ?? undefined,
    name: link.kind === 'password' ? person?.name : link.usesLeft === 1 && !link.waitsFor ? (link.label ?? undefined) : undefined,
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
    const accepted = link.kind === 'password' ? await choosePassword(t, link, passwordHash, at) : await join(house, t, link, given, passwordHash, at)
    // Who came by a link for many is let in for the campaign; whether an account may work at all is another matter.
    if (!link.waitsFor) await t.run('update person set ready = true where id = $1', [accepted.personId])
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

async function join(house: House, t: Transactor, link: Link, given: Acceptance, passwordHash: string | undefined, at: Date) {
  const email = emailOf(given.actor?.person.email ?? given.email ?? link.email ?? '')
  if (link.email && link.email !== email) throw refuse('not-yours', 403, 'This invitation is for another e-mail address.', { mend: 'Use the address it was sent to.' })
  const personId = given.actor?.person.id ?? (await newcomer(t, { ...given, email }, passwordHash, at))
  const place = { organisationId: link.organisationId!, campaignId: link.campaignId }
  const came = await giveRole(t, personId, place, link.role!, at, link)
  const first = await noteUse(t, link.id, personId, at)
  if (!link.email && (!came || !first)) await giveUseBack(t, link.id)
  if (came && link.campaignId) await house.flow.run('joined', house, t, { campaignId: link.campaignId, organisationId: place.organisationId, personId, point: link.point, at })
  return { personId, email }
}

async function newcomer(t: Transactor, given: Acceptance & { email: string }, passwordHash: string | undefined, at: Date): Promise<string> {
  if (await personByEmail(t, given.email)) throw hasAccount()
  return addAccount(t, { email: given.email, name: given.name ?? '', languages: given.languages ?? [], ready: true, ...(passwordHash ? { passwordHash } : {}) }, at)
}

function notAnInvitation() {
  return refuse('link-unknown', 404, 'This link is not an invitation.')
}
