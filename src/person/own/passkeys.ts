import { refuse, type Actor, type House } from '#core/index.ts'
import { notePasskey } from '../noted.ts'
import { labelOf } from './session.ts'

export interface OwnPasskey {
  id: string
  name: string
  /** It also lies in its maker's cloud, and so on other devices of its person. */
  synced: boolean
  since: Date | null
}

/** Adding one needs a script and goes through /api/auth/passkey (identity.ts). */
export async function ownPasskeys(house: House, actor: Actor): Promise<OwnPasskey[]> {
  const rows = await house.db.rows<{ id: string; name: string | null; aaguid: string | null; synced: boolean; since: Date | null }>(
    'select id, name, aaguid, backed_up as synced, created_at as since from auth_passkey where user_id = $1 order by created_at, id',
    [actor.person.id],
  )
  const { getAuthenticatorName } = await import('@better-auth/passkey')
  return rows.map(({ aaguid, ...row }) => ({ ...row, name: row.name ?? getAuthenticatorName(aaguid) ?? '' }))
}

export async function namePasskey(house: House, actor: Actor, id: string, name: string): Promise<void> {
  const done = await house.db.rows('update auth_passkey set name = $3 where id = $1 and user_id = $2 returning 1', [id, actor.person.id, labelOf(name)])
  if (done.length === 0) throw notThere()
}

export async function endPasskey(house: House, actor: Actor, id: string): Promise<void> {
  const done = await house.db.rows('delete from auth_passkey where id = $1 and user_id = $2 returning 1', [id, actor.person.id])
  if (done.length === 0) throw notThere()
  await notePasskey(house, id)
}

function notThere() {
  return refuse('not-found', 404, 'There is no such passkey any more.')
}
