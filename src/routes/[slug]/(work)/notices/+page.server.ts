import { redirect } from '@sveltejs/kit'
import { putAway, seeTold } from '#desk/index.ts'
import { isUuid } from '#core/index.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

/** Notices stand above every page; here they are only put away by a form, where no script runs. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  await entered(locals, params.slug, 'campaign.read')
}

export const actions: Actions = {
  putAway: async ({ locals, params, request }) => {
    const { house, actor, campaign } = await entered(locals, params.slug, 'campaign.read')
    const id = String((await request.formData()).get('id') ?? '')
    const at = house.clock.now()
    if (isUuid(id)) {
      await house.db.transact(async (t) => {
        await seeTold(t, campaign.id, actor.person.id, [id], at)
        await putAway(t, campaign.id, actor.person.id, [id], at)
      })
    }
    // Back to the page it stood above; only a path of ours is followed.
    const from = request.headers.get('referer')
    const back = from && new URL(from).origin === house.origin ? new URL(from) : undefined
    redirect(303, back ? back.pathname + back.search : `/${campaign.slug}/desk`)
  },
}
