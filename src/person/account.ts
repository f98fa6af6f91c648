import { randomUUID } from 'node:crypto'
import { refuse, sqlState, uniqueViolation, uuid7, type Reader, type Transactor } from '#core/index.ts'

export interface NewAccount {
  email: string
  name: string
  languages?: string[]
  ready: boolean
  /** From `hashPassword`; without it the account waits for its password link. */
  passwordHash?: string
}

/** A person, written together with better-auth's rows of the same id. Returns the id. */
export async function addAccount(t: Transactor, account: NewAccount, at: Date): Promise<string> {
  const id = uuid7(at)
  const email = emailOf(account.email)
  const name = nameOf(account.name)
  try {
    await t.run(
      'insert into person (id, email, name, languages, ready, created_at) values ($1, $2, $3, $4, $5, $6)',
      [id, email, name, account.languages ?? [], account.ready, at],
    )
  } catch (error) {
    if (sqlState(error) === uniqueViolation) throw hasAccount()
    throw error
  }
  await t.run(
    'insert into auth_user (id, name, email, email_verified, created_at, updated_at) values ($1, $2, $3, false, $4, $4)',
    [id, name, email, at],
  )
  if (account.passwordHash) await setPassword(t, id, account.passwordHash, at)
  return id
}

/** Sets the password and ends every session: whoever knew the old one is out. */
export async function setPassword(t: Transactor, personId: string, passwordHash: string, at: Date): Promise<void> {
  const changed = await t.run(
    `update auth_account set password = $2, updated_at = $3 where user_id = $1 and provider_id = 'credential'`,
    [personId, passwordHash, at],
  )
  if (changed === 0) {
    await t.run(
      `insert into auth_account (id, account_id, provider_id, user_id, password, created_at, updated_at)
       values ($1, $2, 'credential', $2, $3, $4, $4)`,
      [randomUUID(), personId, passwordHash, at],
    )
  }
  await endSessions(t, personId)
}

export async function endSessions(t: Transactor, personId: string): Promise<void> {
  await t.run('delete from auth_session where user_id = $1', [personId])
}

export async function personByEmail(reader: Reader, email: string): Promise<{ id: string; name: string; ready: boolean; hasPassword: boolean } | undefined> {
  return reader.row(
    `select p.id, p.name, p.ready, exists (select from auth_account a where a.user_id = p.id and a.password is not null) as "hasPassword"
     from person p where p.email = $1`,
    [email.trim().toLowerCase()],
  )
}

/** The form in which an e-mail address is kept and compared. */
export function emailOf(text: string): string {
  const email = text.trim().toLowerCase()
  if (email.length > 254 || !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(email)) {
    throw refuse('email-wrong', 400, 'That is not an e-mail address.', { mend: 'It looks like name@example.org.' })
  }
  return email
}

export function nameOf(text: string): string {
  const name = text.trim().replace(/\s+/g, ' ')
  if (name === '' || name.length > 100) throw refuse('name-wrong', 400, 'A name has between 1 and 100 characters.')
  return name
}

export function hasAccount() {
  return refuse('has-account', 409, 'There is an account with this e-mail address.', { mend: 'Sign in with it first, then open the link again.' })
}
