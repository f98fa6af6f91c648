import type { Answer } from '#core/index.ts'
import { jsonOf, prepared, unanswered, unprepared, type Unsent } from '../answer.ts'
import type { Checked, Cost, Fate, Found, Means, Outgoing, Outlet } from '../contract.ts'
import { facetsOf, mentionsIn } from './facets.ts'
import { recordKey } from './key.ts'
import { refusal, resetOf, signIn, xrpc, type BlueskyConnection, type Line } from './session.ts'

const collection = 'app.bsky.feed.post'

/** Posts to a Bluesky account by writing a record into its repository (AT Protocol). BLUESKY.md says what is called when. */
export const blueskyOutlet: Outlet<BlueskyConnection> = {
  channel: 'bluesky',
  longest: 300,
  budgets: [
    { name: 'points in an hour', per: 'account', unit: 'points', most: 5_000, seconds: 3_600 },
    { name: 'points in a day', per: 'account', unit: 'points', most: 35_000, seconds: 86_400 },
    { name: 'sign-ins in 5 minutes', per: 'account', unit: 'logins', most: 30, seconds: 300 },
    { name: 'sign-ins in a day', per: 'account', unit: 'logins', most: 300, seconds: 86_400 },
    // The server counts by our address: all accounts on it together.
    { name: 'requests in 5 minutes', per: 'app', unit: 'requests', most: 3_000, seconds: 300 },
  ],
  cost: ({ text, media = [], replyTo }): Cost => ({ messages: 1, points: 3, requests: 2 + media.length + mentionsIn(text).length + (replyTo ? 1 : 0) }),
  send,
  find: (message, connection, means) => look(message, connection, means),
  // The record has a key of ours: sent again it is the same record.
  repeatable: () => true,
  check,
}

async function send(message: Outgoing, connection: BlueskyConnection, means: Means): Promise<Fate> {
  const line = await signIn(connection, means)
  if ('state' in line) return line
  const reply = message.replyTo === undefined ? undefined : await answered(message.replyTo, line)
  if (reply && 'state' in reply) return reply
  const images: { alt: string; image: unknown }[] = []
  for (const { bytes, type, alt = '' } of message.media ?? []) {
    const answer = await line.call('POST', 'com.atproto.repo.uploadBlob', { bytes: { type, body: bytes } }).catch(unprepared)
    if ('state' in answer) return answer
    const { blob } = jsonOf(answer)
    if (answer.status !== 200 || !blob) return prepared(refusal(answer))
    images.push({ alt, image: blob })
  }
  const dids = await resolved(mentionsIn(message.text), line)
  const facets = facetsOf(message.text, dids)
  const record = {
    $type: collection, text: message.text, createdAt: means.now().toISOString(), ...(message.language ? { langs: [message.language] } : {}), ...(facets.length ? { facets } : {}),
    ...(images.length ? { embed: { $type: 'app.bsky.embed.images', images } } : {}), ...reply,
  }
  const answer = await line.call('POST', 'com.atproto.repo.createRecord', { json: { repo: line.session.did, collection, rkey: recordKey(message.id), record } }).catch(unanswered)
  if (!('state' in answer)) {
    const { uri } = jsonOf(answer)
    if (answer.status === 200 && typeof uri === 'string') return sent(message, line.session.did, uri)
  }
  const fate: Unsent = 'state' in answer ? answer : refusal(answer)
  // The key tells at once what an answer leaves open, also "there is one already" after an attempt that was thought lost.
  if (fate.state === 'refused' && (fate.again || fate.signedOut)) return fate
  const found = await look(message, { ...connection, session: line.session }, means)
  return found.state === 'there' ? { state: 'sent', externalId: found.externalId, ...(found.link ? { link: found.link } : {}) } : fate
}

function sent(message: Outgoing, did: string, uri: string): Extract<Fate, { state: 'sent' }> {
  return { state: 'sent', externalId: uri, link: `https://bsky.app/profile/${did}/post/${recordKey(message.id)}` }
}

/** What makes it an answer: the record that it answers and the one that the thread began with, each by its address and the hash of what it says. */
async function answered(uri: string, line: Line): Promise<{ reply: { root: unknown; parent: unknown } } | Unsent> {
  const [, repo = '', rkey = ''] = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/([^/]+)$/.exec(uri) ?? []
  const answer = await line.call('GET', 'com.atproto.repo.getRecord', { query: { repo, collection, rkey } }).catch(unprepared)
  if ('state' in answer) return answer
  const { cid, value } = jsonOf(answer)
  if (answer.status === 200 && typeof cid === 'string') {
    const parent = { uri, cid }
    return { reply: { root: value?.reply?.root ?? parent, parent } }
  }
  return absent(answer) ? { state: 'refused', reason: 'What it answers is not there any more.', permanent: true, replyLost: true } : prepared(refusal(answer))
}

/** Who is meant by the handles of a text; each costs one request, and what nobody answers to is left as text. */
async function resolved(handles: string[], line: Line): Promise<Map<string, string>> {
  const dids = new Map<string, string>()
  for (const handle of handles.slice(0, 20)) {
    const answer = await line.call('GET', 'com.atproto.identity.resolveHandle', { query: { handle } }).catch(() => undefined)
    const did: unknown = answer && !('state' in answer) && answer.status === 200 ? jsonOf(answer)['did'] : undefined
    if (typeof did === 'string') dids.set(handle, did)
  }
  return dids
}

/** Whether the record is there. Records are public: nobody has to be signed in to read one, only the repository's name is needed. */
async function look(message: Outgoing, connection: BlueskyConnection, means: Means): Promise<Found> {
  const later = await means.spend({ requests: 1 })
  if (later) return { state: 'unknown', reason: 'the budget of requests is used up', again: later }
  const repo = connection.session?.did ?? connection.handle
  const answer = await xrpc(connection, means, 'GET', 'com.atproto.repo.getRecord', { query: { repo, collection, rkey: recordKey(message.id) } }).catch(unanswered)
  if ('state' in answer) return { state: 'unknown', reason: answer.reason }
  const { uri } = jsonOf(answer)
  if (answer.status === 200 && typeof uri === 'string') {
    const { externalId, link } = sent(message, uri.split('/')[2] ?? repo, uri)
    return { state: 'there', externalId, ...(link ? { link } : {}) }
  }
  if (absent(answer)) return { state: 'absent' }
  const { reason } = refusal(answer)
  return { state: 'unknown', reason, ...(answer.status === 429 ? { again: resetOf(answer) } : {}) }
}

function absent(answer: Answer): boolean {
  const { error, message } = jsonOf(answer)
  return error === 'RecordNotFound' || (answer.status === 400 && /could not locate record/i.test(String(message)))
}

/** Signs in anew, so that a changed password is noticed. */
async function check(connection: BlueskyConnection, means: Means): Promise<Checked> {
  const line = await signIn({ ...connection, session: undefined }, means)
  if (!('state' in line)) return { ok: true, handle: `@${line.session.handle}`, ref: line.session.did }
  return { ok: false, reason: line.reason, ...(line.state === 'refused' && line.signedOut ? { signedOut: true } : {}), ...(line.state === 'refused' && line.again ? { again: line.again } : {}) }
}
