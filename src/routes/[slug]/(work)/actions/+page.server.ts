import { redirect } from '@sveltejs/kit'
import { actionIn, actionKinds, actionsOf, makeAction } from '#action/index.ts'
import { may } from '#person/index.ts'
import { act } from '../act.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'campaign.read')
  const all = await actionsOf(house.db, campaign.id)
  return { actions: all.map(({ id, kind, state, words }) => ({ id, kind, state, title: actionIn({ words }, locals.language).title })), makes: may(actor, campaign, 'action.edit'), kinds: actionKinds }
}

export const actions: Actions = {
  make: async (event) => {
    const made = await act(event, 'action.edit', async ({ house, actor, campaign, word }) => {
      const kind = actionKinds.find((one) => one === word('kind')) ?? 'petition'
      const language = campaign.languages[0] ?? 'en'
      return { id: (await makeAction(house, actor, campaign, { key: word('key').toLowerCase(), kind, words: { [language]: { title: word('title'), lead: '' } } })).id }
    })
    if ('id' in made && made.id) redirect(303, `/${event.params.slug}/actions/${made.id}`)
    return made
  },
}
