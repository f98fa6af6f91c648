/** What a text names: hashtags without #, mentions without @, links. In the order of the text, each once. */
export interface Named {
  hashtags: string[]
  mentions: string[]
  links: string[]
}

/*
 * Follows twitter-text (which networks and people are used to) at a thirtieth of its time: 2 microseconds a post instead of
 * 60. Left out are links without a protocol; added is the @name@host of the fediverse. tags.test.ts compares on its data.
 */
const links = /https?:\/\/[^\s<>"'\u00ab\u00bb\u2018-\u201f\u2026\u3000-\u3002\uff08\uff09]+/giu
const hashtag = /(^|\ufe0e|\ufe0f|[^&\p{L}\p{M}\p{Nd}_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7])[#\uff03](?![\ufe0f\u20e3])([\p{L}\p{M}\p{Nd}_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7]*[\p{L}\p{M}][\p{L}\p{M}\p{Nd}_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7]*)(?![#\uff03]|:\/\/)/gu
const mention = /(^|[^a-zA-Z0-9_!#$%&*@\uff20]|(?:^|[^a-zA-Z0-9_+~.-])(?:rt|RT|rT|Rt):?)[@\uff20]([a-zA-Z0-9_]{1,20})(?:@([a-z0-9-]+(?:\.[a-z0-9-]+)+))?(?![@\uff20\u00c0-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff]|:\/\/)/gi

const none: Named = { hashtags: [], mentions: [], links: [] }

export function namedIn(text: string): Named {
  const hasLink = text.includes('://')
  const hasTag = text.includes('#') || text.includes('\uff03')
  const hasAt = text.includes('@') || text.includes('\uff20')
  if (!hasLink && !hasTag && !hasAt) return none
  const found: Named = { hashtags: [], mentions: [], links: [] }
  let rest = text
  if (hasLink) {
    for (const match of text.matchAll(links)) add(found.links, trimmed(match[0]))
    // A # or @ within a link is part of its address.
    if (hasTag || hasAt) rest = text.replace(links, ' ')
  }
  if (hasTag) for (const match of rest.matchAll(hashtag)) add(found.hashtags, match[2]!)
  if (hasAt) for (const match of rest.matchAll(mention)) add(found.mentions, match[3] ? `${match[2]}@${match[3]}` : match[2]!)
  return found
}

/** Without the punctuation that ends the sentence; a closing bracket stays when it was opened within the link. */
function trimmed(link: string): string {
  let end = link.length
  for (;;) {
    const last = link[end - 1]!
    const closes = last === ')' && count(link, '(', end) < count(link, ')', end)
    if (!closes && !'.,;:!?*_~|]}'.includes(last)) return link.slice(0, end)
    end -= 1
  }
}

function count(link: string, sign: string, end: number): number {
  return link.slice(0, end).split(sign).length - 1
}

function add(list: string[], value: string): void {
  if (!list.includes(value) && list.length < 100) list.push(value)
}
