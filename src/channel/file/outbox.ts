/**
 * The archive that Mastodon and its kin give their users: `outbox.json`, ActivityPub activities in `orderedItems`.
 * https://docs.joinmastodon.org/user/moving/#export
 */
import type { Reject } from '../contract.ts'
import { linksOf, textOf } from './html.ts'
import { atMost, languageCode, list, object, string, texts, webLinks, type Json } from './json.ts'

export function isActivity(value: unknown): boolean {
  const activity = object(value)
  return (activity?.type === 'Create' || activity?.type === 'Announce') && 'object' in activity && 'actor' in activity
}

/** A repost is in the archive only as an address, without words. */
export function withoutWords(activity: Json): Reject | undefined {
  if (activity.type !== 'Announce' && object(activity.object)) return undefined
  return { code: 'unknown-form', detail: 'the record is a repost without its words: the archive has only its address' }
}

export function activityItem(activity: Json): Json {
  const note = object(activity.object)!
  const html = string(note.content) ?? ''
  const attachments = list(note.attachment).map((entry) => object(entry) ?? {})
  const said = [string(note.summary), textOf(html)].filter(Boolean).join('\n\n')
  return {
    externalId: string(note.id) ?? string(activity.id),
    text: said || attachments.flatMap((entry) => string(entry.name) ?? []).join('\n'),
    author: { handle: handleIn(string(activity.actor)), network: 'mastodon' },
    postedAt: string(note.published) ?? string(activity.published),
    language: languageCode(Object.keys(object(note.contentMap) ?? {})[0]),
    replyTo: string(note.inReplyTo),
    links: webLinks(linksOf(html)),
    hashtags: tagsOf(note, 'Hashtag'),
    mentions: tagsOf(note, 'Mention'),
    media: mediaOf(attachments),
  }
}

function tagsOf(note: Json, type: string): string[] | undefined {
  return texts(note.tag, (tag) => (tag.type === type ? string(tag.name)?.replace(/^[#@]/, '') : undefined))
}

function mediaOf(attachments: Json[]): Json[] | undefined {
  const media = attachments.map((entry) => ({
    url: webLinks([string(entry.url)])?.[0],
    kind: atMost(string(entry.mediaType), 50),
    alt: atMost(string(entry.name), 2_000),
  }))
  return media.length ? media.slice(0, 100) : undefined
}

/** `https://social.example/users/ana` is ana@social.example. */
function handleIn(actor: string | undefined): string | undefined {
  const m = /^https?:\/\/([^/]+)\/(?:users\/|@)([^/?#]+)/.exec(actor ?? '')
  return m ? `${m[2]}@${m[1]}` : atMost(actor, 200)
}
