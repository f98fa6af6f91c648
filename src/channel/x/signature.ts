import { createHmac, randomBytes } from 'node:crypto'

/** What X gives for an account of one's own in its developer console: the app's pair and the account's. */
export interface XKeys {
  consumerKey: string
  consumerSecret: string
  token: string
  tokenSecret: string
}

/**
 * The Authorization header of OAuth 1.0a (RFC 5849, HMAC-SHA1), as X documents it. Of the body nothing is signed: it is never a form of
 * fields here, only JSON or a form with files.
 */
export function signed(method: string, address: string, keys: XKeys, at: Date, nonce = randomBytes(16).toString('hex'), form: Record<string, string> = {}): string {
  const url = new URL(address)
  const own: [string, string][] = [
    ['oauth_consumer_key', keys.consumerKey], ['oauth_nonce', nonce], ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', String(Math.floor(at.getTime() / 1_000))], ['oauth_token', keys.token], ['oauth_version', '1.0'],
  ]
  const fields = [...own, ...url.searchParams, ...Object.entries(form)].map(([name, value]) => [encoded(name), encoded(value)] as const)
  const sorted = fields.toSorted(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : 1)).map((pair) => pair.join('=')).join('&')
  const base = [method, encoded(`${url.origin}${url.pathname}`), encoded(sorted)].join('&')
  const signature = createHmac('sha1', `${encoded(keys.consumerSecret)}&${encoded(keys.tokenSecret)}`).update(base).digest('base64')
  return `OAuth ${[...own, ['oauth_signature', signature] as const].map(([name, value]) => `${encoded(name)}="${encoded(value)}"`).join(', ')}`
}

/** RFC 3986: all but its unreserved signs. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
