import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { listBulks, talliesOf } from '#bulk/index.ts'
import { groupsOf } from '#desk/index.ts'
import { entered } from '../entered.ts'
import type { PageServerLoad } from './$types'

const pageSize = 30

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'statement.read')
  const { db } = house
  const before = new Date(url.searchParams.get('before') ?? '')
  const found = await listBulks(db, campaign.id, { ...(Number.isNaN(before.getTime()) ? {} : { before }), limit: pageSize + 1 })
  const page = found.slice(0, pageSize)
  const [tallies, areas, groups] = await Promise.all([talliesOf(db, campaign.id, page.map((one) => one.id)), issueAreasOf(db, campaign.id), groupsOf(db, campaign.id)])
  return {
    now: house.clock.now(),
    bulks: page.map(({ personId: _, ...bulk }) => ({
      ...bulk, tally: tallies.get(bulk.id)!,
      area: areas.filter((one) => one.id === bulk.input['area']).map((one) => nameIn(one.names, locals.language))[0],
      group: groups.find((one) => one.id === bulk.input['group'])?.name,
    })),
    earlier: found.length > pageSize ? page.at(-1)!.at.toISOString() : null,
  }
}
