import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { isUuid } from '#core/index.ts'
import { membersOf } from '#person/index.ts'
import { decisionsBehind } from '#room/index.ts'
import { entered } from '../../entered.ts'
import { excerpt } from '../../desk/excerpt.ts'
import type { PageServerLoad } from './$types'

const pageSize = 50
const mostCounted = 10_000

/** The decisions behind a figure; the page's address says which. */
export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'room.read')
  const word = (name: string) => url.searchParams.get(name)?.trim().slice(0, 100) || undefined
  const moment = (name: string) => {
    const at = new Date(word(name) ?? '')
    return Number.isNaN(at.getTime()) ? undefined : at
  }
  const after = word('after')
  const [members, areas] = await Promise.all([membersOf(house.db, campaign), issueAreasOf(house.db, campaign.id)])
  const asked = { person: members.find((one) => one.id === word('person')), kind: word('kind'), reason: word('reason'), area: word('area'), since: moment('since'), until: moment('until') }
  const { rows, count } = await decisionsBehind(
    house.db, campaign.id,
    { personId: asked.person?.id, kind: asked.kind, reason: asked.reason, area: asked.area, since: asked.since, until: asked.until },
    { limit: pageSize + 1, after: isUuid(after) ? after : undefined },
  )
  const areaName = new Map(areas.map((area) => [area.key, nameIn(area.names, locals.language)]))
  return {
    now: house.clock.now(),
    count: Math.min(count, mostCounted), over: count > mostCounted,
    asked: { ...asked, person: asked.person?.name, area: asked.area && (areaName.get(asked.area) ?? asked.area) },
    rows: rows.slice(0, pageSize).map((row) => ({ ...row, text: excerpt(row.text, 140), area: row.area ? areaName.get(row.area) : undefined })),
    next: rows.length > pageSize ? rows[pageSize - 1]!.id : undefined,
  }
}
