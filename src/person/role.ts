import { uuid7, type Role, type Transactor } from '#core/index.ts'
import { rank } from './may.ts'

export interface RoleAt {
  organisationId: string
  /** Null: all campaigns of the organisation. */
  campaignId: string | null
}

/** Gives a role; whoever holds a higher one at the same place keeps it. */
export async function giveRole(t: Transactor, personId: string, at: RoleAt, role: Role, now: Date): Promise<void> {
  const held = await t.row<{ id: string; role: Role }>(
    'select id, role from role where person_id = $1 and organisation_id = $2 and campaign_id is not distinct from $3::uuid',
    [personId, at.organisationId, at.campaignId],
  )
  if (!held) {
    await t.run(
      `insert into role (id, organisation_id, campaign_id, person_id, role, created_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [uuid7(now), at.organisationId, at.campaignId, personId, role, now],
    )
  } else if (rank(role) > rank(held.role)) {
    await t.run('update role set role = $2 where id = $1', [held.id, role])
  }
}
