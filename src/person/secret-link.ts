import { randomBytes } from 'node:crypto'
import { refuse, sha256, uuid7, type Reader, type Role, type Transactor } from '#core/index.ts'

/** A link that lets somebody in. Its secret is shown once and kept as a hash. */
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
}

const columns = `id, kind, organisation_id as "organisationId", campaign_id as "campaignId", person_id as "personId", role, email,
  uses_left as "usesLeft", created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt"`

/** 192 random bits, safe in an address. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url')
}

export async function addLink(t: Transactor, at: Date, given: Omit<Link, 'id' | 'createdAt'>): Promise<{ link: Link; secret: string }> {
  const secret = newSecret()
  const link: Link = { id: uuid7(at), createdAt: at, ...given }
  await t.run(
    `insert into link (id, kind, sha256, organisation_id, campaign_id, person_id, role, email, uses_left, created_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [link.id, link.kind, sha256(secret), link.organisationId, link.campaignId, link.personId, link.role, link.email, link.usesLeft, link.createdBy, at, link.expiresAt],
  )
  return { link, secret }
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

export async function openInvitations(reader: Reader, campaign: { id: string; organisationId: string }, at: Date): Promise<Link[]> {
  return reader.rows<Link>(
    `select ${columns} from link
     where kind = 'invitation' and organisation_id = $1 and (campaign_id = $2 or campaign_id is null) and uses_left > 0 and expires_at > $3
     order by created_at desc limit 200`,
    [campaign.organisationId, campaign.id, at],
  )
}

/** Whether there was one to take back. */
export async function takeBackLink(t: Transactor, campaign: { id: string; organisationId: string }, id: string, whole: boolean): Promise<boolean> {
  const changed = await t.run(
    `update link set uses_left = 0
     where id = $1 and kind = 'invitation' and organisation_id = $2 and uses_left > 0 and (campaign_id = $3 or (campaign_id is null and $4))`,
    [id, campaign.organisationId, campaign.id, whole],
  )
  return changed > 0
}

/** Every link that a person made, or that is theirs to use. */
export async function endLinks(t: Transactor, personId: string): Promise<void> {
  await t.run('update link set uses_left = 0 where (created_by = $1 or person_id = $1) and uses_left > 0', [personId])
}

function unusable(code: string, status: number, detail: string) {
  return refuse(code, status, detail, { mend: 'Ask whoever sent it for a new one.' })
}
