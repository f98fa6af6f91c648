import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { discardsOf, totals } from '#room/index.ts'
import { entered } from '../../entered.ts'
import { beganAt, periodOf } from '../period.ts'
import type { PageServerLoad } from './$types'

/** What was discarded, added up by reason, person, day and issue area. */
export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'room.read')
  const now = house.clock.now()
  const period = periodOf(url)
  const since = beganAt(period, now, locals.t.zone)
  const [rows, areas] = await Promise.all([discardsOf(house.db, campaign.id, { since }, locals.t.zone), issueAreasOf(house.db, campaign.id)])
  const areaName = new Map(areas.map((area) => [area.key, nameIn(area.names, locals.language)]))
  const people = new Map(rows.map((row) => [row.personId, row.person]))
  return {
    period, since, now,
    count: rows.reduce((sum, row) => sum + row.count, 0),
    reasons: totals(rows, (row) => row.reason),
    people: totals(rows, (row) => row.personId).map((one) => ({ ...one, name: people.get(one.key)! })),
    days: totals(rows, (row) => row.day).sort((a, b) => (a.key < b.key ? 1 : -1)),
    areas: totals(rows, (row) => row.area ?? 'none').map((one) => ({ ...one, name: areaName.get(one.key) })),
  }
}
