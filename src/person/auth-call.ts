import type { House } from '#core/index.ts'
import { authOf } from './auth-of.ts'

/** A cookie to be set on the answer; `value` is not yet encoded. */
export interface Cookie {
  name: string
  value: string
  options: { path: string; httpOnly?: boolean; secure?: boolean; sameSite?: 'lax' | 'strict' | 'none'; maxAge?: number; expires?: Date }
}

export const authPath = '/api/auth'

/** Of whoever asks, as their browser sent it. */
export interface Asker {
  cookie?: string | null | undefined
  userAgent?: string | null | undefined
}

export interface AuthAnswer {
  ok: boolean
  status: number
  said: Record<string, any>
  cookies: Cookie[]
}

/** Asks better-auth, past what is open to the world (identity.ts): for what the house has checked itself. */
export async function callAuth(house: House, path: string, body: object, asker: Asker = {}): Promise<AuthAnswer> {
  return readAnswer(await (await authOf(house)).handler(requestTo(house, path, body, asker)))
}

export function requestTo(house: House, path: string, body: object, { cookie, userAgent }: Asker): Request {
  const headers = { 'content-type': 'application/json', origin: house.origin, cookie: cookie ?? '', 'user-agent': userAgent ?? '' }
  return new Request(`${house.origin}${authPath}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

export async function readAnswer(response: Response): Promise<AuthAnswer> {
  return { ok: response.ok, status: response.status, said: ((await response.json().catch(() => ({}))) ?? {}) as Record<string, any>, cookies: await cookiesOf(response) }
}

async function cookiesOf(response: Response): Promise<Cookie[]> {
  const { parseSetCookieHeader, toCookieOptions } = await import('better-auth/cookies')
  return response.headers.getSetCookie().flatMap((line) =>
    [...parseSetCookieHeader(line)].map(([name, attributes]) => ({
      name,
      value: attributes.value,
      options: { ...toCookieOptions(attributes), path: attributes.path ?? '/' } as Cookie['options'],
    })),
  )
}

/** The token of the session that these cookies open. */
export async function sessionTokenIn(house: House, cookies: Cookie[]): Promise<string | undefined> {
  const name = (await (await authOf(house)).$context).authCookies.sessionToken.name
  const value = cookies.findLast((one) => one.name === name)?.value
  return value ? value.slice(0, value.lastIndexOf('.')) : undefined
}
