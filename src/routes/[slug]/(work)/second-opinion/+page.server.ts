import { fail, redirect } from '@sveltejs/kit'
import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { isUuid, refuse } from '#core/index.ts'
import { areaCalled, blindDue, blindKinds, decideBlind, discardReasons, takeBlind } from '#desk/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

/** A decided statement once more, for somebody who knows nothing of the decision; nothing but its words is shown. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.work')
  const opinion = await takeBlind(house, campaign.id, actor)
  const [due, areas] = await Promise.all([blindDue(house.db, campaign.id, actor.person.id, house.clock.now()), issueAreasOf(house.db, campaign.id)])
  return {
    now: house.clock.now(), opinion, due,
    kinds: blindKinds(house), reasons: [...discardReasons],
    areas: areas.map(({ key, names }) => ({ key, name: nameIn(names, locals.language) })),
  }
}

export const actions: Actions = {
  decide: async ({ locals, params, request, url }) => {
    const form = await request.formData()
    const text = (name: string) => String(form.get(name) ?? '').slice(0, 100)
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'statement.work')
      const id = text('id')
      if (!isUuid(id)) throw refuse('not-held', 409, 'You do not have this one any more.')
      const areaId = text('area') ? (await areaCalled(house.db, campaign.id, text('area'))).id : null
      await decideBlind(house, campaign.id, actor, id, { kind: text('kind'), reason: text('reason') || null, areaId })
    } catch (error) {
      const { status, code, text: said } = refused(locals.t, error)
      return fail(status, { code, text: said, kind: text('kind'), area: text('area'), reason: text('reason') })
    }
    redirect(303, `${url.pathname}?written`)
  },
}
