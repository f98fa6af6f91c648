import { uuid7, type Role, type Transactor } from '#core/index.ts'
import { rank } from './may.ts'
import type { WaitsFor } from './secret-link.ts'

export interface RoleAt {
  organisationId: string
  /** Null: all campaigns of the organisation. */
  campaignId: string | null
}

/** Gives a role; whoever holds a higher one at the same place keeps it. False where that changes nothing. */
export async function giveRole(t: Transactor, personId: string, at: RoleAt, role: Role, now: Date, { point = false, waitsFor = null }: { point?: boolean; waitsFor?: WaitsFor | null } = {}): Promise<boolean> {
  const held = await t.row<{ id: string; role: Role; point: boolean; waits: boolean }>(
    'select id, role, point, waits_for is not null as waits from role where person_id = $1 and organisation_id = $2 and campaign_id is not distinct from $3::uuid',
    [personId, at.organisationId, at.campaignId],
  )
  if (!held) {
    const given = await t.run(
      `insert into role (id, organisation_id, campaign_id, person_id, role, point, waits_for, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [uuid7(now), at.organisationId, at.campaignId, personId, role, point, waitsFor, now],
    )
    return given > 0
  }
  // A link for many raises nobody: it would let in who came by another one before them.
  const raises = waitsFor === null && (rank(role) > rank(held.role) || (point && !held.point) || held.waits)
  if (!raises) return false
  await t.run('update role set role = $2, point = point or $3, waits_for = null where id = $1', [held.id, rank(role) > rank(held.role) ? role : held.role, point])
  return true
}
