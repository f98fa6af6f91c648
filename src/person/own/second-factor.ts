import { refuse, type Actor, type House, type Transactor } from '#core/index.ts'
import { authOf } from '../auth-of.ts'
import { callAuth, sessionTokenIn, type Asker, type Cookie } from '../auth-call.ts'
import { lookAgain } from '../freeze.ts'
import { campaignsReached } from '../reach.ts'
import { noteWaysIn } from '../noted.ts'
import { readCode } from './recovery-code.ts'
import { auditOwn, provePassword } from './session.ts'

export interface SecondFactor {
  on: boolean
  /** Recovery codes that were not used yet. */
  codesLeft: number
}

export async function secondFactorOf(house: House, actor: Actor): Promise<SecondFactor> {
  const on = (await house.db.row('select 1 from auth_user where id = $1 and two_factor_enabled', [actor.person.id])) !== undefined
  return { on, codesLeft: on ? (await codesOf(house, actor)).length : 0 }
}

/** What an app has to be told: as an address for its camera, and as a secret to be typed. Nothing holds before `confirmSecondFactor`. */
export interface FactorBegun {
  uri: string
  secret: string
}

export async function beginSecondFactor(house: House, actor: Actor, password: string, asker: Asker): Promise<FactorBegun> {
  await provePassword(house, actor, password)
  const { ok, said } = await callAuth(house, '/two-factor/enable', { password }, asker)
  if (!ok) throw refuse('second-factor-on', 409, 'A second factor is set up already.', { mend: 'End it first, to set up another one.' })
  return begunOf(String(said['totpURI']))
}

/** The same again from its address; a form brings it back, so that a wrong code does not begin everything anew. */
export function begunOf(uri: string): FactorBegun {
  const secret = URL.canParse(uri) && uri.startsWith('otpauth://totp/') ? new URL(uri).searchParams.get('secret') : null
  if (!secret || uri.length > 500) throw refuse('second-factor-late', 409, 'This was begun too long ago.', { mend: 'Begin again with your password.' })
  return { uri, secret }
}

/**
 * The first code was right: from now on one is asked for at every sign-in. Whatever is signed in elsewhere has shown none, so it ends. The
 * recovery codes come back, to be shown once.
 */
export async function confirmSecondFactor(house: House, actor: Actor, code: string, asker: Asker): Promise<{ cookies: Cookie[]; codes: string[] }> {
  const { ok, cookies } = await callAuth(house, '/two-factor/verify-totp', { code: readCode(code).code }, asker)
  if (!ok) throw refuse('code-wrong', 422, 'This code is not right, or was used already.', { mend: 'Wait for the next one.' })
  const token = await sessionTokenIn(house, cookies)
  const at = house.clock.now()
  const campaigns = await campaignsReached(house.db, actor)
  await house.db.transact(async (t) => {
    await t.run('delete from auth_session where user_id = $1 and token is distinct from $2', [actor.person.id, token ?? null])
    await lookAgain(t, actor.person.id)
    await auditOwn(t, actor, 'account.second-factor-on', at, campaigns)
    // A backup made before would let in by the password alone.
    await noteWaysIn(house, actor.person.id, { password: true })
  })
  return { cookies, codes: await codesOf(house, actor) }
}

/** Those before are worth nothing any more. */
export async function newRecoveryCodes(house: House, actor: Actor, password: string, asker: Asker): Promise<string[]> {
  await provePassword(house, actor, password)
  const { ok, said } = await callAuth(house, '/two-factor/generate-backup-codes', { password }, asker)
  if (!ok) throw refuse('second-factor-off', 409, 'No second factor is set up.')
  await noteWaysIn(house, actor.person.id, { password: true })
  return said['backupCodes'] as string[]
}

export async function endSecondFactor(house: House, actor: Actor, password: string): Promise<void> {
  await provePassword(house, actor, password)
  const at = house.clock.now()
  const campaigns = await campaignsReached(house.db, actor)
  await house.db.transact(async (t) => {
    await dropCodes(t, [actor.person.id])
    await auditOwn(t, actor, 'account.second-factor-off', at, campaigns)
  })
}

/** Whatever a person had beside the password: lost with a device. */
export async function dropFactors(t: Transactor, personId: string): Promise<void> {
  await dropCodes(t, [personId])
  await dropPasskeys(t, [personId])
}

export async function dropCodes(t: Transactor, personIds: string[]): Promise<void> {
  await t.run('delete from auth_two_factor where user_id = any($1)', [personIds])
  await t.run('update auth_user set two_factor_enabled = false where id = any($1) and two_factor_enabled', [personIds])
}

export async function dropPasskeys(t: Transactor, personIds: string[]): Promise<void> {
  await t.run('delete from auth_passkey where user_id = any($1)', [personIds])
}

async function codesOf(house: House, actor: Actor): Promise<string[]> {
  const { backupCodes } = await (await authOf(house)).api.viewBackupCodes({ body: { userId: actor.person.id } })
  return backupCodes as string[]
}
