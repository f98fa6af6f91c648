import type { Answer } from '#core/index.ts'
import { jsonOf, prepared, saying, unprepared, type Unsent } from '../answer.ts'
import type { Means } from '../contract.ts'

export interface BlueskyConnection {
  /** Origin of the server that holds the account: https://bsky.social */
  server: string
  handle: string
  /** An app password: it cannot change the account. */
  password: string
  /** What the last sign-in gave. */
  session?: BlueskySession | undefined
}

export interface BlueskySession {
  did: string
  handle: string
  accessJwt: string
  refreshJwt: string
}

/** A signed-in line to a server. Sign-ins are few (300 a day), so what one gave is kept and used until it is no longer taken. */
export interface Line {
  session: BlueskySession
  call: (method: 'GET' | 'POST', name: string, more?: Asked) => Promise<Answer | Unsent>
}

interface Asked {
  query?: Record<string, string>
  json?: unknown
  bytes?: { type: string; body: Uint8Array }
}

export async function signIn(connection: BlueskyConnection, means: Means): Promise<Line | Unsent> {
  const first = connection.session ?? (await newSession(connection, means))
  if ('state' in first) return first
  const line: Line = { session: first, call }
  return line

  /** An access token lives some minutes to two hours: where it is not taken any more, nothing was done, and a new one is fetched once. */
  async function call(method: 'GET' | 'POST', name: string, more: Asked = {}): Promise<Answer | Unsent> {
    const answer = await xrpc(connection, means, method, name, { ...more, token: line.session.accessJwt })
    if (!expired(answer)) return answer
    const renewed = await renew(connection, means, line.session)
    if ('state' in renewed) return renewed
    line.session = renewed
    return xrpc(connection, means, method, name, { ...more, token: renewed.accessJwt })
  }
}

function expired(answer: Answer): boolean {
  return answer.status === 401 || (answer.status === 400 && ['ExpiredToken', 'InvalidToken'].includes(jsonOf(answer)['error']))
}

async function renew(connection: BlueskyConnection, means: Means, session: BlueskySession): Promise<BlueskySession | Unsent> {
  const answer = await xrpc(connection, means, 'POST', 'com.atproto.server.refreshSession', { token: session.refreshJwt }).catch(unprepared)
  if (!('state' in answer) && answer.status === 200) return kept(answer, means)
  return newSession(connection, means)
}

async function newSession(connection: BlueskyConnection, means: Means): Promise<BlueskySession | Unsent> {
  const later = await means.spend({ logins: 1 })
  if (later) return { state: 'refused', reason: 'The budget of sign-ins is used up.', permanent: false, again: later }
  const answer = await xrpc(connection, means, 'POST', 'com.atproto.server.createSession', { json: { identifier: connection.handle, password: connection.password } }).catch(unprepared)
  if ('state' in answer) return answer
  if (answer.status === 200) return kept(answer, means)
  return prepared(refusal(answer))
}

async function kept(answer: Answer, means: Means): Promise<BlueskySession | Unsent> {
  const { did, handle, accessJwt, refreshJwt } = jsonOf(answer)
  if (![did, handle, accessJwt, refreshJwt].every((one) => typeof one === 'string' && one !== '')) return { state: 'refused', reason: 'The server did not answer as Bluesky does.', permanent: true }
  const session: BlueskySession = { did, handle, accessJwt, refreshJwt }
  await means.keep(session)
  return session
}

/** What a server that did not do as asked meant by it. */
export function refusal(answer: Answer): Unsent {
  const { error, message } = jsonOf(answer)
  const reason = saying(answer.status, [error, message].filter((part) => typeof part === 'string').join(' '))
  if (answer.status >= 500 || answer.status < 400) return { state: 'unconfirmed', reason }
  if (answer.status === 429) return { state: 'refused', reason, permanent: false, again: resetOf(answer) }
  if (answer.status === 401 || ['AccountTakedown', 'AccountDeactivated', 'AuthFactorTokenRequired', 'InvalidToken', 'ExpiredToken'].includes(error)) return { state: 'refused', reason, permanent: false, signedOut: true }
  return { state: 'refused', reason, permanent: true }
}

export function resetOf({ headers }: Answer, now = Date.now()): Date {
  const said = Number(headers['ratelimit-reset'])
  return new Date(said > 0 ? said * 1_000 : now + 300_000)
}

export function xrpc(connection: Pick<BlueskyConnection, 'server'>, means: Means, method: 'GET' | 'POST', name: string, { query, json, bytes, token }: Asked & { token?: string } = {}): Promise<Answer> {
  const body = json === undefined ? bytes?.body : JSON.stringify(json)
  const type = json === undefined ? bytes?.type : 'application/json'
  return means.fetch(`${connection.server}/xrpc/${name}${query ? `?${new URLSearchParams(query)}` : ''}`, {
    method, seconds: 20, mostBytes: 1_000_000,
    headers: { accept: 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}), ...(type ? { 'content-type': type } : {}) },
    ...(body === undefined ? {} : { body }),
  })
}
