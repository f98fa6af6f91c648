/**
 * Posts of X as its API v1.1 wrote them: twarc 1, many collections of researchers, and the archive that X gives its
 * users (`{tweet: {...}}`, without the author).
 */
import { decodeX } from './html.ts'
import { atMost, id, languageCode, list, number, object, string, texts, webLinks, type Json } from './json.ts'

export function isLegacyX(value: unknown): boolean {
  const outer = object(value)
  const post = object(outer?.tweet) ?? outer
  return (
    post !== undefined &&
    ('full_text' in post || 'text' in post || 'extended_tweet' in post) &&
    ('id_str' in post || 'retweeted_status' in post || ('full_text' in post && 'created_at' in post))
  )
}

export function legacyXItem(value: Json): Json {
  const post = object(value.tweet) ?? value
  const repost = object(post.retweeted_status)
  const quoted = object(post.quoted_status)
  const user = object(post.user)
  const whole = object(post.extended_tweet)
  const entities = object(whole?.entities) ?? object(post.entities)
  return {
    externalId: string(post.id_str) ?? id(post.id),
    text: textOf(post, repost),
    author: user && {
      name: atMost(string(user.name), 300),
      handle: atMost(string(user.screen_name), 200),
      network: 'x',
    },
    postedAt: dateOfLegacyX(string(post.created_at)),
    language: languageCode(post.lang),
    place: placeOf(post),
    repostOf: repost && (string(repost.id_str) ?? id(repost.id)),
    // A repost of a quote carries the quote too, but it is not the one who reposts that quotes.
    quoteOf: repost
      ? undefined
      : (string(post.quoted_status_id_str) ?? id(post.quoted_status_id) ?? id(quoted?.id_str)),
    replyTo: string(post.in_reply_to_status_id_str) ?? id(post.in_reply_to_status_id),
    links: webLinks(list(entities?.urls).map((url) => string(object(url)?.expanded_url) ?? string(object(url)?.url))),
    hashtags: texts(entities?.hashtags, (tag) => tag.text),
    mentions: texts(entities?.user_mentions, (mention) => mention.screen_name),
    media: mediaOf(object(whole?.extended_entities) ?? object(post.extended_entities) ?? entities),
  }
}

function wholeText(post: Json): string | undefined {
  return string(object(post.extended_tweet)?.full_text) ?? string(post.full_text) ?? string(post.text)
}

function textOf(post: Json, repost: Json | undefined): string | undefined {
  const own = wholeText(post)
  const original = repost && wholeText(repost)
  const handle = string(object(repost?.user)?.screen_name)
  if (original) return decodeX(`${/^RT @\w+: /.exec(own ?? '')?.[0] ?? (handle ? `RT @${handle}: ` : '')}${original}`)
  return own && decodeX(own)
}

function placeOf(post: Json): Json | undefined {
  const name = atMost(string(object(post.place)?.full_name), 500)
  const [lon, lat] = list(object(post.coordinates)?.coordinates).map((value) =>
    number(typeof value === 'string' ? Number(value) : value),
  )
  const at = lat !== undefined && lon !== undefined ? { lat, lon } : {}
  return name || 'lat' in at ? { name, ...at } : undefined
}

function mediaOf(entities: Json | undefined): Json[] | undefined {
  const media = list(entities?.media).flatMap((entry) => {
    const found = object(entry)
    return found
      ? [
          {
            url: webLinks([string(found.media_url_https) ?? string(found.media_url)])?.[0],
            kind: atMost(string(found.type), 50),
            alt: atMost(string(found.ext_alt_text), 2_000),
          },
        ]
      : []
  })
  return media.length ? media.slice(0, 100) : undefined
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Wed Oct 10 20:19:24 +0000 2018` as ISO 8601; anything else as it is, for the contract to judge. */
function dateOfLegacyX(text: string | undefined): string | undefined {
  const m = /^\w{3} (\w{3}) (\d\d) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})$/.exec(text ?? '')
  if (!m) return text
  return `${m[5]}-${String(months.indexOf(m[1]!) + 1).padStart(2, '0')}-${m[2]}T${m[3]}${m[4]}`
}
