import { redirect } from '@sveltejs/kit'
import { beginTrial, trialsOf } from '#trial/index.ts'
import { act } from '../act.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'campaign.read')
  return { trials: await trialsOf(house.db, campaign.id) }
}

const hour = 3_600_000

export const actions: Actions = {
  begin: async (event) => {
    const begun = await act(event, 'link.make', async ({ house, actor, campaign, word }) => {
      const now = house.clock.now()
      const unit = word('unit') === 'slot' ? 'slot' : 'sharer'
      // Slots begin with the next full hour, so that whoever posts can see what comes.
      const beginsAt = unit === 'slot' ? new Date(Math.ceil((now.getTime() + 1) / hour) * hour) : now
      const arms = word('arms').split(/\r?\n\s*\r?\n/).map((text) => ({ text: text.trim() })).filter(({ text }) => text !== '')
      const endsAt = new Date(beginsAt.getTime() + Math.min(Math.max(Number(word('days')) || 7, 1), 60) * 24 * hour)
      const trial = await beginTrial(house, actor, campaign, { linkId: word('link'), name: word('name'), unit, windowMinutes: Number(word('window')) || 60, beginsAt, endsAt, arms })
      return { id: trial.id }
    })
    if ('id' in begun && begun.id) redirect(303, `/${event.params.slug}/trials/${begun.id}`)
    return begun
  },
}
