import { notedSince, sinceBackup, uuid7, type House, type HouseRestored, type Reader, type Transactor } from '#core/index.ts'
import { carryOutLeaving } from './coalition.ts'
import { isFrozen, shutAccount } from './freeze.ts'
import { leaveWhere } from './leave.ts'
import { rank, roles } from './may.ts'
import { rolesOf } from './members.ts'
import type { VoidWays } from './noted.ts'
import { dropCodes, dropPasskeys } from './own/second-factor.ts'
import { campaignsUnder } from './reach.ts'
import { endLinksMeantFor, takeBackLinksById } from './secret-link.ts'

/** Step `houseRestored`: everything that was taken from somebody since the backup is taken again. */
export async function takeAwayAgain(house: House, t: Transactor, restored: HouseRestored): Promise<void> {
  const { at } = restored
  const named = (kind: string) => [...notedSince(restored, kind).keys()]
  for (const { campaignId, ids } of sinceBackup(restored).filter((entry) => entry.kind === 'partner-left')) await leaveAgain(house, t, campaignId, ids, at)
  await takeRolesAgain(house, t, restored)
  await t.run('update person set ready = false where id = any($1)', [named('unready')])
  await t.run('update token set revoked_at = $2 where id = any($1) and revoked_at is null', [named('token'), at])
  await takeBackLinksById(t, named('invitation'))
  await endWaysAgain(t, restored)
  await t.run('delete from auth_passkey where id = any($1)', [named('passkey')])
  await demandAgain(t, restored)
  await freezeAgain(house, t, restored)
}

async function leaveAgain(house: House, t: Transactor, campaignId: string | null, organisationIds: string[], at: Date): Promise<void> {
  const campaign = await t.row<{ id: string; organisationId: string }>('select id, organisation_id as "organisationId" from campaign where id = $1', [campaignId])
  for (const organisationId of campaign ? organisationIds : []) await carryOutLeaving(house, t, campaign!, organisationId, at)
}

/** No higher than it was left last; what was given since is given anew by a person. */
async function takeRolesAgain(house: House, t: Transactor, restored: HouseRestored): Promise<void> {
  const last = new Map([...notedSince(restored, 'role')].map(([id, says]) => [id, roles.find((role) => says[role])]))
  const lowered = [...last].flatMap(([id, role]) => (role ? [{ id, role }] : []))
  await t.run(
    `update role set role = given.role from unnest($1::text[], $2::text[]) as given (id, role) where role.id = given.id and array_position($3::text[], role.role) > array_position($3::text[], given.role)`,
    [lowered.map((one) => one.id), lowered.map((one) => one.role), roles.toSorted((a, b) => rank(a) - rank(b))])
  const gone = await t.rows<{ personId: string; organisationId: string; campaignId: string | null }>(
    'delete from role where id = any($1) returning person_id as "personId", organisation_id as "organisationId", campaign_id as "campaignId"', [[...last.keys()].filter((id) => !last.get(id))])
  for (const [personId, places] of Map.groupBy(gone, (one) => one.personId)) {
    const still = new Set((await campaignsUnder(t, await rolesOf(t, personId))).map((one) => one.id))
    await leaveWhere(house, t, personId, (await campaignsUnder(t, places)).filter((one) => !still.has(one.id)), restored.at)
  }
}

async function endWaysAgain(t: Transactor, restored: HouseRestored): Promise<void> {
  const entries = sinceBackup(restored).filter((entry) => entry.kind === 'ways-in')
  const having = (way: keyof VoidWays) => [...new Set(entries.filter((entry) => entry.says?.[way]).flatMap((entry) => entry.ids))]
  // Nobody knows the new one here. The row stays, so that a link sets another.
  await t.run(`update auth_account set password = null where user_id = any($1) and provider_id = 'credential'`, [having('password')])
  await dropCodes(t, having('factor'))
  await dropPasskeys(t, having('passkeys'))
  for (const personId of new Set(entries.flatMap((entry) => entry.ids))) await endLinksMeantFor(t, personId)
}

async function demandAgain(t: Transactor, restored: HouseRestored): Promise<void> {
  const last = new Map(sinceBackup(restored).filter((entry) => entry.kind === 'factor-demand').map((entry) => [`${entry.campaignId} ${entry.ids[0]}`, entry]))
  for (const { campaignId, ids, says } of last.values()) {
    if (says?.['on']) await t.run('insert into factor_demand (id, organisation_id, campaign_id, set_at) select $1, id, $2, $3 from organisation where id = $4 on conflict do nothing', [uuid7(restored.at), campaignId, restored.at, ids[0]])
  }
}

/** Of an account it is always noted whether it is frozen, so its last word counts, whenever that was. */
async function freezeAgain(house: House, t: Transactor, { journal, at }: HouseRestored): Promise<void> {
  const last = new Map(journal.filter((entry) => entry.kind === 'account').flatMap(({ ids, says }) => ids.map((id) => [id, says?.['frozen'] === true] as const)))
  for (const [personId] of [...last].filter(([, frozen]) => frozen)) {
    if (!(await isFrozen(t, personId))) await shutAccount(t, personId, at)
    await leaveWhere(house, t, personId, await campaignsUnder(t, await rolesOf(t, personId)), at, { forGood: false })
  }
}

/** For whoever restores: what only the operator can set right. */
export interface AfterRestore {
  /** Organisations where nobody is left who could let the others in. */
  ownerless: string[]
  /** People who get in by a new link only. */
  locked: number
}

export async function afterRestore(reader: Reader): Promise<AfterRestore> {
  const ownerless = await reader.rows<{ name: string }>(
    `select o.name from organisation o where o.guest_of is null and not exists (
       select from role r join person p on p.id = r.person_id where r.organisation_id = o.id and r.role = 'owner' and p.frozen_at is null) order by o.name`)
  const locked = await reader.row<{ people: number }>(
    `select count(*)::int as people from person p where p.frozen_at is null and exists (select from auth_account a where a.user_id = p.id and a.password is null)`)
  return { ownerless: ownerless.map((one) => one.name), locked: locked!.people }
}
