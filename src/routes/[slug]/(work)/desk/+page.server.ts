import { blindDue, countMatches, doneLately, echoesOf, firstKeys, heldBy, keysOf, leaseMinutes, listQueue, listStatements, undoSeconds, type QueueRow } from '#desk/index.ts'
import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { lastEvent } from '#core/index.ts'
import { queueOrderOf, recentCounts, searchForm, type QueueOrder } from '#statement/index.ts'
import { looksInShift, tooMuchGraphic } from '#graphic/index.ts'
import { may } from '#person/index.ts'
import { askedOf, type Asked } from './asked.ts'
import { coverOf } from '../cover.ts'
import { entered } from '../entered.ts'
import { filterOrFault } from './filter.ts'
import { excerpt } from './excerpt.ts'
import { opened, settled } from './opened.ts'
import { reachOf, recipientsOf, standingOf } from './reach.ts'
import type { PageServerLoad } from './$types'

export { actions } from './actions.ts'

const pageSize = 40

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  const { db } = house
  const asked = askedOf(url)
  const now = house.clock.now()
  // Before anything else is read: what happens meanwhile is heard twice rather than not at all.
  const heard = await lastEvent(db, campaign.id)
  const [{ filter: wished, fault }, reach] = await Promise.all([filterOrFault(house, campaign, actor, asked), reachOf(db, campaign, actor, asked)])
  const filter = { ...reach, ...wished }
  const [areas, counts, mine, page, matches, late, open, order, keys] = await Promise.all([
    issueAreasOf(db, campaign.id),
    recentCounts(db, campaign.id, now),
    heldBy(db, campaign.id, actor.person.id, now),
    rowsOf(asked),
    narrowed(asked) ? matchesOf(asked) : undefined,
    doneLately(db, campaign.id, actor.person.id, now),
    opened(house, campaign, actor, asked),
    queueOrderOf(db, campaign.id),
    keysOf(db, actor.person.id),
  ])
  const rows = asked.tab === 'mine' ? mine : page.statements
  const ids = rows.map((row) => row.id)
  const [cover, own, echoes, handTo, opinions, enough] = await Promise.all([
    coverOf(house, campaign, actor, ids),
    standingOf(house, campaign, actor, wished, asked.open, asked.tab === 'queue' && rows.length === 0 && !fault),
    echoesOf(db, campaign.id, ids),
    open && !open.gone && open.mine ? recipientsOf(db, campaign, actor) : undefined,
    blindDue(db, campaign.id, actor.person.id, now),
    // Once somebody has looked at enough, the next ones go to others, and the screen says so.
    tooMuchGraphic(db, campaign.id, actor.person.id, now).then((much) => (much ? looksInShift(db, campaign.id, actor.person.id, now) : 0)),
  ])
  const areaName = new Map(areas.map((area) => [area.key, nameIn(area.names, locals.language)]))
  return {
    now,
    heard,
    asked,
    areas: areas.map(({ key, names }) => ({ key, name: nameIn(names, locals.language) })),
    rows: rows.map((row) => shown(cover.covers(row.id) ? { ...settled(row, now), text: locals.t('graphic.coveredRow'), language: null } : settled(row, now), echoes.get(row.id)!, order)),
    fault,
    /** Not one statement is there yet, in any state: what to do then is another thing than when all are decided. */
    brandNew: Object.values(counts).every((count) => count === 0),
    next: asked.tab === 'mine' ? null : page.next,
    matches: matches === undefined ? undefined : { count: Math.min(matches, mostCounted), over: matches > mostCounted },
    counts: { ...counts, queue: counts.waiting, mine: mine.length, groups: own.inGroups },
    own,
    handTo,
    mine: mine.map((row) => row.id),
    late: late.map((deed) => ({ ...deed, area: deed.issueArea ? areaName.get(deed.issueArea) : undefined, seconds: secondsLeft(deed.at) })),
    leaseSeconds: leaseMinutes * 60,
    keys: { first: firstKeys as typeof keys.keys, own: keys },
    opinions,
    precision: campaign.precision,
    enough,
    mayOverride: may(actor, campaign, 'verification.override'),
    open,
  }

  function rowsOf({ tab, order, after }: Asked) {
    const wish = { order, after, limit: pageSize }
    // Whoever asks for a state in the search means all statements, not the tab.
    if (filter.states?.length) return listStatements(db, campaign.id, filter, wish)
    if (tab === 'queue') return listQueue(db, campaign.id, filter, wish)
    if (tab === 'mine') return { statements: [], next: null }
    return listStatements(db, campaign.id, { ...filter, state: tab === 'groups' ? 'waiting' : tab }, wish)
  }

  async function matchesOf({ tab }: Asked): Promise<number> {
    const states = filter.states?.length ? [undefined] : tab === 'queue' ? ['waiting', 'held'] : [tab === 'groups' ? 'waiting' : tab]
    const counts = await Promise.all(states.map((state) => countMatches(db, campaign.id, state ? { ...filter, state } : filter, mostCounted)))
    return counts.reduce((sum, count) => sum + count, 0)
  }

  function secondsLeft(at: Date): number {
    return Math.max(1, Math.ceil(undoSeconds - (now.getTime() - at.getTime()) / 1_000))
  }
}

const mostCounted = 10_000
const narrowed = ({ area, language, channel, q, tab }: Asked) => tab !== 'mine' && Boolean(area || language || channel || q)

function shown({ id, text, language, posts, channels, holder, until, issueArea, suggestedArea, place, firstSaidAt, signals, group }: QueueRow, echo: number[], { finder }: QueueOrder) {
  return {
    id, text: excerpt(text, 120), language, posts, channels, holder, until, area: issueArea, suggested: suggestedArea,
    place: place?.name ?? null, at: firstSaidAt, echo, group: group?.name,
    /** The word that makes it urgent. */
    urgent: signals.includes('urgent') ? (finder.find(searchForm(text)).get('urgent') ?? '') : undefined,
  }
}
