/** Statuses as the API of Mastodon gives them. https://docs.joinmastodon.org/entities/Status/ */
import { linksOf, textOf } from './html.ts'
import { atMost, id, languageCode, list, object, string, texts, webLinks, type Json } from './json.ts'

export function isMastodon(value: unknown): boolean {
  const status = object(value)
  return (
    status !== undefined &&
    typeof status.content === 'string' &&
    ('account' in status || 'spoiler_text' in status || 'uri' in status)
  )
}

export function mastodonItem(status: Json): Json {
  const reblog = object(status.reblog)
  // A repost has the content of what it reposts, on some servers only inside `reblog`.
  const said = reblog ?? status
  const account = object(status.account)
  const html = string(said.content) ?? ''
  return {
    externalId: id(status.id),
    text: wordsOf(said, html),
    author: account && {
      name: atMost(string(account.display_name) ?? string(account.username), 300),
      handle: atMost(string(account.acct) ?? string(account.username), 200),
      network: 'mastodon',
    },
    postedAt: string(status.created_at),
    language: languageCode(said.language),
    repostOf: id(reblog?.id),
    quoteOf: id(object(object(status.quote)?.quoted_status)?.id) ?? id(status.quote_id),
    replyTo: id(status.in_reply_to_id),
    links: webLinks([...linksOf(html), string(object(said.card)?.url)]),
    hashtags: texts(said.tags, (tag) => tag.name),
    mentions: texts(said.mentions, (mention) => mention.acct),
    media: mediaOf(said),
  }
}

/**
 * A content warning is part of what was said: it stands first. A post without words speaks by the descriptions of its
 * pictures.
 */
function wordsOf(status: Json, html: string): string {
  const said = [string(status.spoiler_text), textOf(html)].filter(Boolean).join('\n\n')
  return (
    said ||
    list(status.media_attachments)
      .flatMap((media) => string(object(media)?.description) ?? [])
      .join('\n')
  )
}

function mediaOf(status: Json): Json[] | undefined {
  const media = list(status.media_attachments).flatMap((entry) => {
    const found = object(entry)
    return found
      ? [
          {
            url: webLinks([string(found.url) ?? string(found.remote_url)])?.[0],
            kind: atMost(string(found.type), 50),
            alt: atMost(string(found.description), 2_000),
          },
        ]
      : []
  })
  return media.length ? media.slice(0, 100) : undefined
}
