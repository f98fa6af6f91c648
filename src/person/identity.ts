import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies'
import { isRefusal, refuse, type House, type Refusal } from '#core/index.ts'
import { authOf } from './auth.ts'
import { limit, networkOf, unlimit } from './limit.ts'

/** A cookie to be set on the answer; `value` is not yet encoded. */
export interface Cookie {
  name: string
  value: string
  options: { path: string; httpOnly?: boolean; secure?: boolean; sameSite?: 'lax' | 'strict' | 'none'; maxAge?: number; expires?: Date }
}

export interface Identity {
  /** Answers /api/auth/*. `address`: of whoever asks, for the limit on sign-in. */
  handler(request: Request, address?: string): Promise<Response>
  /** For the sign-in screen without JavaScript. Refuses with one message whatever was wrong. */
  signIn(given: { email: string; password: string; address?: string }): Promise<{ personId: string; cookies: Cookie[] }>
  /** Ends the session of this Cookie header; the cookies take it off the browser. */
  signOut(cookieHeader: string | null | undefined): Promise<{ cookies: Cookie[] }>
}

/** The paths of better-auth that are open: accounts are made, changed and frozen by person/, never past it. */
const openPaths = new Set([
  'POST /sign-in/email', 'POST /sign-out', 'GET /get-session', 'POST /change-password',
  'GET /list-sessions', 'POST /revoke-session', 'POST /revoke-sessions', 'POST /revoke-other-sessions',
])

const base = '/api/auth'

// By address: a hall full of volunteers behind one router still gets in. By account: a thousand addresses do not help a guesser.
const byAddress = { max: 20, seconds: 60 }
const byAccount = { max: 10, seconds: 300 }

export function identityOf(house: House): Identity {
  return {
    handler: (request, address = 'unknown') => answer(house, request, address),
    signIn: (given) => signIn(house, given),
    signOut: (cookieHeader) => signOut(house, cookieHeader),
  }
}

async function answer(house: House, request: Request, address: string): Promise<Response> {
  try {
    const path = new URL(request.url).pathname.slice(base.length)
    if (!openPaths.has(`${request.method} ${path}`)) throw refuse('not-found', 404, 'There is nothing at this address.')
    refuseForeign(house, request)
    const account = path === '/sign-in/email' ? await brakeSignIn(house, request, address) : undefined
    if (path === '/change-password') await limit(house, 'change-password', networkOf(address), byAccount)
    const response = await authOf(house).handler(request)
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

async function signIn(house: House, given: { email: string; password: string; address?: string }) {
  const body = JSON.stringify({ email: given.email.trim().toLowerCase(), password: given.password })
  const response = await answer(house, post(house, '/sign-in/email', body), given.address ?? 'unknown')
  const said = (await response.json()) as { user: { id: string }; code: string; detail: string; retryAfter?: number }
  if (!response.ok) throw refuse(said.code, response.status, said.detail, said.retryAfter ? { extra: { retryAfter: said.retryAfter } } : {})
  return { personId: said.user.id, cookies: cookiesOf(response) }
}

async function signOut(house: House, cookieHeader: string | null | undefined) {
  const response = await answer(house, post(house, '/sign-out', '{}', cookieHeader ?? ''), 'unknown')
  return { cookies: cookiesOf(response) }
}

function post(house: House, path: string, body: string, cookie = ''): Request {
  const headers = { 'content-type': 'application/json', origin: house.origin, cookie }
  return new Request(`${house.origin}${base}${path}`, { method: 'POST', headers, body })
}

function cookiesOf(response: Response): Cookie[] {
  return response.headers.getSetCookie().flatMap((line) =>
    [...parseSetCookieHeader(line)].map(([name, attributes]) => ({
      name,
      value: attributes.value,
      options: { ...toCookieOptions(attributes), path: attributes.path ?? '/' } as Cookie['options'],
    })),
  )
}

async function refusalOf(response: Response, path: string): Promise<Refusal> {
  if (path === '/sign-in/email' && response.status !== 403) return wrongSignIn()
  const said = (await response.json().catch(() => ({}))) as { code?: string; message?: string }
  const code = (said.code ?? 'refused').toLowerCase().replaceAll('_', '-')
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
