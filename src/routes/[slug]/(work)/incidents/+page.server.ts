import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { behindLinked } from '#desk/index.ts'
import { incidentOrders, listIncidents, verifications } from '#incident/index.ts'
import { entered } from '../entered.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'statement.read')
  const asked = url.searchParams
  const q = asked.get('q')?.trim().slice(0, 200) ?? ''
  const areas = await issueAreasOf(house.db, campaign.id)
  const area = areas.find((one) => one.key === asked.get('area'))
  const verification = verifications.find((one) => one === asked.get('verification'))
  const order = incidentOrders.find((one) => one === asked.get('order')) ?? 'loudest'
  const incidents = await listIncidents(house.db, campaign.id, {
    ...(area ? { issueAreaId: area.id } : {}), ...(q ? { words: q } : {}), ...(verification ? { verification } : {}), order, limit: 100,
  })
  const behind = await behindLinked(house.db, campaign.id, 'incident', incidents.map((one) => one.id))
  const names = new Map(areas.map((one) => [one.key, nameIn(one.names, locals.language)]))
  return {
    q, area: area?.key ?? '', verification: verification ?? '', order,
    areas: areas.map(({ key }) => ({ key, name: names.get(key)! })),
    incidents: incidents.map((one) => ({ ...one, area: one.issueArea ? (names.get(one.issueArea) ?? null) : null, behind: behind.get(one.id) ?? { statements: [], people: 0 } })),
  }
}
