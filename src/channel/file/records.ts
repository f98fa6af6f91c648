/**
 * JSON records of the known forms as items. Pages of X are the difficulty: what a post refers to may stand behind it
 * in the page.
 */
import type { Reject } from '../contract.ts'
import type { Format } from './detect.ts'
import { ElementSplitter, type Element, type Torn } from './elements.ts'
import type { Piece, Script } from '#core/table/index.ts'
import { object, parseJson, type Json } from './json.ts'
import { isMastodon, mastodonItem } from './mastodon.ts'
import type { Read } from './finish.ts'
import { activityItem, isActivity, withoutWords } from './outbox.ts'
import { notPublic } from './public.ts'
import { originalIn, surfaceItem } from './surface.ts'
import { include, includesOf, noIncludes, xItem, type Includes } from './x.ts'
import { isLegacyX, legacyXItem } from './x-legacy.ts'

/**
 * A page of the X API holds up to 500 posts with everything they refer to; a few megabytes. Above this, posts go on
 * without what comes later.
 */
export const pageBytes = 16 * 1024 * 1024

export interface JsonReader {
  line: (line: Piece) => Read[]
  element: (element: Element) => Read[]
  /** What was still held back. */
  end: () => Read[]
}

export function jsonReader(format: Format, script: Script): JsonReader {
  const isXFile = format === 'x' || format === 'x-archive'
  let held: Element[] = []
  let heldBytes = 0
  let includes = noIncludes()

  function record(piece: Torn, known: Includes): Read[] {
    const { line, bytes } = piece
    if (piece.reject) return [{ line, bytes, reject: piece.reject }]
    const value = parsed(script.text(bytes))
    if ('reject' in value) return [{ line, bytes, reject: value.reject }]
    if (isXFile && (Array.isArray(value.json.data) || object(value.json.data))) return page(piece, value.json)
    const reject = refusedOf(value.json, format, known)
    if (reject) return [{ line, bytes, reject }]
    return [{ line, bytes, item: itemOf(value.json, format, known), carried: originalIn(value.json) }]
  }

  /** A whole page: its posts one by one, each with its own bytes. */
  function page(piece: Torn, json: Json): Read[] {
    const known = includesOf(json)
    if (!Array.isArray(json.data)) {
      const reject = refusedOf(object(json.data)!, format, known)
      if (reject) return [{ line: piece.line, bytes: piece.bytes, reject }]
      return [{ line: piece.line, bytes: piece.bytes, item: xItem(object(json.data)!, known) }]
    }
    const splitter = new ElementSplitter()
    return [...splitter.push(piece.bytes), ...splitter.end()]
      .filter((element) => element.path === 'data')
      .flatMap((element) => record({ ...element, line: piece.line + element.line - 1 }, known))
  }

  function release(): Read[] {
    const reads = held.flatMap((element) => record(element, includes))
    held = []
    heldBytes = 0
    return reads
  }

  return {
    line: (line) => record(line, includes),
    element(element) {
      if (element.path === 'end') {
        const reads = release()
        includes = noIncludes()
        return reads
      }
      if (element.path.startsWith('includes.')) {
        const value = parsed(script.text(element.bytes))
        if ('json' in value) include(includes, element.path.slice('includes.'.length) as keyof Includes, value.json)
        return []
      }
      if (!isXFile || element.path !== 'data') return record(element, includes)
      held.push({ ...element, bytes: Buffer.from(element.bytes) })
      heldBytes += element.bytes.length
      return heldBytes > pageBytes ? release() : []
    },
    end: release,
  }
}

/** Why a record of a network's file is not taken, before its fields are looked at. */
function refusedOf(json: Json, format: Format, includes: Includes): Reject | undefined {
  if (format === 'jsonl' || format === 'json') return undefined
  const known =
    format === 'mastodon'
      ? isMastodon(json) || isActivity(json)
      : isLegacyX(json) || 'text' in json || 'note_tweet' in json
  if (!known) return unknownForm(json)
  const author = includes.users.get(String(json.author_id))
  return notPublic(author ? { ...json, author } : json) ?? (isActivity(json) ? withoutWords(json) : undefined)
}

function itemOf(json: Json, format: Format, includes: Includes): Json {
  if (format === 'x' || format === 'x-archive') return isLegacyX(json) ? legacyXItem(json) : xItem(json, includes)
  if (format === 'mastodon') return isActivity(json) ? activityItem(json) : mastodonItem(json)
  return surfaceItem(json)
}

function parsed(text: string): { json: Json } | { reject: Reject } {
  try {
    const json = object(parseJson(text))
    return json ? { json } : { reject: { code: 'unknown-form', detail: 'the record is not a JSON object' } }
  } catch (error) {
    return {
      reject: {
        code: 'not-json',
        detail: `the record is not JSON: ${(error as Error).message.replace(/,? ?(\.\.\.)?"[\s\S]*/, '')}`,
      },
    }
  }
}

function unknownForm(json: Json): Reject {
  return {
    code: 'unknown-form',
    detail: `the record has no known form; its fields are ${Object.keys(json).slice(0, 12).join(', ')}`,
  }
}
