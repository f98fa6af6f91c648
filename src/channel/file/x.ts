/**
 * Posts of X as its API v2 and twarc write them: pages `{data, includes}`, or single posts with everything inlined,
 * which is how twarc flattens them. https://docs.x.com/x-api/fundamentals/data-dictionary
 */
import { decodeX } from './html.ts'
import { atMost, id, languageCode, list, number, object, string, texts, webLinks, type Json } from './json.ts'

/** What a page carries beside its posts, by key. */
export interface Includes {
  users: Map<string, Json>
  tweets: Map<string, Json>
  media: Map<string, Json>
  places: Map<string, Json>
}

export const noIncludes = (): Includes => ({ users: new Map(), tweets: new Map(), media: new Map(), places: new Map() })

const keyOf = { users: 'id', tweets: 'id', media: 'media_key', places: 'id' } as const

export function include(includes: Includes, kind: keyof Includes, entry: Json): void {
  const key = string(entry[keyOf[kind]])
  if (key) includes[kind].set(key, entry)
}

export function includesOf(page: Json): Includes {
  const includes = noIncludes()
  const all = object(page.includes)
  for (const kind of Object.keys(keyOf) as (keyof Includes)[])
    for (const entry of list(all?.[kind])) if (object(entry)) include(includes, kind, entry as Json)
  return includes
}

export function isX(value: unknown): boolean {
  const post = object(value)
  if (!post) return false
  if (Array.isArray(post.data) || object(post.data)) return isX(Array.isArray(post.data) ? post.data[0] : post.data)
  return (
    'text' in post &&
    'id' in post &&
    [
      'author_id',
      'edit_history_tweet_ids',
      'referenced_tweets',
      'conversation_id',
      'public_metrics',
      'entities',
      'note_tweet',
      'lang',
    ].some((key) => key in post)
  )
}

export function xItem(post: Json, includes: Includes): Json {
  const author = object(post.author) ?? includes.users.get(string(post.author_id) ?? '')
  const references = list(post.referenced_tweets).map(object)
  const reference = (type: string) => references.find((entry) => entry?.type === type)
  const repost = reference('retweeted')
  const entities = object(object(post.note_tweet)?.entities) ?? object(post.entities)
  return {
    externalId: id(post.id),
    text: textOf(post, repost && (includes.tweets.get(id(repost.id) ?? '') ?? repost), includes),
    author: authorOf(author, post),
    postedAt: string(post.created_at),
    language: languageCode(post.lang),
    place: placeOf(object(post.geo), includes),
    repostOf: id(repost?.id),
    quoteOf: id(reference('quoted')?.id),
    replyTo: id(reference('replied_to')?.id),
    links: webLinks(
      list(entities?.urls).map(
        (url) => string(object(url)?.unwound_url) ?? string(object(url)?.expanded_url) ?? string(object(url)?.url),
      ),
    ),
    hashtags: texts(entities?.hashtags, (tag) => tag.tag),
    mentions: texts(entities?.mentions, (user) => user.username),
    media: mediaOf(post, includes),
  }
}

/** The whole text: long posts carry it in note_tweet, and a repost is cut while what it reposts is not. */
function textOf(post: Json, reposted: Json | undefined, includes: Includes): string | undefined {
  const own = string(object(post.note_tweet)?.text) ?? string(post.text)
  const whole = reposted && (string(object(reposted.note_tweet)?.text) ?? string(reposted.text))
  if (!whole || !own) return own && decodeX(own)
  const author = object(reposted.author) ?? includes.users.get(string(reposted.author_id) ?? '')
  const prefix = /^RT @\w+: /.exec(own)?.[0] ?? (string(author?.username) ? `RT @${author!.username}: ` : '')
  return decodeX(prefix + whole)
}

function authorOf(author: Json | undefined, post: Json): Json {
  if (!author) return { handle: id(post.author_id), network: 'x' }
  return {
    name: atMost(string(author.name), 300),
    handle: atMost(string(author.username) ?? id(author.id), 200),
    network: 'x',
  }
}

function placeOf(geo: Json | undefined, includes: Includes): Json | undefined {
  if (!geo) return undefined
  const place = includes.places.get(string(geo.place_id) ?? '') ?? geo
  const [lon, lat] = list(object(geo.coordinates)?.coordinates).map(number)
  const at = lat !== undefined && lon !== undefined ? { lat, lon } : {}
  const name = atMost(string(place.full_name) ?? string(place.name), 500)
  return name || 'lat' in at ? { name, ...at } : undefined
}

function mediaOf(post: Json, includes: Includes): Json[] | undefined {
  const attachments = object(post.attachments)
  const entries = [
    ...list(attachments?.media),
    ...list(attachments?.media_keys).map((key) => includes.media.get(String(key))),
  ]
  const media = entries.flatMap((entry) => {
    const found = object(entry)
    return found
      ? [
          {
            url: webLinks([string(found.url) ?? string(found.preview_image_url)])?.[0],
            kind: atMost(string(found.type), 50),
            alt: atMost(string(found.alt_text), 2_000),
          },
        ]
      : []
  })
  return media.length ? media.slice(0, 100) : undefined
}
