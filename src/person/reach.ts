import type { Actor, CampaignRef, Reader } from '#core/index.ts'

/**
 * The one look downstream: a role with no campaign covers all campaigns of its organisation, so whoever changes roles must know
 * which there are. Reads the shared table of campaigns, never writes it.
 */
export interface Reached extends CampaignRef {
  name: string
}

const columns = 'id, slug, organisation_id as "organisationId", name'

export async function campaignsUnder(reader: Reader, roles: { organisationId: string; campaignId: string | null | undefined }[]): Promise<Reached[]> {
  const whole = roles.filter((role) => !role.campaignId).map((role) => role.organisationId)
  const single = roles.flatMap((role) => role.campaignId ?? [])
  return reader.rows<Reached>(`select ${columns} from campaign where organisation_id = any($1) or id = any($2::uuid[]) order by slug`, [whole, single])
}

/** The campaigns in which an actor holds a role; of a token, its one. */
export async function campaignsReached(reader: Reader, actor: Actor): Promise<Reached[]> {
  const all = await campaignsUnder(reader, actor.roles)
  return actor.token ? all.filter((one) => one.id === actor.token!.campaignId) : all
}

export async function campaignRefBySlug(reader: Reader, slug: string): Promise<Reached | undefined> {
  return reader.row<Reached>(`select ${columns} from campaign where slug = $1`, [slug])
}
