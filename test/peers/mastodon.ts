import { createHash } from 'node:crypto'
import { openPeer, partsOf, type Asked, type Peer, type Reply } from './peer.ts'

export interface Status {
  id: string
  created_at: string
  text: string
  language: string | null
  in_reply_to_id: string | null
  url: string
  media_attachments: { id: string; type: string; description: string | null }[]
}

export interface MastodonPeer extends Peer {
  statuses: Status[]
  /** Goes on only where a test moves it: keys are forgotten after an hour. */
  now: () => Date
  /** Pictures are ready only after having been asked for so often. */
  slow: number
  token: string
}

/** A Mastodon server by its documented API: statuses, media, source, verify_credentials, instance; idempotency keys and rate limits included. */
export async function openMastodon(options: { now?: () => Date; longest?: number; requests?: number } = {}): Promise<MastodonPeer> {
  const { longest = 500, requests = 300 } = options
  const statuses: Status[] = []
  const media = new Map<string, { type: string; description: string; bytes: number; left: number; attached: boolean; sha: string }>()
  const keys = new Map<string, { status: Status; at: number }>()
  let used = 0
  let serial = 114_000_000
  const peer = (await openPeer(work)) as MastodonPeer
  peer.statuses = statuses
  peer.slow = 0
  peer.token = 'user-token'
  peer.now = options.now ?? (() => new Date())
  return peer

  function work(asked: Asked): Reply {
    if (asked.path === '/api/v2/instance') return { status: 200, json: { domain: new URL(peer.url).host, version: '4.5.0', configuration: { statuses: { max_characters: longest, max_media_attachments: 4, characters_reserved_per_url: 23 }, media_attachments: { supported_mime_types: ['image/jpeg', 'image/png', 'image/webp'], image_size_limit: 16_777_216 } } } }
    const headers = { 'x-ratelimit-limit': String(requests), 'x-ratelimit-remaining': String(Math.max(0, requests - ++used)), 'x-ratelimit-reset': new Date(Math.ceil(peer.now().getTime() / 300_000) * 300_000).toISOString() }
    const reply = used > requests ? { status: 429, json: { error: 'Too many requests' } } : asked.headers['authorization'] === `Bearer ${peer.token}` ? route(asked) : { status: 401, json: { error: 'The access token is invalid' } }
    return { ...reply, headers: { ...headers, ...reply.headers } }
  }

  function route(asked: Asked): Reply {
    const [, id] = /^\/api\/v1\/(?:media|statuses|accounts|timelines\/tag)\/([^/]+)/.exec(asked.path) ?? []
    switch (`${asked.method} ${asked.path.replace(id ?? '\0', ':id')}`) {
      case 'GET /api/v1/accounts/:id': return { status: 200, json: { id: '17', username: 'desk', acct: 'desk' } }
      case 'GET /api/v1/accounts/:id/statuses': return id === '17' ? { status: 200, json: statuses.toReversed().slice(0, Number(asked.query.get('limit') ?? 20)).map(({ text, ...rest }) => ({ ...rest, content: html(text) })) } : missing
      case 'GET /api/v1/statuses/:id/source': return source(id!)
      case 'GET /api/v1/timelines/tag/:id': return tagged(asked, decodeURIComponent(id!))
      case 'POST /api/v2/media': return upload(asked)
      case 'GET /api/v1/media/:id': return ready(id!)
      case 'POST /api/v1/statuses': return post(asked)
      default: return missing
    }
  }

  function tagged({ query }: Asked, tag: string): Reply {
    const found = statuses.filter(({ id, text }) => new RegExp(`#${tag}(?![\\p{L}\\p{N}_])`, 'iu').test(text) && (!query.has('max_id') || BigInt(id) < BigInt(query.get('max_id')!)))
    const said = found.toReversed().slice(0, Number(query.get('limit') ?? 20)).map(({ text, ...rest }) => ({ ...rest, content: html(text), tags: [{ name: tag }], account: { id: '9', username: 'noor', acct: 'noor@other.example', display_name: 'Noor' } }))
    return { status: 200, json: said }
  }

  function source(id: string): Reply {
    const status = statuses.find((one) => one.id === id)
    return status ? { status: 200, json: { id, text: status.text, spoiler_text: '' } } : missing
  }

  function upload(asked: Asked): Reply {
    const parts = partsOf(asked)
    const file = parts.find((part) => part.name === 'file')
    if (!file || !['image/jpeg', 'image/png', 'image/webp'].includes(file.type ?? '')) return invalid('File content type is invalid, File is invalid')
    const id = String(++serial)
    media.set(id, { type: 'image', description: parts.find((part) => part.name === 'description')?.bytes.toString() ?? '', bytes: file.bytes.length, left: peer.slow, attached: false, sha: createHash('sha256').update(file.bytes).digest('hex') })
    return { status: peer.slow > 0 ? 202 : 200, json: { id, type: 'image', url: peer.slow > 0 ? null : `${peer.url}/${id}.webp`, description: media.get(id)!.description } }
  }

  function ready(id: string): Reply {
    const one = media.get(id)
    if (!one) return missing
    one.left -= 1
    return one.left >= 0 ? { status: 206, text: '' } : { status: 200, json: { id, type: 'image', url: `${peer.url}/${id}.webp` } }
  }

  function post(asked: Asked): Reply {
    const key = asked.headers['idempotency-key']
    const before = key ? keys.get(key) : undefined
    if (before && peer.now().getTime() - before.at < 3_600_000) return { status: 200, json: before.status }
    const { status: text = '', media_ids: ids = [], language = null, in_reply_to_id: answers = null } = JSON.parse(asked.body.toString()) as { status?: string; media_ids?: string[]; language?: string; in_reply_to_id?: string }
    if (answers && !statuses.some((one) => one.id === answers)) return { status: 404, json: { error: 'The post you are trying to reply to does not appear to exist.' } }
    if (!text.trim() && ids.length === 0) return invalid("Text can't be blank")
    if (lengthOf(text) > longest) return invalid(`Text character limit of ${longest} exceeded`)
    if (ids.length > 4 || ids.some((id) => !media.has(id) || media.get(id)!.attached || media.get(id)!.left > 0)) return invalid('Cannot attach files that have not finished processing. Try again in a moment!')
    const id = String(++serial)
    const status: Status = {
      id, created_at: peer.now().toISOString(), text, language, in_reply_to_id: answers, url: `${peer.url}/@desk/${id}`,
      media_attachments: ids.map((one) => ({ id: one, type: 'image', description: media.get(one)!.description || null })),
    }
    for (const one of ids) media.get(one)!.attached = true
    statuses.push(status)
    if (key) keys.set(key, { status, at: peer.now().getTime() })
    return { status: 200, json: status }
  }
}

const missing: Reply = { status: 404, json: { error: 'Record not found' } }
const invalid = (what: string): Reply => ({ status: 422, json: { error: `Validation failed: ${what}` } })
const html = (text: string) => `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br />')}</p>`

function lengthOf(text: string): number {
  const short = text.replaceAll(/https?:\/\/\S+/g, 'x'.repeat(23)).replaceAll(/(@[a-z0-9_]+)@[a-z0-9.-]+/gi, '$1')
  return [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(short)].length
}
