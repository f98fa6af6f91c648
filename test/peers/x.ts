import { createHmac } from 'node:crypto'
import twitter from 'twitter-text'
import { openPeer, partsOf, type Asked, type Peer, type Reply } from './peer.ts'

export interface Tweet {
  id: string
  text: string
  /** As it was sent. */
  said: string
  created_at: string
  media: string[]
  /** What it answers. */
  answers: string | undefined
  entities: { urls: { url: string; expanded_url: string; media_key?: string }[] }
}

export interface XPeer extends Peer {
  tweets: Tweet[]
  descriptions: Map<string, string>
  keys: { consumerKey: string; consumerSecret: string; token: string; tokenSecret: string }
  /** Answers are for those who were asked: what X says since 2026 to apps that pay as they go. */
  barred: boolean
}

/** The API v2 of X as documented: OAuth 1.0a is checked, links become t.co, what is the same twice is refused, limits stand in the headers. */
export async function openX(options: { now?: () => Date; posts?: number } = {}): Promise<XPeer> {
  const { now = () => new Date(), posts = 100 } = options
  const tweets: Tweet[] = []
  const media = new Map<string, number>()
  const descriptions = new Map<string, string>()
  const keys = { consumerKey: 'consumer', consumerSecret: 'consumer&secret', token: '42-token', tokenSecret: 'token/secret' }
  let serial = 1_995_000_000_000_000_000n
  let used = 0
  const peer = Object.assign(await openPeer(work), { tweets, descriptions, keys, barred: false })
  return peer

  function work(asked: Asked): Reply {
    if (!genuine(asked)) return { status: 401, json: { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' } }
    switch (`${asked.method} ${asked.path}`) {
      case 'GET /2/users/me': return { status: 200, json: { data: { id: '42', name: 'The desk', username: 'desk' } } }
      case 'GET /2/users/42/tweets': return list(asked)
      case 'POST /2/media/upload': return upload(asked)
      case 'POST /2/media/metadata': return describe(asked)
      case 'POST /2/tweets': return post(asked)
      default: return { status: 404, json: { title: 'Not Found', type: 'about:blank', status: 404 } }
    }
  }

  function genuine({ method, url, headers }: Asked): boolean {
    const given = new Map([...(headers['authorization'] ?? '').matchAll(/(oauth_\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, decodeURIComponent(value!)]))
    const signature = given.get('oauth_signature')
    given.delete('oauth_signature')
    if (Math.abs(Number(given.get('oauth_timestamp')) - now().getTime() / 1_000) > 300) return false
    const at = new URL(url)
    const percent = (text: string) => [...Buffer.from(text)].map((byte) => (/[A-Za-z0-9._~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join('')
    const line = [...given, ...at.searchParams].map(([name, value]) => `${percent(name)}=${percent(value)}`).sort().join('&')
    const made = createHmac('sha1', `${percent(keys.consumerSecret)}&${percent(keys.tokenSecret)}`).update(`${method}&${percent(at.origin + at.pathname)}&${percent(line)}`).digest('base64')
    return made === signature && given.get('oauth_consumer_key') === keys.consumerKey && given.get('oauth_token') === keys.token
  }

  function upload(asked: Asked): Reply {
    const parts = partsOf(asked)
    const file = parts.find((part) => part.name === 'media')
    const category = parts.find((part) => part.name === 'media_category')?.bytes.toString()
    if (!file || category !== 'tweet_image' || file.bytes.length > 5_000_000) return { status: 400, json: { title: 'Invalid Request', detail: 'media: is missing or too large', type: 'https://api.x.com/2/problems/invalid-request' } }
    const id = String(++serial)
    media.set(id, file.bytes.length)
    return { status: 200, json: { data: { id, media_key: `3_${id}`, size: file.bytes.length, expires_after_secs: 86_400 } } }
  }

  function describe(asked: Asked): Reply {
    const { id, metadata } = JSON.parse(asked.body.toString()) as { id: string; metadata: { alt_text: { text: string } } }
    if (!media.has(id)) return { status: 400, json: { title: 'Invalid Request', detail: 'id: not found' } }
    descriptions.set(id, metadata.alt_text.text)
    return { status: 200, json: { data: { id, associated_metadata: metadata } } }
  }

  function post(asked: Asked): Reply {
    used += 1
    const headers = { 'x-rate-limit-limit': String(posts), 'x-rate-limit-remaining': String(Math.max(0, posts - used)), 'x-rate-limit-reset': String((Math.floor(now().getTime() / 900_000) + 1) * 900) }
    if (used > posts) return { status: 429, headers, json: { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 } }
    const { text, media: attached, reply } = JSON.parse(asked.body.toString()) as { text: string; media?: { media_ids: string[] }; reply?: { in_reply_to_tweet_id: string } }
    const answers = reply?.in_reply_to_tweet_id
    if (!twitter.parseTweet(text).valid) return { status: 403, headers, json: { title: 'Forbidden', detail: 'Your Tweet text is too long.', type: 'about:blank', status: 403 } }
    if (attached?.media_ids.some((id) => !media.has(id))) return { status: 400, headers, json: { title: 'Invalid Request', detail: 'Your media IDs are invalid.' } }
    if (tweets.some((one) => one.said === text)) return { status: 403, headers, json: { title: 'Forbidden', detail: 'You are not allowed to create a Tweet with duplicate content.', type: 'about:blank', status: 403 } }
    if (answers && peer.barred) return { status: 403, headers, json: { title: 'Forbidden', detail: 'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author.', type: 'about:blank', status: 403 } }
    if (answers && !tweets.some((one) => one.id === answers)) return { status: 403, headers, json: { title: 'Forbidden', detail: 'You attempted to reply to a Tweet that is deleted or not visible to you.', type: 'about:blank', status: 403 } }
    const id = String(++serial)
    tweets.push({ id, said: text, answers, created_at: now().toISOString(), media: attached?.media_ids ?? [], ...shortened(text, id, attached?.media_ids.length ?? 0) })
    return { status: 201, headers, json: { data: { id, text: tweets.at(-1)!.text } } }
  }

  function shortened(text: string, id: string, pictures: number): Pick<Tweet, 'text' | 'entities'> {
    let all = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    const urls = twitter.extractUrls(text).map((expanded, place) => {
      const url = `https://t.co/${id.slice(-6)}${place}`
      all = all.replace(expanded.replaceAll('&', '&amp;'), url)
      return { url, expanded_url: /^https?:/.test(expanded) ? expanded : `http://${expanded}` }
    })
    if (pictures === 0) return { text: all, entities: { urls } }
    const url = `https://t.co/${id.slice(-6)}p`
    return { text: `${all} ${url}`, entities: { urls: [...urls, { url, expanded_url: `https://x.com/desk/status/${id}/photo/1`, media_key: '3_1' }] } }
  }

  function list({ query }: Asked): Reply {
    const since = Date.parse(query.get('start_time') ?? '')
    const data = tweets.toReversed().filter((one) => !(Date.parse(one.created_at) < since)).slice(0, Number(query.get('max_results') ?? 10)).map(({ id, text, created_at, entities }) => ({ id, text, created_at, entities }))
    return { status: 200, json: { ...(data.length ? { data } : {}), meta: { result_count: data.length } } }
  }
}
