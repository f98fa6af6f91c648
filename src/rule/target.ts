import { isUuid, refuse, type Reader } from '#core/index.ts'
import { parseSearch, searchForm, tagWord, type StatementFilter } from '#statement/index.ts'
import type { Kind, Target } from './rule.ts'

/** What somebody wants put aside, as it comes from a form or a program. */
export interface Wish {
  kind: string
  /** Phrase, link, host or hashtag. */
  value?: string | undefined
  /** Of a search. */
  filter?: StatementFilter | undefined
  /** Of a sender: one of their posts. */
  post?: string | undefined
}

const least = 3
const most = 300

/** What the wish looks for, in one form for all who mean the same; refuses what would mean nothing or everything. */
export async function targetOf(reader: Reader, campaignId: string, wish: Wish): Promise<Target> {
  const target = (kind: Kind, found: Partial<Target>): Target => ({ kind, value: null, filter: null, authorId: null, marks: null, ...found })
  switch (wish.kind) {
    case 'search': return target('search', { filter: searchOf(wish.filter ?? {}) })
    case 'sender': return target('sender', { authorId: await authorOf(reader, campaignId, wish.post) })
    case 'phrase': return target('phrase', { value: phraseOf(wish.value ?? '') })
    case 'link': return target('link', { value: linkOf(wish.value ?? '') })
    case 'host': return target('host', { value: hostOf(wish.value ?? '') })
    case 'hashtag': return target('hashtag', { value: hashtagOf(wish.value ?? '') })
    default: throw wrong('A rule is a search, sender, phrase, link, host or hashtag.')
  }
}

/** Without words a search would put everything aside; what is no property of a statement itself (who has it, how near it is) is no rule. */
function searchOf({ q, language, channel }: StatementFilter): StatementFilter {
  const { words = '', from, notFrom, area, heldBy, since, until, near, box } = parseSearch(q ?? '')
  if ([from, notFrom, area, heldBy].some((one) => one.length > 0) || since || until || near || box) {
    throw refuse('rule-search', 422, 'A rule looks for words, #tags, language: and channel: only.', { mend: 'For a sender, open one of their statements.' })
  }
  if (letters(words) < least || !/(^|& )\(/.test(words)) throw wrong('A search needs a word of at least three letters that it looks for.')
  return JSON.parse(JSON.stringify({ q: q!.trim().slice(0, 500), language, channel })) as StatementFilter
}

async function authorOf(reader: Reader, campaignId: string, post: string | undefined): Promise<string> {
  const row = isUuid(post) ? await reader.row<{ author: string | null }>(`select author_id as author from post where campaign_id = $1 and id = $2`, [campaignId, post]) : undefined
  if (!row) throw refuse('not-found', 404, 'There is no such post.')
  if (!row.author) throw refuse('no-sender', 422, 'Nobody can say who wrote this post.', { mend: 'Choose a phrase or a link instead.' })
  return row.author
}

function phraseOf(typed: string): string {
  const phrase = searchForm(typed).trim()
  if (letters(phrase) < least) throw wrong('A phrase has at least three letters.')
  if (phrase.length > most) throw wrong(`A phrase has at most ${most} characters.`)
  return phrase
}

/** A link in the form that is looked for; undefined where it is none. */
export function linkValue(link: string): string | undefined {
  return URL.canParse(link) ? linkOf(link) : undefined
}

/** Without protocol and www, small letters in the host, no slash at the end. */
function linkOf(typed: string): string {
  const url = urlOf(typed)
  return `${plainHost(url)}${url.pathname}${url.search}`.replace(/\/+$/, '').slice(0, most)
}

function hostOf(typed: string): string {
  return plainHost(urlOf(typed))
}

const plainHost = (url: URL) => url.hostname.toLowerCase().replace(/^www\./, '')

function urlOf(typed: string): URL {
  const text = typed.trim()
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  if (!url?.hostname.includes('.') || text.length > 2_000) throw wrong('This is not a link.')
  return url
}

function hashtagOf(typed: string): string {
  const tag = typed.trim().replace(/^[#＃]/, '').normalize('NFC').toLowerCase()
  if (!/^[\p{L}\p{M}\p{N}_]{2,100}$/u.test(tag) || tagWord(tag) === undefined) throw wrong('A hashtag has letters, digits and _ only.')
  return tag
}

const letters = (text: string) => (text.match(/[\p{L}\p{N}]/gu) ?? []).length

function wrong(detail: string) {
  return refuse('rule-wrong', 422, detail)
}
