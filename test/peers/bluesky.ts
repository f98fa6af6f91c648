import { createHash, randomUUID } from 'node:crypto'
import { openPeer, type Asked, type Peer, type Reply } from './peer.ts'

interface Post {
  $type: string
  text: string
  createdAt: string
  langs?: string[]
  facets?: { index: { byteStart: number; byteEnd: number }; features: Record<string, string>[] }[]
  reply?: Record<'root' | 'parent', { uri: string; cid: string }>
  embed?: { $type: string; images: { alt: string; image: { ref: { $link: string } } }[] }
}

export interface BlueskyPeer extends Peer {
  records: Map<string, Post>
  logins: () => number
  password: string
  /** Access tokens are no longer taken; with `all` neither are those that renew them. */
  expire: (all?: boolean) => void
}

const did = 'did:plc:deskdeskdeskdeskdeskdesk'

/** A server of Bluesky accounts by its documented XRPC: sessions, blobs, records, handles; what it refuses it refuses as a PDS does. */
export async function openBluesky(options: { loginsInFive?: number } = {}): Promise<BlueskyPeer> {
  const records = new Map<string, Post>()
  const blobs = new Set<string>()
  const access = new Set<string>()
  const renewing = new Set<string>()
  let logins = 0
  const peer = (await openPeer(work)) as BlueskyPeer
  peer.records = records
  peer.logins = () => logins
  peer.password = 'abcd-efgh-ijkl-mnop'
  peer.expire = (all) => {
    access.clear()
    if (all) renewing.clear()
  }
  return peer

  function work(asked: Asked): Reply {
    const token = asked.headers['authorization']?.replace(/^Bearer /, '') ?? ''
    switch (`${asked.method} ${asked.path.replace('/xrpc/', '')}`) {
      case 'POST com.atproto.server.createSession': return login(JSON.parse(asked.body.toString()) as { identifier: string; password: string })
      case 'POST com.atproto.server.refreshSession': return renewing.delete(token) ? session() : fault(400, 'ExpiredToken', 'Token has expired')
      case 'GET com.atproto.repo.getRecord': return read(asked)
      case 'GET com.atproto.identity.resolveHandle': return asked.query.get('handle') === 'ministry.example' ? { status: 200, json: { did: 'did:plc:ministry' } } : fault(400, 'InvalidRequest', 'Unable to resolve handle')
    }
    if (!token) return fault(401, 'AuthMissing', 'Authentication Required')
    if (!access.has(token)) return fault(400, 'ExpiredToken', 'Token has expired')
    if (asked.path === '/xrpc/com.atproto.repo.uploadBlob') return upload(asked)
    if (asked.path === '/xrpc/com.atproto.repo.createRecord') return create(JSON.parse(asked.body.toString()) as { repo: string; collection: string; rkey?: string; record: Post })
    return fault(501, 'MethodNotImplemented', 'Method Not Implemented')
  }

  function login({ identifier, password }: { identifier: string; password: string }): Reply {
    logins += 1
    if (logins > (options.loginsInFive ?? 30)) return { ...fault(429, 'RateLimitExceeded', 'Rate Limit Exceeded'), headers: { 'ratelimit-reset': String(Math.ceil(Date.now() / 1_000) + 300) } }
    return identifier === 'desk.example' && password === peer.password ? session() : fault(401, 'AuthenticationRequired', 'Invalid identifier or password')
  }

  function session(): Reply {
    const [accessJwt, refreshJwt] = [randomUUID(), randomUUID()]
    access.add(accessJwt)
    renewing.add(refreshJwt)
    return { status: 200, json: { did, handle: 'desk.example', accessJwt, refreshJwt, active: true } }
  }

  function upload(asked: Asked): Reply {
    if (asked.body.length > 1_000_000) return fault(400, 'BlobTooLarge', 'This file is too large')
    const $link = `bafkrei${createHash('sha256').update(asked.body).digest('hex').slice(0, 52)}`
    blobs.add($link)
    return { status: 200, json: { blob: { $type: 'blob', ref: { $link }, mimeType: asked.headers['content-type'], size: asked.body.length } } }
  }

  function create({ repo, collection, rkey, record }: { repo: string; collection: string; rkey?: string; record: Post }): Reply {
    if (repo !== did) return fault(400, 'InvalidRequest', `Could not find repo: ${repo}`)
    const wrong = collection !== 'app.bsky.feed.post' || record.$type !== collection ? '$type' : wrongIn(record, blobs)
    if (wrong) return fault(400, 'InvalidRequest', `Invalid app.bsky.feed.post record: ${wrong}`)
    const key = rkey ?? randomUUID()
    if (!/^[234567a-z]{13}$/.test(key)) return fault(400, 'InvalidRequest', 'Invalid record key')
    // The tree of the repository takes no second value at a key, and a PDS says no more than this.
    if (records.has(key)) return fault(500, 'InternalServerError', 'Internal Server Error')
    records.set(key, record)
    return { status: 200, json: { uri: `at://${did}/${collection}/${key}`, cid: 'bafyreid', validationStatus: 'valid' } }
  }

  function read({ query }: Asked): Reply {
    const value = [did, 'desk.example'].includes(query.get('repo') ?? '') ? records.get(query.get('rkey') ?? '') : undefined
    const uri = `at://${did}/${query.get('collection')}/${query.get('rkey')}`
    return value ? { status: 200, json: { uri, cid: 'bafyreid', value } } : fault(400, 'RecordNotFound', `Could not locate record: ${uri}`)
  }
}

function wrongIn({ text, facets = [], embed, createdAt }: Post, blobs: Set<string>): string | undefined {
  if ([...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].length > 300) return 'Record/text must not be longer than 300 graphemes'
  if (Buffer.byteLength(text) > 3_000) return 'Record/text must not be longer than 3000 bytes'
  if (Number.isNaN(Date.parse(createdAt))) return 'Record/createdAt must be an valid atproto datetime'
  if (facets.some(({ index }) => index.byteStart >= index.byteEnd || index.byteEnd > Buffer.byteLength(text))) return 'Record/facets out of the text'
  if ((embed?.images.length ?? 0) > 4) return 'Record/embed/images must not have more than 4 elements'
  return embed?.images.some(({ image, alt }) => !blobs.has(image.ref.$link) || alt === undefined) ? 'Could not find blob' : undefined
}

function fault(status: number, error: string, message: string): Reply {
  return { status, json: { error, message } }
}
