import { multipart, type Answer } from '#core/index.ts'
import { jsonOf, prepared, saying, unanswered, unprepared, type Unsent } from '../answer.ts'
import type { Checked, Cost, Fate, Found, Means, Outgoing, Outlet } from '../contract.ts'
import { linksIn } from '../links.ts'
import { signed, type XKeys } from './signature.ts'

export interface XConnection extends XKeys {
  /** Origin of the API: https://api.x.com */
  server: string
  /** The account's id, found by the check. */
  ref: string
}

/** Prices in thousandths of a dollar, as X lists them (August 2026). */
export const xPrices = { post: 15, postWithLink: 200, description: 5, postRead: 5, userRead: 10 }
/** How many of the account's newest posts are read to find one again: each is paid for. */
const reads = 10

/** Posts to an X account by its API v2, in the account's own name (OAuth 1.0a). X.md says what is called when. `dollars`: what may be spent in 30 days. */
export function xOutlet(dollars: number): Outlet<XConnection> {
  return {
    channel: 'x',
    longest: 280,
    // Where X's own pages differ, the lower figure.
    budgets: [
      { name: 'posts in 15 minutes', per: 'account', unit: 'messages', most: 100, seconds: 900 },
      { name: 'posts in 3 hours', per: 'account', unit: 'messages', most: 300, seconds: 10_800 },
      { name: 'posts in a day', per: 'app', unit: 'messages', most: 10_000, seconds: 86_400 },
      { name: 'uploads in 15 minutes', per: 'account', unit: 'uploads', most: 500, seconds: 900 },
      { name: 'money in 30 days', per: 'app', unit: 'mills', most: dollars * 1_000, seconds: 30 * 86_400 },
    ],
    cost: ({ text, media = [] }): Cost => ({
      messages: 1, uploads: media.length, mills: (linksIn(text).length > 0 ? xPrices.postWithLink : xPrices.post) + media.filter(({ alt }) => alt).length * xPrices.description,
    }),
    send,
    find,
    check,
  }
}

async function send(message: Outgoing, connection: XConnection, means: Means): Promise<Fate> {
  const media: string[] = []
  for (const one of message.media ?? []) {
    const uploaded = await upload(one, connection, means)
    if (typeof uploaded !== 'string') return uploaded
    media.push(uploaded)
  }
  const body = JSON.stringify({ text: message.text.normalize('NFC'), ...(media.length ? { media: { media_ids: media } } : {}), ...(message.replyTo ? { reply: { in_reply_to_tweet_id: message.replyTo } } : {}) })
  const answer = await call(connection, means, 'POST', '/2/tweets', { headers: { 'content-type': 'application/json' }, body }).catch(unanswered)
  if ('state' in answer) return answer
  const id: unknown = jsonOf(answer)['data']?.id
  if (answer.status === 201 && typeof id === 'string') return { state: 'sent', externalId: id, link: linkTo(id) }
  const fate = refusal(answer)
  if (fate.state === 'refused' && message.replyTo && unanswerable(answer)) return { ...fate, replyLost: true }
  if (fate.state !== 'refused' || !duplicate(answer) || !message.triedAt) return fate
  // Sent again by a person after an attempt that nobody knew the fate of: it had arrived then.
  const found = await find(message, connection, means, message.triedAt)
  return found.state === 'there' ? { state: 'sent', externalId: found.externalId, ...(found.link ? { link: found.link } : {}) } : fate
}

async function upload(one: NonNullable<Outgoing['media']>[number], connection: XConnection, means: Means): Promise<string | Unsent> {
  const form = multipart({ media_category: 'tweet_image' }, { field: 'media', type: one.type, bytes: one.bytes })
  const answer = await call(connection, means, 'POST', '/2/media/upload', { headers: { 'content-type': form.type }, body: form.body }).catch(unprepared)
  if ('state' in answer) return answer
  const id: unknown = jsonOf(answer)['data']?.id
  if (answer.status >= 300 || typeof id !== 'string') return prepared(refusal(answer))
  if (!one.alt) return id
  const body = JSON.stringify({ id, metadata: { alt_text: { text: one.alt.slice(0, 1_000) } } })
  const described = await call(connection, means, 'POST', '/2/media/metadata', { headers: { 'content-type': 'application/json' }, body }).catch(unprepared)
  if ('state' in described) return described
  // A picture that cannot be described is not posted.
  return described.status >= 300 ? prepared(refusal(described)) : id
}

/** What X meant by not doing as asked. */
function refusal(answer: Answer): Unsent {
  const { detail, title } = jsonOf(answer)
  const reason = saying(answer.status, detail ?? title)
  if (answer.status >= 500 || answer.status < 400) return { state: 'unconfirmed', reason }
  if (answer.status === 429) return { state: 'refused', reason, permanent: false, again: resetOf(answer) }
  if (answer.status === 401) return { state: 'refused', reason, permanent: false, signedOut: true }
  // Credits that are used up are bought by a person; an hour later they may be there.
  if (answer.status === 402) return { state: 'refused', reason, permanent: false, again: new Date(Date.now() + 3_600_000) }
  return { state: 'refused', reason, permanent: true }
}

/** What it answers was deleted, or X does not let an app of this kind answer it: its rules of 2026 say whom one may answer, and not whether that is oneself. */
function unanswerable(answer: Answer): boolean {
  return answer.status === 403 && /\b(repl(y|ies)|conversation)\b|deleted or not visible/i.test(String(jsonOf(answer)['detail']))
}

function duplicate(answer: Answer): boolean {
  return answer.status === 403 && /duplicate content/i.test(String(jsonOf(answer)['detail']))
}

/** The latest of the windows that are used up; 15 minutes where X does not say. */
function resetOf({ headers }: Answer, now = Date.now()): Date {
  const windows = ['x-rate-limit', 'x-user-limit-24hour', 'x-app-limit-24hour']
  const ends = windows.filter((name) => headers[`${name}-remaining`] === '0' || name === 'x-rate-limit').map((name) => Number(headers[`${name}-reset`]) * 1_000).filter((at) => at > 0)
  return new Date(ends.length > 0 ? Math.max(...ends) : now + 900_000)
}

/** The account's newest posts. X writes its own short links into them: they are compared by what they lead to. */
async function find(message: Outgoing, connection: XConnection, means: Means, since: Date): Promise<Found> {
  const later = await means.spend({ mills: reads * xPrices.postRead })
  if (later) return { state: 'unknown', reason: 'the budget of money is used up', again: later }
  const query = new URLSearchParams({ max_results: String(reads), exclude: 'retweets', 'tweet.fields': 'created_at,entities', start_time: new Date(since.getTime() - 120_000).toISOString().replace(/\.\d+/, '') })
  const answer = await call(connection, means, 'GET', `/2/users/${encodeURIComponent(connection.ref)}/tweets?${query}`).catch(unanswered)
  if ('state' in answer) return { state: 'unknown', reason: answer.reason }
  if (answer.status !== 200) return { state: 'unknown', reason: refusal(answer).reason, ...(answer.status === 429 ? { again: resetOf(answer) } : {}) }
  const { data = [], meta } = jsonOf(answer)
  const posts: unknown[] = Array.isArray(data) ? data : []
  const wanted = bare(message.text, linksIn(message.text).map(({ url }) => ({ written: url, leads: url })))
  const there = posts.find((post: any) => typeof post?.text === 'string' && bare(unescaped(post.text), (post.entities?.urls ?? []).map((link: any) => ({ written: link.url, leads: link.media_key ? '' : link.expanded_url }))) === wanted) as { id: string } | undefined
  if (there) return { state: 'there', externalId: there.id, link: linkTo(there.id) }
  return meta?.next_token ? { state: 'unknown', reason: 'too much was posted since to look through' } : { state: 'absent' }
}

/** A text whose links stand as what they lead to, without what X adds or leaves out: scheme, slash at the end, white space. */
function bare(text: string, links: { written: string; leads: string }[]): string {
  let all = text.normalize('NFC')
  for (const { written, leads } of links) all = all.replace(written, () => (leads ? ` ${leads.replace(/^https?:\/\//i, '').replace(/\/$/, '').toLowerCase()} ` : ' '))
  return all.replaceAll(/\s+/g, ' ').trim()
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

function linkTo(id: string): string {
  return `https://x.com/i/status/${id}`
}

async function check(connection: XConnection, means: Means): Promise<Checked> {
  const later = await means.spend({ mills: xPrices.userRead })
  if (later) return { ok: false, reason: 'The budget of money is used up.', again: later }
  const answer = await call(connection, means, 'GET', '/2/users/me').catch(unanswered)
  if ('state' in answer) return { ok: false, reason: answer.reason }
  const { data } = jsonOf(answer)
  if (answer.status === 200 && typeof data?.id === 'string' && typeof data.username === 'string') return { ok: true, handle: `@${data.username}`, ref: data.id }
  const fate = refusal(answer)
  return { ok: false, reason: fate.reason, ...(fate.state === 'refused' && fate.signedOut ? { signedOut: true } : {}) }
}

function call(connection: XConnection, means: Means, method: 'GET' | 'POST', path: string, more: { headers?: Record<string, string>; body?: string | Buffer } = {}): Promise<Answer> {
  const url = `${connection.server}${path}`
  return means.fetch(url, { ...more, method, headers: { accept: 'application/json', authorization: signed(method, url, connection, means.now()), ...more.headers }, seconds: 25, mostBytes: 1_000_000 })
}
