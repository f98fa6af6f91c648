import { type Actor, type House } from '#core/index.ts'
import { hashPassword } from '../password.ts'
import { campaignsReached } from '../reach.ts'
import { noteWaysIn } from '../noted.ts'
import { auditOwn, endOthers, provePassword } from './session.ts'

/** Sets another password; every other device is signed out, this one stays. */
export async function changePassword(house: House, actor: Actor, given: { current: string; next: string }): Promise<void> {
  const passwordHash = await hashPassword(given.next)
  await provePassword(house, actor, given.current)
  const at = house.clock.now()
  const campaigns = await campaignsReached(house.db, actor)
  await house.db.transact(async (t) => {
    await t.run(`update auth_account set password = $2, updated_at = $3 where user_id = $1 and provider_id = 'credential'`, [actor.person.id, passwordHash, at])
    await endOthers(t, actor.person.id, actor.session?.id)
    await auditOwn(t, actor, 'account.password', at, campaigns)
    await noteWaysIn(house, actor.person.id, { password: true })
  })
}
