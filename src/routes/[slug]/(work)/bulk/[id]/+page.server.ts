import { error, fail } from '@sveltejs/kit'
import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { bulkById, leftOut, noBulk, takeBackBulk, talliesOf } from '#bulk/index.ts'
import { isUuid } from '#core/index.ts'
import { groupsOf, undoSeconds } from '#desk/index.ts'
import { may } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { coverOf } from '../../cover.ts'
import { excerpt } from '../../desk/excerpt.ts'
import { entered } from '../../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  const { db } = house
  const bulk = isUuid(params.id) ? await bulkById(db, campaign.id, params.id) : undefined
  if (!bulk) error(404)
  const now = house.clock.now()
  const [tallies, left, areas, groups] = await Promise.all([talliesOf(db, campaign.id, [bulk.id]), leftOut(db, campaign.id, bulk.id), issueAreasOf(db, campaign.id), groupsOf(db, campaign.id)])
  const cover = await coverOf(house, campaign, actor, left.map((one) => one.id))
  const desk = `/${params.slug}/desk`
  const back = url.searchParams.get('back') ?? ''
  const { personId, ...shown } = bulk
  return {
    now, bulk: shown, tally: tallies.get(bulk.id)!,
    area: areas.filter((one) => one.id === bulk.input['area']).map((one) => nameIn(one.names, locals.language))[0],
    group: groups.find((one) => one.id === bulk.input['group'])?.name,
    left: left.map((one) => ({ ...one, text: cover.covers(one.id) ? locals.t('graphic.coveredRow') : excerpt(one.text, 160) })),
    mayTakeBack: may(actor, campaign, 'bulk.all') || (personId === actor.person.id && may(actor, campaign, 'bulk.few')),
    /** For so many seconds it can be undone by one key. */
    seconds: personId === actor.person.id ? Math.max(0, Math.ceil(undoSeconds - (now.getTime() - (bulk.doneAt ?? now).getTime()) / 1_000)) : 0,
    back: back === desk || back.startsWith(`${desk}?`) ? back : desk,
  }
}

export const actions: Actions = {
  back: async ({ locals, params }) => {
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'bulk.few')
      if (!isUuid(params.id)) throw noBulk()
      await takeBackBulk(house, actor, campaign, params.id)
      return { back: true }
    } catch (reason) {
      const { status, text, code } = refused(locals.t, reason)
      return fail(status, { text: locals.t.has(`bulk.refused.${code}`) ? locals.t(`bulk.refused.${code}` as 'bulk.refused.already-taken-back') : text })
    }
  },
}
