/**
 * Posts out of the house as files: JSON lines that `openFile` reads back as the same posts, CSV with HXL tags that is
 * safe to open, GeoJSON.
 */
import { csvFile, type Column } from '#core/csv.ts'
import type { Arrival } from '../contract.ts'

/** A post as it leaves. Contact, original and its hash only for an export with private data. */
export interface PostOut extends Omit<Arrival, 'original'> {
  /**
   * More fields for the reader of the file, such as the statement the post belongs to. They are ignored when it is
   * read back.
   */
  more?: Record<string, unknown>
  original?: Uint8Array
  sha256?: string
}

/** One object per line, `id` beside `externalId` so that both `clamor fold` and the API take the lines. */
export async function* postLines(posts: AsyncIterable<PostOut> | Iterable<PostOut>): AsyncGenerator<string> {
  yield* jsonLines(mapped(posts, postObject))
}

export function postObject(post: PostOut): Record<string, unknown> {
  const { more, original, channel, externalId, postedAt, ...rest } = post
  return {
    ...more,
    id: externalId,
    channel,
    externalId,
    ...rest,
    ...(postedAt ? { postedAt: postedAt.toISOString() } : {}),
    ...(original ? { original: Buffer.from(original).toString('base64') } : {}),
  }
}

/** Any rows as JSON lines, about 64 KB at a time. */
export async function* jsonLines(rows: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<string> {
  let text = ''
  for await (const row of rows) {
    text += `${JSON.stringify(row)}\n`
    if (text.length < 65_536) continue
    yield text
    text = ''
  }
  if (text) yield text
}

/**
 * Names are those of the column map, so that a file of ours needs no guessing; HXL tags after
 * hxlstandard.org/standard/1-1final/dictionary.
 */
export const postColumns: Column<PostOut>[] = [
  { name: 'externalId', hxl: '#meta+id', cell: (post) => post.externalId },
  { name: 'channel', hxl: '#meta+channel', cell: (post) => post.channel },
  { name: 'postedAt', hxl: '#date', cell: (post) => post.postedAt },
  { name: 'text', hxl: '#description+text', cell: (post) => post.text },
  { name: 'language', hxl: '#meta+lang', cell: (post) => post.language },
  { name: 'author.name', hxl: '#contact+name', cell: (post) => post.author?.name },
  { name: 'author.handle', hxl: '#contact+handle', cell: (post) => post.author?.handle },
  { name: 'author.network', hxl: '#contact+network', cell: (post) => post.author?.network },
  { name: 'place.name', hxl: '#loc+name', cell: (post) => post.place?.name },
  { name: 'place.lat', hxl: '#geo+lat', cell: (post) => post.place?.lat },
  { name: 'place.lon', hxl: '#geo+lon', cell: (post) => post.place?.lon },
  { name: 'repostOf', hxl: '#meta+repost', cell: (post) => post.repostOf },
  { name: 'quoteOf', hxl: '#meta+quote', cell: (post) => post.quoteOf },
  { name: 'replyTo', hxl: '#meta+reply', cell: (post) => post.replyTo },
  { name: 'links', hxl: '#meta+url', cell: (post) => post.links?.join(' ') },
  { name: 'hashtags', hxl: '#meta+tags', cell: (post) => post.hashtags?.join(' ') },
  { name: 'mentions', hxl: '#meta+mentions', cell: (post) => post.mentions?.join(' ') },
  { name: 'knows', hxl: '#meta+knows', cell: (post) => post.knows },
  { name: 'consent.quote', hxl: '#meta+consent+quote', cell: (post) => post.consent?.quote },
  { name: 'consent.name', hxl: '#meta+consent+name', cell: (post) => post.consent?.name },
  { name: 'consent.passOn', hxl: '#meta+consent+pass_on', cell: (post) => post.consent?.passOn },
  { name: 'consent.write', hxl: '#meta+consent+write', cell: (post) => post.consent?.write },
]

/** With private data: whom to reach. */
export const contactColumns: Column<PostOut>[] = [
  { name: 'contact.email', hxl: '#contact+email', cell: (post) => post.contact?.email },
  { name: 'contact.phone', hxl: '#contact+phone', cell: (post) => post.contact?.phone },
  { name: 'contact.handle', hxl: '#contact+reach', cell: (post) => post.contact?.handle },
]

export function postTable(
  posts: AsyncIterable<PostOut> | Iterable<PostOut>,
  more: Column<PostOut>[] = [],
): AsyncGenerator<string> {
  return csvFile([...postColumns, ...more], posts)
}

export interface Feature {
  id?: string | number
  lat: number
  lon: number
  properties: Record<string, unknown>
}

/** A GeoJSON FeatureCollection (RFC 7946: longitude first), written feature by feature. */
export async function* geoJson(features: AsyncIterable<Feature> | Iterable<Feature>): AsyncGenerator<string> {
  let text = '{"type":"FeatureCollection","features":['
  let separator = '\n'
  for await (const { id, lat, lon, properties } of features) {
    text +=
      separator +
      JSON.stringify({
        type: 'Feature',
        ...(id === undefined ? {} : { id }),
        geometry: { type: 'Point', coordinates: [lon, lat] },
        properties,
      })
    separator = ',\n'
    if (text.length < 65_536) continue
    yield text
    text = ''
  }
  yield `${text}\n]}\n`
}

/**
 * The posts that have a place, as features. Exact places: for an export by those who may see them, never for the
 * public map.
 */
export async function* postFeatures(posts: AsyncIterable<PostOut> | Iterable<PostOut>): AsyncGenerator<Feature> {
  for await (const post of posts) {
    const { lat, lon } = post.place ?? {}
    if (lat !== undefined && lon !== undefined) yield { id: post.externalId, lat, lon, properties: postObject(post) }
  }
}

async function* mapped<A, B>(rows: AsyncIterable<A> | Iterable<A>, of: (row: A) => B): AsyncGenerator<B> {
  for await (const row of rows) yield of(row)
}
