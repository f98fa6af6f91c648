import { refuse } from '#core/index.ts'
import type { Network } from '#variant/index.ts'

/** A post as far as its address tells. */
export interface Address {
  /** Undefined: a page on the web that is no post of a network we know. */
  network: Network | undefined
  link: string
  key: string
  /** Ids under which programs know it. */
  forms: string[]
  /** What the network calls it. */
  id: string | undefined
}

interface Rule {
  host: RegExp
  network: Network
  /** Groups: `id`, and `who` where the address names an account. */
  path: RegExp
  link(found: { id: string; who: string }, url: URL): string
  forms?(found: { id: string; who: string }, url: URL): string[]
}

const same = (_found: unknown, { origin, pathname }: URL) => origin + pathname.replace(/\/+$/, '')

const rules: Rule[] = [
  { host: /(^|\.)(x|twitter)\.com$/, network: 'x', path: /^\/(?<who>[^/]+|i\/web)\/status(es)?\/(?<id>\d{1,25})/, link: ({ id, who }) => `https://x.com/${who.replace('/web', '')}/status/${id}`, forms: ({ id, who }) => [id, `https://twitter.com/${who}/status/${id}`] },
  { host: /(^|\.)bsky\.app$/, network: 'bluesky', path: /^\/profile\/(?<who>[^/]+)\/post\/(?<id>[a-z0-9]{3,30})/, link: ({ id, who }) => `https://bsky.app/profile/${who}/post/${id}`, forms: ({ id, who }) => [id, ...(who.startsWith('did:') ? [`at://${who}/app.bsky.feed.post/${id}`] : [])] },
  { host: /(^|\.)threads\.(com|net)$/, network: 'threads', path: /^\/@(?<who>[^/]+)\/post\/(?<id>[\w-]{3,40})/, link: ({ id, who }) => `https://www.threads.com/@${who}/post/${id}` },
  { host: /(^|\.)(t\.me|telegram\.me)$/, network: 'telegram', path: /^\/(s\/)?(?<who>\w{4,40})\/(?<id>\d{1,12})/, link: ({ id, who }) => `https://t.me/${who}/${id}`, forms: ({ id, who }) => [`${who}/${id}`] },
  { host: /(^|\.)instagram\.com$/, network: 'instagram', path: /^\/(?<who>p|reel|tv)\/(?<id>[\w-]{3,40})/, link: ({ id, who }) => `https://www.instagram.com/${who}/${id}/` },
  { host: /(^|\.)tiktok\.com$/, network: 'tiktok', path: /^\/(?<who>@[^/]+)\/video\/(?<id>\d{1,25})/, link: ({ id, who }) => `https://www.tiktok.com/${who}/video/${id}` },
  { host: /(^|\.)facebook\.com$/, network: 'facebook', path: /^\/(?<who>[^/]+)\/(posts|videos)\/(?<id>[\w.-]{3,80})/, link: same },
  { host: /(^|\.)linkedin\.com$/, network: 'linkedin', path: /^\/(?<who>posts|feed\/update)\/(?<id>[^/]{3,200})/, link: same },
  // Any other server whose address has the form of a post: it speaks as Mastodon does.
  { host: /./, network: 'mastodon', path: /^\/(@(?<who>[^/]+)|users\/[^/]+\/statuses|notice)\/(?<id>[A-Za-z0-9]{6,40})\/?$/, link: same, forms: ({ id, who }, { origin }) => [`${origin}/users/${who}/statuses/${id}`, `${origin}/@${who}/${id}`, id] },
]

/** What a link says of itself to those who placed it, and nothing of the post. */
const decoration = /^(utm_|fbclid|gclid|igsh|igshid|mibextid|ref_src$|ref_url$|feature$|si$|s$|t$)/

/** Takes an address apart. Whatever else hangs on it (who shared it, from where) is cut off, so that the same post is known again. */
export function addressOf(text: string): Address {
  const url = URL.parse(text.trim())
  if (!url || !/^https?:$/.test(url.protocol) || text.length > 2_000 || url.username || url.password) throw refuse('link-wrong', 422, 'This is not the address of a post.', { mend: 'Copy it from the browser: it begins with https://.' })
  const host = url.hostname.toLowerCase()
  for (const rule of rules) {
    const found = rule.host.test(host) ? rule.path.exec(url.pathname)?.groups : undefined
    if (!found) continue
    const [id, who] = [found['id']!, found['who'] ?? '']
    const link = rule.link({ id, who }, url)
    // The name of an account may be changed, on these the id of a post is its own.
    const key = rule.network === 'mastodon' ? `mastodon ${host} ${id}` : rule.network === 'telegram' ? `telegram ${who.toLowerCase()} ${id}` : `${rule.network} ${id}`
    return { network: rule.network, link, key, id, forms: [...new Set([...(rule.forms?.({ id, who }, url) ?? [id]), link, text.trim()])] }
  }
  for (const name of Array.from(url.searchParams.keys())) if (decoration.test(name)) url.searchParams.delete(name)
  url.hash = ''
  const link = url.href
  return { network: undefined, link, key: `web ${host.replace(/^(www|m|mobile)\./, '')}${url.pathname.replace(/\/+$/, '')}${url.search}`, id: undefined, forms: [link] }
}

/** Where a post that came in here can be seen, as far as its id tells; undefined where it does not. */
export function linkOfPost(channel: string, externalId: string): string | undefined {
  if (/^https:\/\//.test(externalId) && URL.canParse(externalId)) return externalId
  if (channel === 'x') return /^\d{1,25}$/.test(externalId) ? `https://x.com/i/status/${externalId}` : undefined
  if (channel === 'telegram') return /^\w{4,40}\/\d{1,12}$/.test(externalId) ? `https://t.me/${externalId}` : undefined
  const record = channel === 'bluesky' ? /^at:\/\/(did:[^/]+)\/app\.bsky\.feed\.post\/([a-z0-9]+)$/.exec(externalId) : null
  return record ? `https://bsky.app/profile/${record[1]}/post/${record[2]}` : undefined
}
