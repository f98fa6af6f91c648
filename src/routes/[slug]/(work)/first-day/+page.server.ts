import { redirect } from '@sveltejs/kit'
import { firstDayOf, putFirstDayAway, settleFirst } from '#welcome/index.ts'
import { act } from '../act.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'campaign.manage')
  return { list: await firstDayOf(house, actor, campaign) }
}

export const actions: Actions = {
  away: async (event) => {
    let back: string | undefined
    const said = await act(event, 'campaign.manage', async ({ house, actor, campaign, word }) => {
      await putFirstDayAway(house, actor, campaign, true)
      const from = event.request.headers.get('referer')
      if (word('back') === 'yes' && from && new URL(from).origin === house.origin) back = new URL(from).pathname + new URL(from).search
    })
    if (back) redirect(303, back)
    return said
  },
  back: (event) => act(event, 'campaign.manage', ({ house, actor, campaign }) => putFirstDayAway(house, actor, campaign, false)),
  links: (event) => act(event, 'campaign.manage', ({ house, actor, campaign }) => settleFirst(house, actor, campaign, 'mail')),
}
