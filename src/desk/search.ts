import { placeMeant } from '#campaign/index.ts'
import { channels } from '#channel/index.ts'
import type { Actor, CampaignRef, House } from '#core/index.ts'
import { authorIdOf } from '#post/index.ts'
import { parseSearch, statementsBy, statementsSaying, wrong, type Around, type Author, type AuthorRange, type Search, type StatementFilter } from '#statement/index.ts'
import { areaCalled } from './area.ts'

/** What a call or a screen asks for: the query keys of `GET /api/campaigns/{slug}/statements`. */
export interface Asking {
  q?: string | undefined
  state?: string | undefined
  language?: string | undefined
  channel?: string | undefined
  /** Key, id or name of an issue area that somebody chose; `none` for statements without one. */
  issueArea?: string | undefined
  /** Key, id or name of an issue area that was chosen or is suggested. */
  about?: string | undefined
}

/** Takes the search apart and looks its names up: places, areas, authors, people. Refuses what cannot be meant, by the part that says it. */
export async function searchFilter(house: House, campaign: CampaignRef, actor: Actor | undefined, asking: Asking): Promise<StatementFilter> {
  const { q, state, language, channel } = asking
  const area = async (called: string) => (await areaCalled(house.db, campaign.id, called)).id
  const search = parseSearch(q ?? '')
  const filter: StatementFilter = {
    ...given({ state, language, channel, words: search.words, since: search.since, until: search.until }),
    ...given({ issueArea: asking.issueArea && asking.issueArea !== 'none' ? await area(asking.issueArea) : asking.issueArea }),
    ...given({ about: asking.about ? await area(asking.about) : undefined }),
    states: search.state, languages: search.language, channels: search.channel, notChannels: search.notChannel,
    areas: await Promise.all(search.area.map(area)),
  }
  const { db } = house
  if (search.near) (filter.within ??= []).push(await pointOf(house, campaign, search.near))
  if (search.box) (filter.within ??= []).push(search.box)
  // Looked up once, not in each part of a page. Named, but nobody: then nothing is found, not everything.
  const saying = search.sideBySide ? await statementsSaying(db, campaign.id, search.words!) : undefined
  if (saying) delete filter.words
  const by = search.from.length > 0 ? await statementsBy(db, campaign.id, rangesOf(house, campaign.id, search.from)) : undefined
  const among = inAll([saying, by].filter((ids) => ids !== undefined))
  if (among) filter.among = among
  if (search.notFrom.length > 0) filter.notAmong = await statementsBy(db, campaign.id, rangesOf(house, campaign.id, search.notFrom))
  if (search.heldBy.length > 0) filter.heldBy = await peopleCalled(house, actor, search.heldBy)
  return filter
}

function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}

function inAll(lists: string[][]): string[] | undefined {
  const [first, ...others] = lists.map((ids) => new Set(ids))
  return first && [...first].filter((id) => others.every((also) => also.has(id)))
}

async function pointOf(house: House, campaign: CampaignRef, { place, lat, lon, km }: NonNullable<Search['near']>): Promise<Around> {
  if (lat !== undefined && lon !== undefined) return { lat, lon, km }
  if (place === undefined) throw wrong(`within:${km}km`, 'say near:PLACE too')
  const { place: found, several } = await placeMeant(house.db, campaign.id, place)
  if (found) return { lat: found.lat, lon: found.lon, km }
  const others = several.slice(0, 5).map((one) => `near:"${[one.name, one.district ?? one.country].filter(Boolean).join(', ')}"`)
  throw wrong(`near:${place}`, others.length > 0 ? `several places are called so: ${others.join(', ')}, or near:lat,lon` : 'no single place of the campaign is called so; write near:lat,lon')
}

/** By an address nobody is found here: whether it has written is its owner's secret. */
const addressed = ['email', 'phone']
const named = channels.filter((channel) => !addressed.includes(channel))

/** A handle is looked for on every channel: what is kept is a hash of both. `network/handle` names one. */
function rangesOf(house: House, campaignId: string, authors: Author[]): AuthorRange[] {
  return authors.flatMap((author): AuthorRange[] => {
    if ('pseudonym' in author) return [rangeOf(author.pseudonym)]
    const [network, handle] = author.handle.includes('/') ? author.handle.split('/', 2) : [undefined, author.handle]
    const addresses = (network ? [network] : named).filter((one) => !addressed.includes(one)).map((one) => `${one}/${handle!.replace(/^@/, '')}`)
    return addresses.map((address) => authorIdOf(house, campaignId, address)).map((id) => [id, id])
  })
}

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The ids that begin with the twenty bits which four letters stand for (post/authors.ts). */
function rangeOf(pseudonym: string): AuthorRange {
  const bits = [...pseudonym].reduce((sum, letter) => sum * 32 + letters.indexOf(letter), 0)
  const head = bits.toString(16).padStart(5, '0')
  return [`${head}000-0000-0000-0000-000000000000`, `${head}fff-ffff-ffff-ffff-ffffffffffff`]
}

async function peopleCalled(house: House, actor: Actor | undefined, names: string[]): Promise<string[]> {
  const ids = names.flatMap((name) => (name.toLowerCase() === 'me' && actor ? [actor.person.id] : []))
  const others = names.filter((name) => name.toLowerCase() !== 'me').map((name) => name.toLowerCase())
  const found = await house.db.rows<{ id: string }>('select id from person where lower(name) = any($1)', [others])
  return [...ids, ...found.map((row) => row.id)]
}
