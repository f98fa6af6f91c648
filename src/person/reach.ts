import { uuid7, type Actor, type CampaignRef, type Reader, type Transactor } from '#core/index.ts'

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

/** The roles that people hold in one campaign alone, in its copy too. Those over a whole organisation cover it already. */
export async function copyRoles(t: Transactor, from: string, into: string, at: Date): Promise<void> {
  const held = await t.rows<{ organisation_id: string; person_id: string; role: string; waits_for: string | null }>('select organisation_id, person_id, role, waits_for from role where campaign_id = $1', [from])
  await t.run(
    `insert into role (id, organisation_id, campaign_id, person_id, role, waits_for, created_at)
     select id, organisation_id, $1, person_id, role, waits_for, $2 from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as given (id, organisation_id, person_id, role, waits_for)
     on conflict do nothing`,
    [into, at, held.map(() => uuid7(at)), held.map((one) => one.organisation_id), held.map((one) => one.person_id), held.map((one) => one.role), held.map((one) => one.waits_for)],
  )
}

export async function nameOfOrganisation(reader: Reader, organisationId: string): Promise<string> {
  return (await hostOf(reader, organisationId)).name
}

/** An organisation by name, with the one whose campaigns it takes part in as a partner. */
export async function hostOf(reader: Reader, organisationId: string): Promise<{ name: string; host: string | undefined }> {
  const row = await reader.row<{ name: string; host: string | null }>('select o.name, h.name as host from organisation o left join organisation h on h.id = o.guest_of where o.id = $1', [organisationId])
  return { name: row?.name ?? '', host: row?.host ?? undefined }
}
