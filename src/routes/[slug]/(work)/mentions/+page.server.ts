import { isUuid } from '#core/index.ts'
import { mentionsOf, readMention } from '#desk/index.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  return { now: house.clock.now(), mentions: await mentionsOf(house.db, campaign.id, actor.person.id) }
}

export const actions: Actions = {
  /** One of them, or all. */
  default: async ({ locals, params, request }) => {
    const note = String((await request.formData()).get('note') ?? '')
    const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
    await readMention(house, campaign.id, actor.person.id, isUuid(note) ? note : undefined)
  },
}
