import { spokenLanguages } from '../spoken.ts'
import { dangerContact, longestDanger, setDangerContact } from '#welcome/index.ts'
import { act } from '../act.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'person.invite')
  return { danger: await dangerContact(house.db, campaign.id), longestDanger, sheets: await spokenLanguages(house) }
}

export const actions: Actions = {
  default: (event) => act(event, 'person.invite', ({ house, actor, campaign, word }) => setDangerContact(house, actor, campaign, word('danger'))),
}
