import { isRefusal, refuse, type House, type Refusal } from '#core/index.ts'
import { authOf } from './auth-of.ts'
import { authPath, callAuth, readAnswer, requestTo, sessionTokenIn, type Asker, type Cookie } from './auth-call.ts'
import { limit, networkOf, unlimit } from './limit.ts'
import { readCode } from './own/recovery-code.ts'

export interface SignedIn {
  /** Undefined: only half in, a code is asked for. */
  personId: string | undefined
  cookies: Cookie[]
}

export interface Identity {
  /** Answers /api/auth/*. `address`: of whoever asks, for the limit on sign-in. */
  handler(request: Request, address?: string): Promise<Response>
  /** For the sign-in screen without JavaScript. Refuses with one message whatever was wrong. */
  signIn(given: { email: string; password: string; address?: string; userAgent?: string | null }): Promise<SignedIn>
  /** The second half, by a code of the app or a recovery code; the Cookie header is that of the first. */
  enterCode(given: { code: string; address?: string } & Asker): Promise<{ cookies: Cookie[]; recovered: boolean }>
  /** Ends the session of this Cookie header; the cookies take it off the browser. */
  signOut(cookieHeader: string | null | undefined): Promise<{ cookies: Cookie[] }>
}

/** The paths of better-auth that are open: accounts are made, changed and frozen by person/, never past it. Passkeys need a script, and it asks here. */
const openPaths = new Set([
  'POST /sign-in/email', 'POST /sign-out', 'GET /get-session',
  'GET /passkey/generate-register-options', 'POST /passkey/verify-registration', 'GET /passkey/generate-authenticate-options', 'POST /passkey/verify-authentication',
])

// By address: a hall full of volunteers behind one router still gets in. By account: a thousand addresses do not help a guesser.
const byAddress = { max: 20, seconds: 60 }
const byAccount = { max: 10, seconds: 300 }
// Two calls for each sign-in.
const byPasskey = { max: 60, seconds: 60 }

export function identityOf(house: House): Identity {
  return {
    handler: (request, address = 'unknown') => answer(house, request, address),
    signIn: (given) => signIn(house, given),
    enterCode: (given) => enterCode(house, given),
    signOut: (cookieHeader) => signOut(house, cookieHeader),
  }
}

async function answer(house: House, request: Request, address: string): Promise<Response> {
  try {
    const path = new URL(request.url).pathname.slice(authPath.length)
    if (!openPaths.has(`${request.method} ${path}`)) throw refuse('not-found', 404, 'There is nothing at this address.')
    refuseForeign(house, request)
    const account = path === '/sign-in/email' ? await brakeSignIn(house, request, address) : undefined
    // Each beginning keeps a challenge for five minutes: nobody fills the house with them.
    if (path.startsWith('/passkey/')) await limit(house, 'passkey address', networkOf(address), byPasskey)
    const response = await (await authOf(house)).handler(request)
    if (response.status >= 400) return problemOf(await refusalOf(response, path))
    if (account) await unlimit(house, 'sign-in account', account)
    return response
  } catch (error) {
    if (isRefusal(error)) return problemOf(error)
    throw error
  }
}

// better-auth checks the origin too, but turns its check off wherever it takes the environment for a test.
function refuseForeign(house: House, request: Request): void {
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const foreign = (origin !== null && origin !== house.origin) || site === 'cross-site' || site === 'same-site'
  if (request.method !== 'GET' && foreign) throw refuse('foreign-origin', 403, 'This was asked for by a page of another site.')
}

/** Counts the try before the password is looked at. Returns the account it is counted for. */
async function brakeSignIn(house: House, request: Request, address: string): Promise<string> {
  await limit(house, 'sign-in address', networkOf(address), byAddress)
  const body: unknown = await request.clone().json().catch(() => undefined)
  const email = typeof body === 'object' && body !== null && 'email' in body ? String(body.email).trim().toLowerCase() : ''
  if (email === '') throw wrongSignIn()
  await limit(house, 'sign-in account', email, byAccount)
  return email
}

async function signIn(house: House, given: { email: string; password: string; address?: string; userAgent?: string | null }): Promise<SignedIn> {
  const request = requestTo(house, '/sign-in/email', { email: given.email.trim().toLowerCase(), password: given.password }, { userAgent: given.userAgent })
  const { ok, status, said, cookies } = await readAnswer(await answer(house, request, given.address ?? 'unknown'))
  if (!ok) throw refuse(said['code'], status, said['detail'], said['retryAfter'] ? { extra: { retryAfter: said['retryAfter'] } } : {})
  return { personId: said['user']?.id, cookies }
}

/** better-auth counts wrong codes of a sign-in and of an account; here they are counted by address, and a code of the app works once. */
async function enterCode(house: House, given: { code: string; address?: string } & Asker): Promise<{ cookies: Cookie[]; recovered: boolean }> {
  await limit(house, 'code address', networkOf(given.address ?? 'unknown'), byAddress)
  const { kind, code } = readCode(given.code)
  const { ok, said, cookies } = await callAuth(house, kind === 'app' ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code', { code }, given)
  if (!ok) throw wrongCode(String(said['code'] ?? ''))
  if (kind === 'app' && (await usedBefore(house, String(said['user']?.id), code))) {
    const token = await sessionTokenIn(house, cookies)
    await house.db.rows('delete from auth_session where token = $1', [token ?? ''])
    throw wrongCode('USED')
  }
  return { cookies, recovered: kind === 'recovery' }
}

/** Whoever looked over a shoulder has half a minute with the digits they saw (RFC 6238, 5.2: a code is taken once). */
async function usedBefore(house: House, personId: string, code: string): Promise<boolean> {
  return limit(house, 'code used', `${personId} ${code}`, { max: 1, seconds: 120 }).then(() => false, (error: unknown) => {
    if (isRefusal(error)) return true
    throw error
  })
}

function wrongCode(code: string): Refusal {
  if (code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE' || code === 'USED') return refuse('code-wrong', 401, 'This code is not right, or was used already.', { mend: 'Wait for the next one.' })
  if (code === 'ACCOUNT_TEMPORARILY_LOCKED') return refuse('code-locked', 429, 'Too many wrong codes. This account takes none for a quarter of an hour.')
  return refuse('code-late', 401, 'This sign-in took too long, or had too many tries.', { mend: 'Begin again with your password.' })
}

async function signOut(house: House, cookie: string | null | undefined) {
  return { cookies: (await callAuth(house, '/sign-out', {}, { cookie })).cookies }
}

async function refusalOf(response: Response, path: string): Promise<Refusal> {
  if (path === '/sign-in/email' && response.status !== 403) return wrongSignIn()
  const said = (await response.json().catch(() => ({}))) as { code?: string; message?: string }
  const code = (said.code ?? 'refused').toLowerCase().replaceAll('_', '-')
  if (path === '/passkey/verify-authentication') return refuse('passkey-wrong', 401, 'This passkey was not taken.')
  if (code === 'session-not-fresh' || code === 'session-is-not-fresh') return refuse('sign-in-anew', 403, 'You signed in more than an hour ago.', { mend: 'Sign out and in again, then add the passkey.' })
  return refuse(code, response.status, said.message ?? 'That was refused.')
}

/** The same words for an unknown address, a wrong password and a frozen account: nobody learns who has one. */
function wrongSignIn(): Refusal {
  return refuse('wrong-sign-in', 401, 'The e-mail address or the password is not right.')
}

function problemOf(refusal: Refusal): Response {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (typeof refusal.extra['retryAfter'] === 'number') headers['retry-after'] = String(refusal.extra['retryAfter'])
  return new Response(JSON.stringify(refusal.problem), { status: refusal.status, headers })
}
