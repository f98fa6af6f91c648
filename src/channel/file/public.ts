/**
 * Whether a network showed a post to everybody. What was written to followers or to one person is not taken: the consent
 * that public posts carry with them does not cover it.
 */
import type { Reject } from '../contract.ts'
import { list, object, string, type Json } from './json.ts'

const everybody = /^(https:\/\/www\.w3\.org\/ns\/activitystreams#|as:)?Public$/

export function notPublic(post: Json): Reject | undefined {
  return hiddenOnMastodon(post) || hiddenInOutbox(post) || hiddenOnX(post)
    ? { code: 'not-public', detail: 'the post was not public on its network' }
    : undefined
}

function hiddenOnMastodon(status: Json): boolean {
  return status.visibility === 'private' || status.visibility === 'direct'
}

function hiddenInOutbox(activity: Json): boolean {
  if (!('actor' in activity)) return false
  const readers = [activity.to, activity.cc].flatMap((entry) => (typeof entry === 'string' ? [entry] : list(entry)))
  return !readers.some((reader) => everybody.test(string(reader) ?? ''))
}

function hiddenOnX(post: Json): boolean {
  return object(post.user)?.protected === true || object(post.author)?.protected === true
}
