import { redirect } from '@sveltejs/kit'
import { linksOf, makeLink } from '#link/index.ts'
import { may } from '#person/index.ts'
import { act } from '../act.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'campaign.read')
  return { links: await linksOf(house.db, campaign.id), makes: may(actor, campaign, 'link.make') }
}

export const actions: Actions = {
  make: async (event) => {
    const made = await act(event, 'link.make', async ({ house, actor, campaign, word }) => ({ id: (await makeLink(house, actor, campaign, { name: word('name'), url: word('url') })).id }))
    if ('id' in made && made.id) redirect(303, `/${event.params.slug}/links/${made.id}`)
    return made
  },
}
