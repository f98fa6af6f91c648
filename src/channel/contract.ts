/**
 * The contract of a channel. A channel turns what arrives into arrivals and may send; it knows neither server nor
 * database. `arrivalItem` is the one description of an item: the API, the OpenAPI document and the file channel all
 * use it. Checking a full item costs 3 to 4 microseconds (`node src/channel/file/speed.ts`), so zod is on the hot path.
 */
import { z } from 'zod'
import type { Fetch } from '#core/index.ts'
import { dateOf } from './moment.ts'
import { inWords, type Reject, type RejectCode } from './reject.ts'

export { dateOf } from './moment.ts'
export type { FileRejectCode, Reject, RejectCode } from './reject.ts'

export const channels = [
  'x',
  'mastodon',
  'bluesky',
  'telegram',
  'whatsapp',
  'sms',
  'email',
  'form',
  'call',
  'paper',
  'feed',
  'webhook',
  'file',
] as const
export type ChannelName = (typeof channels)[number]

/** One message as it arrived, ready for intake. */
export interface Arrival {
  channel: ChannelName
  /** With `channel` the identity of the post: the same pair arrives once, however often it is sent. */
  externalId: string
  text: string
  /** The bytes as they came: of the row or record in a file, of the item's JSON over the API. */
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
  contact?: { email?: string; phone?: string; handle?: string }
  consent?: { quote?: boolean; name?: boolean; passOn?: boolean; write?: boolean }
}

export const limits = {
  text: 20_000,
  id: 500,
  name: 300,
  handle: 200,
  place: 500,
  link: 2_000,
  alt: 2_000,
  tag: 200,
  list: 100,
}

// Line ends become \n; other control characters carry nothing for a reader and break terminals, XML and COPY. NUL is
// left for a refusal.
const control = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/
function clean(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return control.test(whole) ? whole.replace(/\r\n?/g, '\n').replace(/[\x01-\x08\x0b-\x1f\x7f-\x9f]/g, '') : whole
}

const reason = (code: RejectCode, detail: string) => ({ error: detail, params: { code } })

const words = (most: number) =>
  z
    .string()
    .overwrite(clean)
    .max(most)
    .refine((text) => !text.includes('\0'), reason('nul', 'holds a NUL character'))
const line = (most: number) => words(most).refine((text) => /\S/.test(text), reason('empty', 'is empty'))
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish()
const link = line(limits.link).refine(
  (text) => /^https?:\/\/\S+$/i.test(text),
  reason('not-a-link', 'is not a link: it has to begin with http:// or https://'),
)
const moment = z
  .string()
  .max(64)
  .refine(
    (text) => dateOf(text) !== undefined,
    reason('not-a-date', 'is not a date: it has to look like 2026-03-14T09:30:00Z'),
  )

/**
 * One item of `POST /api/campaigns/{slug}/posts`. What it does not name is kept in the original and otherwise ignored.
 */
export const arrivalItem = z.object({
  channel: z.enum(channels),
  externalId: line(limits.id),
  text: line(limits.text),
  author: maybe(
    z.object({
      name: maybe(words(limits.name)),
      handle: maybe(words(limits.handle)),
      network: maybe(words(limits.handle)),
    }),
  ),
  postedAt: maybe(moment),
  language: maybe(
    z
      .string()
      .regex(
        /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,4}$/,
        reason('unknown-value', 'is not a language code such as es or pt-BR'),
      ),
  ),
  place: maybe(
    z
      .object({
        name: maybe(words(limits.place)),
        lat: maybe(z.number().min(-90).max(90)),
        lon: maybe(z.number().min(-180).max(180)),
      })
      .refine(
        (place) => ((place.lat ?? null) === null) === ((place.lon ?? null) === null),
        reason('half-a-place', 'has only one of lat and lon'),
      ),
  ),
  repostOf: maybe(line(limits.id)),
  quoteOf: maybe(line(limits.id)),
  replyTo: maybe(line(limits.id)),
  links: maybe(z.array(link).max(limits.list)),
  media: maybe(
    z.array(z.object({ url: maybe(link), kind: maybe(words(50)), alt: maybe(words(limits.alt)) })).max(limits.list),
  ),
  hashtags: maybe(z.array(line(limits.tag)).max(limits.list)),
  mentions: maybe(z.array(line(limits.tag)).max(limits.list)),
  knows: maybe(z.enum(['lived', 'saw', 'heard'])),
  contact: maybe(
    z.object({
      email: maybe(
        line(320).refine(
          (text) => /^[^\s@]+@[^\s@]+$/.test(text),
          reason('not-an-address', 'is not an e-mail address'),
        ),
      ),
      phone: maybe(line(50)),
      handle: maybe(line(limits.handle)),
    }),
  ),
  consent: maybe(
    z.object({
      quote: maybe(z.boolean()),
      name: maybe(z.boolean()),
      passOn: maybe(z.boolean()),
      write: maybe(z.boolean()),
    }),
  ),
})

/** Checks one item from outside. `original` is kept with it, byte for byte. */
export function readArrival(item: unknown, original: Uint8Array): { arrival: Arrival } | { reject: Reject } {
  const read = arrivalItem.safeParse(item)
  if (!read.success) return { reject: inWords(read.error.issues[0]!, item) }
  const { channel, externalId, text, postedAt, ...rest } = read.data
  const arrival: Arrival = { channel, externalId, text, original }
  if (postedAt) arrival.postedAt = dateOf(postedAt)
  for (const key in rest) {
    const value = rest[key as keyof typeof rest]
    // null says the same as nothing.
    if (value !== null && value !== undefined)
      (arrival as unknown as Record<string, unknown>)[key] =
        typeof value === 'string' || Array.isArray(value) ? value : withoutNull(value)
  }
  return { arrival }
}

function withoutNull(value: object): object {
  const entries = value as Record<string, unknown>
  for (const key in entries)
    if (entries[key] === null || entries[key] === undefined)
      return Object.fromEntries(Object.entries(entries).filter(([, entry]) => (entry ?? null) !== null))
  return value
}

/**
 * A message of ours on its way out. `id` is ours and stays the same over every attempt: networks that know idempotency
 * get it.
 */
export interface Outgoing {
  id: string
  /** Whom it is for; on a network where it is said to everybody, nobody. */
  to: { address: string; name?: string }
  text: string
  subject?: string
  language?: string
  /** The external id of what this answers. */
  replyTo?: string
  media?: { bytes: Uint8Array; type: string; alt?: string }[]
  /** When it was first tried, if it was before. */
  triedAt?: Date
}

/**
 * What became of a message. `unconfirmed` is the honest third answer: it may have left, so it is reconciled or shown
 * to a person and never sent again blindly. `again`: not before then, by the network's own word. `signedOut`: the
 * network no longer takes what we prove ourselves with; a person has to connect the account anew. `replyLost`: what it
 * answers is not there any more, or may not be answered; nothing else is wrong with it.
 */
export type Fate =
  | { state: 'sent'; externalId: string; link?: string }
  | { state: 'refused'; reason: string; permanent: boolean; again?: Date; signedOut?: true; replyLost?: true }
  | { state: 'unconfirmed'; reason: string }

/** What reading back found: it is there, it is not, or that cannot be said now. */
export type Found =
  | { state: 'there'; externalId: string; link?: string }
  | { state: 'absent' }
  | { state: 'unknown'; reason: string; again?: Date }

/** Mills are thousandths of a US dollar: the smallest price on X is one. */
export type Unit = 'messages' | 'characters' | 'requests' | 'uploads' | 'points' | 'logins' | 'mills'

/** How much of each unit something takes; what is not named takes none. */
export type Cost = Partial<Record<Unit, number>>

/** What a network allows: at most `most` units within `seconds`, counted per account or for the whole app. */
export interface Budget {
  name: string
  per: 'account' | 'app'
  unit: Unit
  most: number
  seconds: number
}

/** What the house lends an outlet while it works: a channel knows neither server nor database. */
export interface Means {
  now: () => Date
  /** The one way out: addresses checked, time and size bounded. */
  fetch: Fetch
  /** Takes more out of the ledger than the message itself costs, such as a sign-in. A date: not before then. */
  spend: (cost: Cost) => Promise<Date | undefined>
  /** Keeps what a sign-in gave, sealed beside the account's secrets. */
  keep: (session: unknown) => Promise<void>
}

/** What a look at an account found. */
export type Checked =
  | { ok: true; handle: string; ref: string; longest?: number }
  | { ok: false; reason: string; signedOut?: true; again?: Date }

/**
 * A channel by which messages leave. `Connection` is what its folder needs to reach the network: address, token,
 * sender.
 */
export interface Outlet<Connection> {
  channel: ChannelName
  /** The longest text it carries, in the characters that the network counts. */
  longest?: number
  budgets: readonly Budget[]
  /** What a message takes from the budgets; one message where nothing is said. */
  cost?: (message: Outgoing) => Cost
  send: (message: Outgoing, connection: Connection, means: Means) => Promise<Fate>
  /** Looks whether a message whose fate is unknown is there. `since`: when it was first tried. */
  find?: (message: Outgoing, connection: Connection, means: Means, since: Date) => Promise<Found>
  /** Whether one that was looked for and is not there may go again: only where a second one cannot come of it. */
  repeatable?: (since: Date, now: Date) => boolean
  /** Whether the account can be reached with what we have. */
  check?: (connection: Connection, means: Means) => Promise<Checked>
}
