import type { Campaign } from '#campaign/index.ts'
import { isUuid, type Actor, type House } from '#core/index.ts'
import type { Wish } from '#bulk/index.ts'
import type { Asking } from '#desk/index.ts'
import type { StatementFilter } from '#statement/index.ts'
import { addressOf, askedOf, type Asked } from '../../desk/asked.ts'
import { filterOf } from '../../desk/filter.ts'
import { reachOf } from '../../desk/reach.ts'

/** What the address means: the statements that are ticked in it, or all that the desk would show for it. */
export async function meantBy(house: House, campaign: Campaign, actor: Actor, url: URL): Promise<Pick<Wish, 'search' | 'statements'>> {
  const statements = url.searchParams.getAll('statement').filter(isUuid)
  if (statements.length > 0) return { statements }
  const asked = askedOf(url)
  const filter: StatementFilter = { ...(await reachOf(house.db, campaign, actor, asked)), ...(await filterOf(house, campaign, actor, asked)) }
  return { search: { filter: filter.states?.length ? filter : { ...filter, states: statesOf(asked) }, asking: askingOf(asked) } }
}

/** The tab of the queue also shows what somebody has. */
function statesOf({ tab }: Asked): string[] {
  if (tab === 'queue') return ['waiting', 'held']
  return [tab === 'groups' ? 'waiting' : tab === 'mine' ? 'held' : tab]
}

function askingOf({ q, area, language, channel, tab }: Asked): Asking {
  const state = tab === 'queue' ? undefined : tab === 'groups' ? 'waiting' : tab
  return Object.fromEntries(Object.entries({ q, about: area, language, channel, state }).filter(([, value]) => value)) as Asking
}

/** Back to the desk as it was asked for. */
export function backOf(url: URL, slug: string): string {
  return `/${slug}/desk${addressOf(askedOf(url), { open: undefined })}`
}
