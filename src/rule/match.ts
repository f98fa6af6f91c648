import { conditionsOf, parseSearch, queryOf, searchForm, tagWord, type StatementFilter } from '#statement/index.ts'
import type { Target } from './rule.ts'

/** Longer words are not in the index of words (src/statement/search-words.ts). */
const longestWord = 200
const mostWords = 24

/** Words without which nothing can match, as tsquery text; undefined where there are none. */
export function needleOf({ kind, value, filter }: Target): string | undefined {
  if (kind === 'search') return searched(filter).words
  if (value === null) return undefined
  if (kind === 'phrase') return queryOf(`"${value}"`)
  if (kind === 'hashtag') return `('${tagWord(value)}')`
  // Of a link each word by itself: what stands between them in a text may be a protocol or nothing.
  const words = searchForm(value).split(' ').filter((word) => word.length > 0 && word.length <= longestWord).slice(0, mostWords)
  return queryOf(words.map((word) => `"${word}"`).join(' '))
}

/** The search of a rule as the desk would put it. */
function searched(filter: StatementFilter | null): StatementFilter {
  const { words, language, channel, notChannel } = parseSearch(filter?.q ?? '')
  return { words, languages: language, channels: channel, notChannels: notChannel, language: filter?.language, channel: filter?.channel }
}

/** Whether the needle says it all. A search is asked about the way in which the desk would put it, so that it stays the desk's language. */
export function isNeedleAll(target: Target): boolean {
  if (target.kind === 'phrase' || target.kind === 'hashtag') return true
  if (target.kind !== 'search') return false
  const parameters: unknown[] = ['campaign']
  conditionsOf(searched(target.filter), parameters)
  return parameters.length === 2 && parameters[1] === needleOf(target)
}

/**
 * Conditions on `statement s` under which a target takes it, to stand after `s.campaign_id = $1`. `muted`: authors who are muted: a statement
 * goes only where all who say it are among them. Undefined: what is looked for is in no column (a template).
 */
export function conditionOf(target: Target, parameters: unknown[], muted: string[]): string | undefined {
  const place = (value: unknown) => `$${parameters.push(value)}`
  switch (target.kind) {
    case 'search': return target.filter === null ? ' and false' : conditionsOf(searched(target.filter), parameters)
    case 'phrase': case 'hashtag': return target.value === null ? ' and false' : words(place(needleOf(target)))
    case 'link': case 'host': return target.value === null ? ' and false' : linked(place(needleOf(target)), place(patternOf(target)))
    case 'sender': return target.authorId === null ? ' and false' : sender(place(target.authorId), place(muted))
    case 'template': return undefined
  }
}

function words(needle: string): string {
  return ` and exists (select from statement_text x where x.campaign_id = $1 and x.statement_id = s.id and x.search @@ ${needle}::tsquery)`
}

/** Also where the address stands beside the text only: some networks shorten it there. */
function linked(needle: string, pattern: string): string {
  return ` and s.id in (
      select x.statement_id from statement_text x where x.campaign_id = $1 and x.search @@ ${needle}::tsquery and x.text ~* ${pattern}
      union
      select f.statement_id from post p join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id
      where p.campaign_id = $1 and p.links <> '{}' and array_to_string(p.links, ' ') ~* ${pattern})`
}

function sender(author: string, muted: string): string {
  return ` and s.id in (
      select f.statement_id from post p join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id
      where p.campaign_id = $1 and p.author_id = ${author})
    and not exists (
      select from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
      where f.campaign_id = $1 and f.statement_id = s.id and (p.author_id is null or p.author_id <> all(${muted}::uuid[])))`
}

/** The same for a single link, in the program. */
export function linkPattern({ kind, value }: Target): RegExp {
  const exactly = (value ?? '').replace(/[$()*+.?[\\\]^{|}/]/g, '\\$&')
  return new RegExp(kind === 'host' ? `^https?://([^/\\s]+\\.)?${exactly}(?=[/:?#\\s]|$)` : `^https?://([^/\\s]+\\.)?${exactly}(?![\\p{L}\\p{N}_/%-]|\\.[\\p{L}\\p{N}])`, 'iu')
}

/** Where a link or a host begins and ends; a regular expression of PostgreSQL. */
export function patternOf({ kind, value }: Target): string {
  const exactly = (value ?? '').replace(/[^\p{L}\p{M}\p{Nd}_]/gu, '\\$&')
  const start = 'https?://([^/[:space:]]+\\.)?'
  if (kind === 'host') return `${start}${exactly}(?=[/:?#[:space:].,;!)]|$)`
  return `${start}${exactly}(?![[:alnum:]_/%-]|\\.[[:alnum:]])`
}
