import { refuse, type Actor, type CampaignRef, type House, type Reader, type Role, type Transactor } from '#core/index.ts'
import { audit } from './audit.ts'
import { leaveWhere } from './leave.ts'
import { allow, may, mayGive, pointFor, rank, roleIn, roleInOrganisation, roles } from './may.ts'
import { campaignsUnder } from './reach.ts'
import type { WaitsFor } from './secret-link.ts'
import { noteRoles, noteSpentLinks, noteUnready } from './noted.ts'

export interface Member {
  id: string
  name: string
  email: string
  role: Role
  /** Languages they work in. */
  languages: string[]
  /** The role covers all campaigns of the organisation. */
  whole: boolean
  /** They may work: the account is set up, and who came by a link for many is let in. */
  ready: boolean
  /** What lets in whoever came by a link for many. */
  waitsFor: WaitsFor | null
  frozen: boolean
  /** Has a second factor. */
  secured: boolean
  since: Date
  /** Whom they come from. */
  organisation: { id: string; name: string }
  /** They look after the people of their organisation. */
  point: boolean
  /** The day of their last visit, as 2027-05-03. */
  seenOn: string | null
}

export interface Held {
  id: string
  organisationId: string
  campaignId: string | null
  /** The organisation to which the campaign belongs; their own where the role is for all campaigns. */
  hostId: string
  role: Role
  point: boolean
}

/** Everybody with a part in a campaign, with the highest role they hold in it; a role that is not let in counts only where there is no other. */
export async function membersOf(reader: Reader, campaign: CampaignRef): Promise<Member[]> {
  const rows = await reader.rows<Member>(
    `select p.id, p.name, p.email, p.languages, r.role, r.campaign_id is null as whole, p.ready and r.waits_for is null as ready, r.waits_for as "waitsFor",
       p.frozen_at is not null as frozen, coalesce(u.two_factor_enabled, false) as secured, r.created_at as since, json_build_object('id', o.id, 'name', o.name) as organisation, r.point, r.seen_on::text as "seenOn"
     from role r join person p on p.id = r.person_id join organisation o on o.id = r.organisation_id left join auth_user u on u.id = p.id
     where r.campaign_id = $2 or (r.campaign_id is null and r.organisation_id = $1)
     order by lower(p.name), p.id`,
    [campaign.organisationId, campaign.id],
  )
  const members = new Map<string, Member>()
  for (const row of rows) {
    const other = members.get(row.id)
    if (!other || weight(row) > weight(other)) members.set(row.id, row)
  }
  return [...members.values()]
}

function weight({ role, waitsFor }: Member): number {
  return rank(role) + (waitsFor ? 0 : roles.length)
}

/** Changes the role in this campaign, or whether somebody is ready to work. */
export async function changeMember(house: House, actor: Actor | undefined, campaign: CampaignRef, personId: string, change: { role?: Role | undefined; ready?: boolean | undefined }): Promise<void> {
  allow(actor, campaign, 'person.manage')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const held = await heldIn(t, campaign, personId)
    checkOutranks(actor, campaign, held, personId)
    if (change.role !== undefined) {
      const place = held.find((one) => one.campaignId !== null) ?? held[0]!
      if (place.campaignId && place.organisationId !== campaign.organisationId && rank(change.role) > rank('volunteer')) throw refuse('too-high', 422, 'People of a partner are volunteers or observers of this campaign.')
      if (!mayGive(ownAt(actor, place), change.role)) throw refuse('forbidden', 403, `For this role one must be owner.`, { mend: 'Ask an owner.' })
      await t.run('update role set role = $2 where id = $1', [place.id, change.role])
      await keepAnOwner(t, held)
      await noteRoles(house, [place.id], change.role)
    }
    if (change.ready === false) await noteUnready(house, personId)
    if (change.ready !== undefined) await t.run('update person set ready = $2 where id = $1', [personId, change.ready])
    if (change.ready) await t.run('update role set waits_for = null where id = any($1)', [held.map((one) => one.id)])
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'member.changed', subject: personId, detail: { ...change } })
  })
}

/** Takes somebody out of a campaign: role and tokens end, what they hold goes back. The account stays. */
export async function removeMember(house: House, actor: Actor | undefined, campaign: CampaignRef, personId: string): Promise<void> {
  allow(actor, campaign, 'person.look-after')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const held = await heldIn(t, campaign, personId)
    checkOutranks(actor, campaign, held, personId)
    const left = await campaignsUnder(t, held)
    await t.run('delete from role where id = any($1)', [held.map((one) => one.id)])
    await keepAnOwner(t, held)
    await leaveWhere(house, t, personId, left, at)
    for (const { id } of left) await audit(t, { campaignId: id, at, personId: actor.person.id, kind: 'member.removed', subject: personId })
    await noteRoles(house, held.map((one) => one.id))
    await noteSpentLinks(house, t, [personId], campaign.id)
  })
}

export async function rolesOf(reader: Reader, personId: string): Promise<Held[]> {
  return reader.rows<Held>(
    `select r.id, r.organisation_id as "organisationId", r.campaign_id as "campaignId", coalesce(c.organisation_id, r.organisation_id) as "hostId", r.role, r.point
     from role r left join campaign c on c.id = r.campaign_id where r.person_id = $1`, [personId])
}

function isIn(held: Held, campaign: CampaignRef): boolean {
  return held.campaignId === null ? held.organisationId === campaign.organisationId : held.campaignId === campaign.id
}

async function heldIn(t: Transactor, campaign: CampaignRef, personId: string): Promise<Held[]> {
  const held = (await rolesOf(t, personId)).filter((one) => isIn(one, campaign))
  if (held.length === 0) throw noSuchMember()
  return held
}

/** A role for all campaigns is only managed by who holds one for all campaigns. */
function ownAt(actor: Actor, held: Held): Role | undefined {
  return held.campaignId === null ? roleInOrganisation(actor, held.organisationId) : roleIn(actor, { slug: '', id: held.campaignId, organisationId: held.hostId })
}

/** Somebody below their own role, or, for a point person, one of their own people. */
function outranks(actor: Actor, held: Held): boolean {
  if (mayGive(ownAt(actor, held), held.role)) return true
  return held.campaignId !== null && !held.point && rank(held.role) <= rank('volunteer') && pointFor(actor, { slug: '', id: held.campaignId, organisationId: held.hostId }).includes(held.organisationId)
}

function checkOutranks(actor: Actor, campaign: CampaignRef, held: Held[], personId: string): void {
  if (personId === actor.person.id) throw refuse('forbidden', 403, 'Nobody changes their own role.', { mend: 'Ask another owner or coordinator.' })
  // To a point person the people of others are not there.
  const own = pointFor(actor, campaign)
  if (!may(actor, campaign, 'person.manage') && !held.some((one) => isIn(one, campaign) && own.includes(one.organisationId))) throw noSuchMember()
  if (held.some((one) => isIn(one, campaign) && !outranks(actor, one))) throw refuse('forbidden', 403, 'You cannot manage somebody with this role.', { mend: 'Ask an owner.' })
}

/** An account is frozen as a whole, so whoever does it must be above the person in every part they have. */
export function checkReach(actor: Actor, campaign: CampaignRef, held: Held[], personId: string): void {
  if (!held.some((one) => isIn(one, campaign))) throw noSuchMember()
  checkOutranks(actor, campaign, held, personId)
  if (held.some((one) => !outranks(actor, one))) throw refuse('forbidden', 403, 'This person also works for others, or stands as high as you there.', { mend: 'Take them out of your campaign instead.' })
}

/** After an owner lost their role or was frozen. The lock makes two owners who do it to each other take turns. */
export async function keepAnOwner(t: Transactor, held: Held[]): Promise<void> {
  const owned = held.filter((one) => one.role === 'owner' && one.campaignId === null).map((one) => one.organisationId)
  if (owned.length === 0) return
  await t.rows('select id from organisation where id = any($1) order by id for update', [owned])
  const left = await t.rows(
    `select distinct r.organisation_id from role r join person p on p.id = r.person_id
     where r.organisation_id = any($1) and r.role = 'owner' and r.campaign_id is null and p.frozen_at is null`,
    [owned],
  )
  if (left.length < new Set(owned).size) throw refuse('last-owner', 409, 'An organisation keeps at least one owner.', { mend: 'Make somebody else owner first.' })
}

function noSuchMember() {
  return refuse('not-found', 404, 'There is no such person in this campaign.')
}
