import { refuse, uuid7, type Actor, type CampaignRef, type House, type Role, type Transactor } from '#core/index.ts'
import { emailOf } from './account.ts'
import { auditAll } from './audit.ts'
import { checkTakesPart } from './coalition.ts'
import { allow, allowInOrganisation, looksAfter, may, mayGive, onlyOf, pointFor, rank, roleIn, roleInOrganisation } from './may.ts'
import { addInvitations, invitationUrl, openInvitations, takeBackLinks, type Link, type NewInvitation, type OpenInvitation, type WaitsFor } from './secret-link.ts'
import { noteInvitations } from './noted.ts'

declare module '#core/slice.ts' {
  interface Steps {
    /** People were invited to one campaign, or to all of an organisation; in the transaction that makes the links. Whoever can send mail does, and says by which. */
    invited(house: House, t: Transactor, invited: Invited[]): Promise<void>
    /** Invitations were taken back whose mail may not have left yet. */
    uninvited(house: House, t: Transactor, campaignId: string, outgoingIds: string[]): Promise<void>
  }
}

export interface Invited {
  link: Link
  url: string
  /** Many at once can be taken back for ten seconds; one alone leaves at once. */
  many: boolean
  /** Filled in by whoever mails it. */
  outgoingId?: string
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
  /** Whom it is meant for, or what a link for many is called. */
  label?: string | undefined
  /** A link for many lets in by the practice unless said otherwise; null: at once. */
  waitsFor?: WaitsFor | null | undefined
  /** Id of the partner whose people they are. A point person invites those of their own. */
  partner?: string | undefined
  /** They look after the people of the partner. */
  point?: boolean
}

const invitationLimits = { cap: 500, days: 30, label: 100 }

/** Makes an invitation. */
export async function invite(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: Invitation): Promise<{ id: string; link: string; expiresAt: Date }> {
  const { cap: many = 1 } = wish
  const email = wish.email ? emailOf(wish.email) : null
  const cap = email ? 1 : Math.min(Math.max(Math.round(many) || 1, 1), invitationLimits.cap)
  return house.db.transact(async (t) => {
    const organisationId = await allowInvite(t, actor, campaign, { ...wish, cap })
    const [made] = await makeInvitations(house, t, actor!, campaign, { ...wish, organisationId }, [
      { role: wish.role, email, usesLeft: cap, point: wish.point ?? false, label: labelOf(wish.label), waitsFor: wish.waitsFor === undefined ? (cap > 1 ? 'practice' : null) : wish.waitsFor },
    ])
    return { id: made!.link.id, link: made!.url, expiresAt: made!.link.expiresAt }
  })
}

/** Whether somebody may invite so; says whose people they will be. */
export async function allowInvite(t: Transactor, actor: Actor | undefined, campaign: CampaignRef, wish: Pick<Invitation, 'role' | 'whole' | 'partner' | 'point' | 'cap'>): Promise<string> {
  allow(actor, campaign, 'person.invite')
  if ((wish.cap ?? 1) > 1 && (rank(wish.role) > rank('volunteer') || wish.point)) throw refuse('too-high', 422, 'A link for many makes volunteers and observers only.', { mend: 'Invite this person alone.' })
  const organisationId = wish.partner ?? (may(actor, campaign, 'person.manage') ? campaign.organisationId : pointFor(actor, campaign)[0]!)
  if (organisationId !== campaign.organisationId) {
    if (wish.whole || rank(wish.role) > rank('volunteer')) throw refuse('too-high', 422, 'People of a partner are volunteers or observers of this campaign.')
    if (wish.point ? !may(actor, campaign, 'person.manage') : !looksAfter(actor, campaign, organisationId)) throw refuse('forbidden', 403, 'You invite people of your own organisation.', { mend: 'Ask a coordinator.' })
    await checkTakesPart(t, campaign, organisationId)
    return organisationId
  }
  if (wish.point) throw refuse('too-high', 422, 'Only a partner has a point person.')
  allow(actor, campaign, 'person.manage')
  if (wish.whole) allowInOrganisation(actor, campaign.organisationId, 'person.invite')
  const own = wish.whole ? roleInOrganisation(actor, campaign.organisationId) : roleIn(actor, campaign)
  if (!mayGive(own, wish.role)) throw refuse('forbidden', 403, `A ${own} cannot invite a ${wish.role}.`, { mend: 'Ask an owner.' })
  return organisationId
}

/** The links with all that follows from them, for a fixed number of statements whatever their number. */
export async function makeInvitations(
  house: House, t: Transactor, actor: Actor, campaign: CampaignRef, wish: { organisationId: string; whole?: boolean; hours?: number; many?: boolean }, wishes: NewInvitation[],
): Promise<Invited[]> {
  if (wishes.length === 0) return []
  const at = house.clock.now()
  const hours = Math.min(Math.max(wish.hours ?? 72, 1), invitationLimits.days * 24)
  const links = await addInvitations(
    house, t, at,
    {
      organisationId: wish.organisationId, campaignId: wish.whole ? null : campaign.id, createdBy: actor.person.id, expiresAt: new Date(at.getTime() + hours * 3_600_000), batch: wish.many ? uuid7(at) : null,
    },
    wishes,
  )
  const invited = links.map((link): Invited => ({ link, url: invitationUrl(house, link.id), many: wish.many ?? false }))
  await auditAll(t, links.map((link) => ({
    campaignId: campaign.id, at, personId: actor.person.id, kind: 'person.invited', subject: link.id,
    detail: { role: link.role, whole: wish.whole ?? false, ...(link.usesLeft > 1 ? { cap: link.usesLeft } : {}), ...(wish.organisationId === campaign.organisationId ? {} : { partner: wish.organisationId }) },
  })))
  await house.flow.run('invited', house, t, invited)
  const mailed = invited.filter((one) => one.outgoingId)
  if (mailed.length > 0) {
    await t.run('update link set outgoing_id = g.outgoing_id from unnest($1::text[], $2::uuid[]) as g (link_id, outgoing_id) where link.id = g.link_id', [mailed.map((one) => one.link.id), mailed.map((one) => one.outgoingId)])
  }
  return invited
}

export async function listInvitations(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<OpenInvitation[]> {
  allow(actor, campaign, 'person.invite')
  return openInvitations(house, house.db, campaign, house.clock.now(), onlyOf(actor, campaign))
}

export async function takeBackInvitation(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  if ((await takeBack(house, actor, campaign, { ids: [id] })) === 0) throw refuse('not-found', 404, 'There is no such open invitation.')
}

/** Takes back all that were made together and are still open. Returns how many. */
export async function takeBackBatch(house: House, actor: Actor | undefined, campaign: CampaignRef, batch: string): Promise<number> {
  return takeBack(house, actor, campaign, { batch })
}

async function takeBack(house: House, actor: Actor | undefined, campaign: CampaignRef, which: { ids?: string[]; batch?: string }): Promise<number> {
  allow(actor, campaign, 'person.invite')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    const whole = mayGive(roleInOrganisation(actor, campaign.organisationId), 'volunteer')
    const ended = await takeBackLinks(t, campaign, { ...which, whole, only: onlyOf(actor, campaign) })
    await auditAll(t, ended.map(({ id }) => ({ campaignId: campaign.id, at, personId: actor.person.id, kind: 'invitation.taken-back', subject: id })))
    const waiting = ended.flatMap((one) => one.outgoingId ?? [])
    if (waiting.length > 0) await house.flow.run('uninvited', house, t, campaign.id, waiting)
    await noteInvitations(house, ended.map((one) => one.id))
    return ended.length
  })
}

function labelOf(label: string | undefined): string | null {
  return label?.trim().replace(/\s+/g, ' ').slice(0, invitationLimits.label) || null
}
