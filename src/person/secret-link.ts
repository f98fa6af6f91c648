import { randomBytes } from 'node:crypto'
import { ownSecret, refuse, sha256, uuid7, type House, type Reader, type Role, type Transactor } from '#core/index.ts'

/** What somebody who came by a link for many waits for before they read anything. */
export type WaitsFor = 'practice' | 'person'

/** A link that lets somebody in; only a hash of its secret is kept. */
export interface Link {
  id: string
  kind: 'first' | 'invitation' | 'password' | 'reset' | 'return'
  organisationId: string | null
  campaignId: string | null
  personId: string | null
  role: Role | null
  email: string | null
  usesLeft: number
  createdBy: string | null
  createdAt: Date
  expiresAt: Date
  /** Makes a point person. */
  point: boolean
  waitsFor: WaitsFor | null
  /** Whom it is meant for, or what a link for many is called. */
  label: string | null
  /** Links that were made together. */
  batch: string | null
  outgoingId: string | null
}

type NewLink = Omit<Link, 'id' | 'createdAt' | 'point' | 'waitsFor' | 'label' | 'batch' | 'outgoingId'>

const columns = `id, kind, organisation_id as "organisationId", campaign_id as "campaignId", person_id as "personId", role, email,
  uses_left as "usesLeft", created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
  point, waits_for as "waitsFor", label, batch, outgoing_id as "outgoingId"`

/** 192 random bits, safe in an address. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url')
}

export async function addLink(t: Transactor, at: Date, given: NewLink): Promise<{ link: Link; secret: string }> {
  const secret = newSecret()
  const link: Link = { id: uuid7(at), createdAt: at, point: false, waitsFor: null, label: null, batch: null, outgoingId: null, ...given }
  await t.run(
    `insert into link (id, kind, sha256, organisation_id, campaign_id, person_id, role, email, uses_left, created_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [link.id, link.kind, sha256(secret), link.organisationId, link.campaignId, link.personId, link.role, link.email, link.usesLeft, link.createdBy, at, link.expiresAt],
  )
  return { link, secret }
}

export type NewInvitation = Pick<Link, 'role' | 'email' | 'usesLeft' | 'point' | 'waitsFor' | 'label'>

/**
 * Invitations, all at once. Their secret is made of their id and a key of the house, so that who made them can print them again; nobody can
 * make one from what stands in the database.
 */
export async function addInvitations(
  house: House, t: Transactor, at: Date, common: { organisationId: string; campaignId: string | null; createdBy: string; expiresAt: Date; batch: string | null }, wishes: NewInvitation[],
): Promise<Link[]> {
  const links: Link[] = wishes.map((wish) => ({ id: uuid7(at), kind: 'invitation', personId: null, createdAt: at, outgoingId: null, ...common, ...wish }))
  const of = <K extends keyof Link>(key: K) => links.map((one) => one[key])
  await t.run(
    `insert into link (id, kind, sha256, organisation_id, campaign_id, role, email, uses_left, point, waits_for, label, created_by, created_at, expires_at, batch)
     select id, 'invitation', decode(sha256, 'hex'), $9, $10, role, email, uses_left, point, waits_for, label, $11, $12, $13, $14
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::boolean[], $7::text[], $8::text[]) as given (id, sha256, role, email, uses_left, point, waits_for, label)`,
    [of('id'), links.map((one) => sha256(secretOfInvitation(house, one.id)).toString('hex')), of('role'), of('email'), of('usesLeft'), of('point'), of('waitsFor'), of('label'),
      common.organisationId, common.campaignId, common.createdBy, at, common.expiresAt, common.batch],
  )
  return links
}

function secretOfInvitation(house: House, id: string): string {
  return ownSecret(house, 'invitation', 'link', id)
}

export function invitationUrl(house: House, id: string): string {
  return `${house.origin}/invite/${secretOfInvitation(house, id)}`
}

/** The link of a secret as long as it can be used. */
export async function lookAtLink(reader: Reader, secret: string, at: Date): Promise<Link> {
  const link = await reader.row<Link>(`select ${columns} from link where sha256 = $1`, [sha256(secret)])
  if (!link) throw unusable('link-unknown', 404, 'This link is not one of ours, or a part of it is missing.')
  if (link.usesLeft < 1) throw unusable('link-used', 410, 'This link was used already or taken back.')
  if (link.expiresAt <= at) throw unusable('link-expired', 410, 'This link has run out.')
  return link
}

/** Uses it up, once, however many try at the same moment: one statement decides, and the transaction gives it back when it fails. */
export async function useLink(t: Transactor, secret: string, at: Date): Promise<Link> {
  const used = await t.row<Link>(
    `update link set uses_left = uses_left - 1 where sha256 = $1 and uses_left > 0 and expires_at > $2 returning ${columns}`,
    [sha256(secret), at],
  )
  return used ?? lookAtLink(t, secret, at)
}

/** A use that was none is given back: who is here already does not take the place of somebody else. */
export async function giveUseBack(t: Transactor, id: string): Promise<void> {
  await t.run('update link set uses_left = uses_left + 1 where id = $1', [id])
}

/** Notes who came in by a link; false where they did before. */
export async function noteUse(t: Transactor, id: string, personId: string, at: Date): Promise<boolean> {
  return (await t.run('insert into link_use (link_id, person_id, at) values ($1, $2, $3) on conflict do nothing', [id, personId, at])) > 0
}

/** An invitation as a screen lists it. */
export interface OpenInvitation extends Link {
  /** How many came in by it. */
  used: number
  /** False for one that was made when only its hash was kept: it cannot be shown again. */
  shows: boolean
}

/** Invitations of a campaign that can still be used, newest first; of the named organisations only, where some are named. */
export async function openInvitations(house: House, reader: Reader, campaign: { id: string; organisationId: string }, at: Date, only?: string[]): Promise<OpenInvitation[]> {
  const rows = await reader.rows<Link & { used: number; hash: string }>(
    `select ${columns}, encode(sha256, 'hex') as hash, (select count(*)::int from link_use u where u.link_id = link.id) as used from link
     where kind = 'invitation' and (campaign_id = $2 or (campaign_id is null and organisation_id = $1)) and uses_left > 0 and expires_at > $3 and ($4::text[] is null or organisation_id = any($4))
     order by created_at desc, id desc limit 1000`,
    [campaign.organisationId, campaign.id, at, only ?? null],
  )
  return rows.map(({ hash, ...link }) => ({ ...link, shows: sha256(secretOfInvitation(house, link.id)).toString('hex') === hash }))
}

/** What was taken back, with its mail. */
export async function takeBackLinks(t: Transactor, campaign: { id: string; organisationId: string }, wish: { ids?: string[]; batch?: string; whole: boolean; only?: string[] | undefined }): Promise<{ id: string; outgoingId: string | null }[]> {
  return t.rows(
    `update link set uses_left = 0
     where (id = any($1::text[]) or batch = $2::uuid) and kind = 'invitation' and uses_left > 0
       and (campaign_id = $3 or (campaign_id is null and organisation_id = $4 and $5)) and ($6::text[] is null or organisation_id = any($6))
     returning id, outgoing_id as "outgoingId"`,
    [wish.ids ?? [], wish.batch ?? null, campaign.id, campaign.organisationId, wish.whole, wish.only ?? null],
  )
}

/** Every invitation of an organisation to one campaign. */
export async function endInvitationsOf(t: Transactor, campaignId: string, organisationId: string): Promise<void> {
  await t.run(`update link set uses_left = 0 where kind = 'invitation' and campaign_id = $1 and organisation_id = $2 and uses_left > 0`, [campaignId, organisationId])
}

/** By their ids, whoever made them. */
export async function takeBackLinksById(t: Transactor, ids: string[]): Promise<void> {
  await t.run('update link set uses_left = 0 where id = any($1) and uses_left > 0', [ids])
}

/** Links that people came by and that are used up; those to one campaign or to all of its organisation, where it is named. */
export async function spentLinks(t: Transactor, personIds: string[], campaignId?: string): Promise<string[]> {
  const rows = await t.rows<{ id: string }>(
    `select distinct l.id from link_use u join link l on l.id = u.link_id where u.person_id = any($1) and l.uses_left = 0
       and ($2::uuid is null or l.campaign_id = $2 or (l.campaign_id is null and l.organisation_id = (select organisation_id from campaign where id = $2)))`, [personIds, campaignId ?? null])
  return rows.map((row) => row.id)
}

/** Every link that is theirs alone to use. */
export async function endLinksMeantFor(t: Transactor, personId: string): Promise<void> {
  await t.run('update link set uses_left = 0 where person_id = $1 and uses_left > 0', [personId])
}

/** Every link that a person made, or that is theirs to use. */
export async function endLinks(t: Transactor, personId: string): Promise<void> {
  await t.run('update link set uses_left = 0 where (created_by = $1 or person_id = $1) and uses_left > 0', [personId])
}

function unusable(code: string, status: number, detail: string) {
  return refuse(code, status, detail, { mend: 'Ask whoever sent it for a new one.' })
}

/** Who came in by each link, the first first. */
export async function usesOf(reader: Reader, ids: string[]): Promise<Map<string, { name: string; at: Date }[]>> {
  const rows = await reader.rows<{ id: string; name: string; at: Date }>('select u.link_id as id, p.name, u.at from link_use u join person p on p.id = u.person_id where u.link_id = any($1) order by u.at, p.name', [ids])
  const uses = new Map<string, { name: string; at: Date }[]>()
  for (const { id, name, at } of rows) uses.set(id, [...(uses.get(id) ?? []), { name, at }])
  return uses
}
