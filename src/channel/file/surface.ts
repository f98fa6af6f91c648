/**
 * The items of our own surface in a file: JSON lines or a JSON list, as the API takes them and as the export writes
 * them.
 */
import { hash } from 'node:crypto'
import { id, object, type Json } from './json.ts'

/**
 * In files `id` stands for `externalId`, an author may be a mere name, and numbers are taken as ids where they are
 * exact.
 */
export function surfaceItem(value: Json): Json {
  const item = { ...value }
  const key = id(value.externalId) ?? id(value.id)
  if (key !== undefined) item.externalId = key
  if (typeof value.author === 'string')
    item.author = value.author.startsWith('@') ? { handle: value.author.slice(1) } : { name: value.author }
  for (const field of ['repostOf', 'quoteOf', 'replyTo'] as const)
    if (typeof value[field] === 'number') item[field] = id(value[field])
  return item
}

/**
 * What an export with private data carries: the original of the post, taken only when its hash says that it is the
 * same bytes.
 */
export function originalIn(value: Json): Buffer | undefined {
  if (typeof value.original !== 'string' || typeof value.sha256 !== 'string') return undefined
  const bytes = Buffer.from(value.original, 'base64')
  return hash('sha256', bytes, 'hex') === value.sha256 ? bytes : undefined
}

export function isSurface(value: unknown): boolean {
  const item = object(value)
  return (
    item !== undefined &&
    'text' in item &&
    !('author_id' in item || 'edit_history_tweet_ids' in item || 'id_str' in item)
  )
}
