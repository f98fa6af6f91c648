import { refuse, type Actor, type House, type Transactor } from '#core/index.ts'
import { audit } from '../audit.ts'
import { lookAgain } from '../freeze.ts'
import { limit } from '../limit.ts'
import { deviceNamed, type Device } from './device.ts'
import { verifyPassword } from '../password.ts'

/** A device on which somebody is signed in. */
export interface OwnDevice {
  id: string
  device: Device
  /** What its person calls it. */
  name: string | null
  since: Date
  until: Date
  /** The one that asks. */
  here: boolean
}

export async function ownDevices(house: House, actor: Actor): Promise<OwnDevice[]> {
  const rows = await house.db.rows<{ id: string; device: string | null; name: string | null; since: Date; until: Date }>(
    'select id, device, name, created_at as since, expires_at as until from auth_session where user_id = $1 and expires_at > $2 order by created_at desc',
    [actor.person.id, house.clock.now()],
  )
  return rows.map((row) => ({ ...row, device: deviceNamed(row.device), here: row.id === actor.session?.id }))
}

export async function nameDevice(house: House, actor: Actor, id: string, name: string): Promise<void> {
  const renamed = await house.db.rows('update auth_session set name = $3 where id = $1 and user_id = $2 returning 1', [id, actor.person.id, labelOf(name)])
  if (renamed.length === 0) throw notThere()
}

/** Signs one device out; its open pages leave by themselves. */
export async function endDevice(house: House, actor: Actor, id: string): Promise<void> {
  await house.db.transact(async (t) => {
    if ((await t.run('delete from auth_session where id = $1 and user_id = $2', [id, actor.person.id])) === 0) throw notThere()
    await lookAgain(t, actor.person.id)
  })
}

export async function endOtherDevices(house: House, actor: Actor): Promise<void> {
  await house.db.transact((t) => endOthers(t, actor.person.id, actor.session?.id))
}

/** Every session of a person but one. */
export async function endOthers(t: Transactor, personId: string, but: string | undefined): Promise<void> {
  await t.run('delete from auth_session where user_id = $1 and id is distinct from $2', [personId, but ?? null])
  await lookAgain(t, personId)
}

/** Whoever finds a desk left open does not know this. Tries are counted. */
export async function provePassword(house: House, actor: Actor, password: string): Promise<void> {
  if (actor.token) throw refuse('forbidden', 403, 'No token reaches this: sign in to do it.')
  await limit(house, 'own password', actor.person.id, { max: 10, seconds: 300 })
  const row = await house.db.row<{ password: string }>(`select password from auth_account where user_id = $1 and provider_id = 'credential' and password is not null`, [actor.person.id])
  if (!row || password === '' || !(await verifyPassword({ hash: row.password, password }))) throw refuse('password-wrong', 403, 'This is not your password.')
}

/** What somebody did to their own account stands in the log of each campaign they have a part in. */
export async function auditOwn(t: Transactor, actor: Actor, kind: string, at: Date, campaigns: { id: string }[]): Promise<void> {
  for (const { id } of campaigns) await audit(t, { campaignId: id, at, personId: actor.person.id, kind, subject: actor.person.id })
}

export function labelOf(text: string): string | null {
  return text.replace(/[\x00-\x1f\x7f]/g, ' ').trim().slice(0, 60) || null
}

function notThere() {
  return refuse('not-found', 404, 'There is no such device any more.')
}
