/**
 * A message ready to become a post. The arrival of `#channel/index.ts` is one; channels lie downstream, so the shape that
 * storing needs stands here.
 */
export interface Incoming {
  channel: string
  externalId: string
  text: string
  original: Uint8Array
  author?: { name?: string; handle?: string; network?: string }
  postedAt?: Date
  language?: string
  place?: { name?: string; lat?: number; lon?: number }
  repostOf?: string
  quoteOf?: string
  replyTo?: string
  links?: string[]
  media?: { url?: string; kind?: string; alt?: string }[]
  hashtags?: string[]
  mentions?: string[]
  knows?: 'lived' | 'saw' | 'heard'
  contact?: Contact
  consent?: { quote?: boolean; name?: boolean; passOn?: boolean; write?: boolean }
}

export interface Contact {
  email?: string
  phone?: string
  handle?: string
}

/** What is shown of an author where a name may be shown. */
export interface Byline {
  name?: string
  handle?: string
  network?: string
}

/** What the committed batch hands on to folding, so that the process that stored it does not read it back. */
export interface StoredPost {
  id: string
  text: string
  channel: string
  language: string | undefined
  postedAt: Date
  place: { name?: string; lat?: number; lon?: number } | undefined
  /** Blind index of the author's address; undefined where nobody can say who wrote it. */
  authorId: string | undefined
  links: string[]
  knows: 'lived' | 'saw' | 'heard' | undefined
}
