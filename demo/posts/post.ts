import type { Language } from '../places.ts'

export type Channel =
  | 'x' | 'mastodon' | 'bluesky' | 'telegram' | 'whatsapp' | 'sms' | 'email' | 'form' | 'call' | 'paper' | 'feed'

/** One example post, in exactly the shape of an item of `POST /api/campaigns/{slug}/posts`. */
export interface ExamplePost {
  channel: Channel
  externalId: string
  text: string
  author?: { name?: string, handle?: string, network?: string }
  postedAt: string
  language?: string
  place?: { name: string, lat: number, lon: number }
  repostOf?: string
  quoteOf?: string
  replyTo?: string
  links?: string[]
  media?: { url: string, kind: string, alt?: string }[]
  knows?: 'lived' | 'saw' | 'heard'
  contact?: { email?: string, phone?: string, handle?: string }
  consent?: { quote: boolean, name: boolean, passOn: boolean, write: boolean }
}

/** How a post came to say what it says. */
export type Kind =
  | 'original' | 'repost' | 'rt' | 'forward' | 'again' | 'quote' | 'quote-added' | 'link' | 'mention' | 'emoji' | 'tags'
  | 'word' | 'typo' | 'spelling' | 'cut' | 'cross'

/** A post with what only its maker knows: which saying it says. Posts with the same `saying` belong in one statement. */
export interface LabelledPost {
  post: ExamplePost
  saying: string
  subject: string
  kind: Kind
  language: Language
  issueArea?: string
  theme?: string
}
