import { isUuid, refuse, uuid7, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { allow, may } from '#person/index.ts'
import { states, type StatementFilter } from '#statement/index.ts'
import { countMatches } from '../queue.ts'
import { searchFilter, type Asking } from '../search.ts'

/** A person keeps at most so many; each is counted when the list is shown. */
export const mostSaved = 50

export interface SavedSearch {
  id: string
  name: string
  by: string
  mine: boolean
  shared: boolean
  asking: Asking
  /** Statements that it finds now, counted no further than 10,000; null when what it asks for is not there any more. */
  count: number | null
}

const counted = 10_000

/** Keeps a search under a name. What cannot be searched for cannot be kept. */
export async function saveSearch(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: { name: string; shared?: boolean; asking: Asking }): Promise<string> {
  allow(actor, campaign, 'statement.read')
  const name = wish.name.trim()
  if (name.length < 1 || name.length > 100) throw refuse('search-name', 422, 'A search is kept under a name of 1 to 100 characters.')
  const asking = kept(wish.asking)
  if (Object.keys(asking).length === 0) throw refuse('search-empty', 422, 'This search asks for nothing.', { mend: 'Search for something first, then keep it.' })
  await searchFilter(house, campaign, actor, asking)
  const at = house.clock.now()
  const id = uuid7(at)
  return house.db.transact(async (t) => {
    const held = await t.row<{ count: number }>('select count(*)::int as count from saved_search where campaign_id = $1 and person_id = $2', [campaign.id, actor.person.id])
    if (held!.count >= mostSaved) throw refuse('search-many', 409, `You keep ${mostSaved} searches already.`, { mend: 'End one that you no longer need.' })
    await t.run('insert into saved_search (campaign_id, id, person_id, name, shared, asking, created_at) values ($1, $2, $3, $4, $5, $6, $7)', [
      campaign.id, id, actor.person.id, name, wish.shared === true, JSON.stringify(asking), at,
    ])
    return id
  })
}

/** Ends one of one's own; a coordinator any that is shared. */
export async function endSearch(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'statement.read')
  const ended = await house.db.transact((t) =>
    t.run('delete from saved_search where campaign_id = $1 and id = $2 and (person_id = $3 or (shared and $4))', [
      campaign.id, isUuid(id) ? id : null, actor.person.id, may(actor, campaign, 'campaign.manage'),
    ]),
  )
  if (ended === 0) throw refuse('not-found', 404, 'There is no such search of yours.')
}

/** One's own and the shared ones, by name, each with what it finds now. */
export async function savedSearches(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<SavedSearch[]> {
  allow(actor, campaign, 'statement.read')
  const rows = await house.db.rows<Omit<SavedSearch, 'count'>>(
    `select s.id, s.name, p.name as by, s.person_id = $2 as mine, s.shared, s.asking from saved_search s join person p on p.id = s.person_id
     where s.campaign_id = $1 and (s.person_id = $2 or s.shared) order by lower(s.name), s.id limit 200`,
    [campaign.id, actor.person.id],
  )
  return Promise.all(rows.map(async (row) => ({ ...row, count: await countOf(house, actor, campaign, row.asking) })))
}

async function countOf(house: House, actor: Actor, campaign: CampaignRef, asking: Asking): Promise<number | null> {
  let filter: StatementFilter
  try {
    filter = await searchFilter(house, campaign, actor, asking)
  } catch {
    // An issue area or a place that it names was taken away since.
    return null
  }
  return Math.min(counted, await countMatches(house.db, campaign.id, filter, counted))
}

function kept({ q, state, language, channel, about }: Asking): Asking {
  const known = { q: q?.trim().slice(0, 500), state: states.find((one) => one === state), language: language?.slice(0, 35), channel: channel?.slice(0, 20), about: about?.slice(0, 200) }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value)) as Asking
}
