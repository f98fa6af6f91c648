import { multipart, type Answer } from '#core/index.ts'
import { jsonOf, prepared, saying, unanswered, unprepared, type Unsent } from '../answer.ts'
import type { Checked, Cost, Fate, Found, Means, Outgoing, Outlet } from '../contract.ts'

export interface MastodonConnection {
  /** Origin of the server: https://social.example */
  server: string
  /** A user token with read:accounts, read:statuses, write:statuses and write:media. */
  token: string
  /** The account's id on its server, found by the check. */
  ref: string
}

/** Posts to an account on a Mastodon server (its API v1 and v2, which others speak too). MASTODON.md says what is called when. */
export const mastodonOutlet: Outlet<MastodonConnection> = {
  channel: 'mastodon',
  longest: 500,
  budgets: [
    { name: 'requests in 5 minutes', per: 'account', unit: 'requests', most: 300, seconds: 300 },
    { name: 'uploads in 30 minutes', per: 'account', unit: 'uploads', most: 30, seconds: 1_800 },
  ],
  cost: ({ media = [] }): Cost => ({ messages: 1, requests: 1 + 2 * media.length, uploads: media.length }),
  send,
  find,
  // The server keeps a key for an hour; a quarter of it is left to clocks and queues.
  repeatable: (since, now) => now.getTime() - since.getTime() < 45 * 60_000,
  check,
}

async function send(message: Outgoing, connection: MastodonConnection, means: Means): Promise<Fate> {
  const media: string[] = []
  for (const one of message.media ?? []) {
    const uploaded = await upload(one, connection, means)
    if (typeof uploaded !== 'string') return uploaded
    media.push(uploaded)
  }
  const answer = await call(connection, means, 'POST', '/api/v1/statuses', {
    headers: { 'idempotency-key': message.id, 'content-type': 'application/json' },
    body: JSON.stringify({ status: message.text, media_ids: media, language: message.language?.match(/^[a-z]{2}(?=-|$)/)?.[0], in_reply_to_id: message.replyTo, visibility: 'public' }),
  }).catch(unanswered)
  if ('state' in answer) return answer
  const said = jsonOf(answer)
  if (answer.status === 200 && said['id']) return { state: 'sent', externalId: String(said['id']), ...linkOf(said) }
  // What it answers was deleted there; the server's own word, not that of something in front of it.
  if (answer.status === 404 && message.replyTo && typeof said['error'] === 'string') return { state: 'refused', reason: saying(404, said['error']), permanent: true, replyLost: true }
  // 200 without an id: whatever answered, it was not the server's word that nothing was posted.
  return refusal(answer, answer.status < 300)
}

/** Uploads a picture and waits until the server has made its sizes of it. */
async function upload(one: NonNullable<Outgoing['media']>[number], connection: MastodonConnection, means: Means): Promise<string | Unsent> {
  const form = multipart({ description: one.alt ?? '' }, { field: 'file', type: one.type, bytes: one.bytes })
  const answer = await call(connection, means, 'POST', '/api/v2/media', { headers: { 'content-type': form.type }, body: form.body }).catch(unprepared)
  if ('state' in answer) return answer
  const { id } = jsonOf(answer)
  if (![200, 202].includes(answer.status) || !id) return prepared(refusal(answer))
  if (answer.status === 200) return String(id)
  for (let wait = 250; wait <= 8_000; wait *= 2) {
    await new Promise((go) => setTimeout(go, wait))
    const ready = await call(connection, means, 'GET', `/api/v1/media/${encodeURIComponent(String(id))}`).catch(unprepared)
    if ('state' in ready) return ready
    if (ready.status === 200) return String(id)
    if (ready.status !== 206) return prepared(refusal(ready))
  }
  return { state: 'refused', reason: 'The server is still at work on the picture.', permanent: false }
}

/** What a server that did not do as asked meant by it. `odd`: an answer that is no refusal either. */
function refusal(answer: Answer, odd = false): Unsent {
  const reason = saying(answer.status, jsonOf(answer)['error'])
  if (answer.status >= 500 || odd) return { state: 'unconfirmed', reason }
  if (answer.status === 429) return { state: 'refused', reason, permanent: false, again: resetOf(answer) }
  // 403 is also a suspended account: neither changes by itself.
  if (answer.status === 401 || answer.status === 403) return { state: 'refused', reason, permanent: false, signedOut: true }
  return { state: 'refused', reason, permanent: true }
}

/** When a budget of theirs opens again: an ISO time, or seconds from now; five minutes is their longest window but for pictures. */
function resetOf({ headers }: Answer, now = Date.now()): Date {
  const said = Date.parse(headers['x-ratelimit-reset'] ?? '')
  const seconds = Number(headers['retry-after'])
  const at = Number.isFinite(said) ? said : Number.isFinite(seconds) && seconds > 0 ? now + seconds * 1_000 : now + 300_000
  return new Date(at)
}

/** The newest of the account's own posts, each by its source: what stands on the page has been made into HTML. */
async function find(message: Outgoing, connection: MastodonConnection, means: Means, since: Date): Promise<Found> {
  const reads = 10
  const later = await means.spend({ requests: 1 + reads })
  if (later) return { state: 'unknown', reason: 'the budget of requests is used up', again: later }
  const listed = await call(connection, means, 'GET', `/api/v1/accounts/${encodeURIComponent(connection.ref)}/statuses?limit=40&exclude_reblogs=true`).catch(unanswered)
  if ('state' in listed) return { state: 'unknown', reason: listed.reason }
  const posts: unknown = jsonOf(listed)
  if (listed.status !== 200 || !Array.isArray(posts)) return unknown(listed)
  // Their clock may be behind ours.
  const fresh = posts.filter((post) => Date.parse(post?.created_at) > since.getTime() - 120_000 && (post?.media_attachments ?? []).length === (message.media ?? []).length)
  for (const post of fresh.slice(0, reads)) {
    const source = await call(connection, means, 'GET', `/api/v1/statuses/${encodeURIComponent(String(post.id))}/source`).catch(unanswered)
    if ('state' in source) return { state: 'unknown', reason: source.reason }
    if (source.status !== 200) return unknown(source)
    if (sameText(jsonOf(source)['text'], message.text)) return { state: 'there', externalId: String(post.id), ...linkOf(post) }
  }
  return fresh.length > reads ? { state: 'unknown', reason: 'too much was posted since to look through' } : { state: 'absent' }
}

function sameText(there: unknown, ours: string): boolean {
  const plain = (text: string) => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
  return typeof there === 'string' && plain(there) === plain(ours)
}

function unknown(answer: Answer): Found {
  return { state: 'unknown', reason: saying(answer.status, jsonOf(answer)['error']), ...(answer.status === 429 ? { again: resetOf(answer) } : {}) }
}

function linkOf(status: Record<string, any>): { link?: string } {
  return typeof status['url'] === 'string' && /^https?:\/\//.test(status['url']) ? { link: status['url'] } : {}
}

/** Who the token speaks for, and how long a post may be on this server. */
async function check(connection: MastodonConnection, means: Means): Promise<Checked> {
  const me = await call(connection, means, 'GET', '/api/v1/accounts/verify_credentials').catch(unanswered)
  if ('state' in me) return { ok: false, reason: me.reason }
  const said = jsonOf(me)
  if (me.status !== 200 || !said['id'] || !said['username']) {
    const fate = refusal(me)
    return { ok: false, reason: fate.reason, ...(fate.state === 'refused' && fate.signedOut ? { signedOut: true } : {}) }
  }
  const instance = await call(connection, means, 'GET', '/api/v2/instance').catch(() => undefined)
  const longest = Number(instance && jsonOf(instance)['configuration']?.statuses?.max_characters)
  return { ok: true, handle: `@${said['username']}@${new URL(connection.server).host}`, ref: String(said['id']), ...(longest > 0 ? { longest } : {}) }
}

function call(connection: MastodonConnection, means: Means, method: 'GET' | 'POST', path: string, more: { headers?: Record<string, string>; body?: string | Buffer } = {}): Promise<Answer> {
  return means.fetch(`${connection.server}${path}`, { ...more, method, headers: { accept: 'application/json', authorization: `Bearer ${connection.token}`, ...more.headers }, seconds: 20, mostBytes: 2_000_000 })
}
