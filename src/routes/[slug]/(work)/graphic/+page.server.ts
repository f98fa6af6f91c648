import { fail } from '@sveltejs/kit'
import { changeGraphicSettings, graphicSettings, looksOfAll } from '#graphic/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'graphic.manage')
  const [settings, people] = await Promise.all([graphicSettings(house.db, campaign.id), looksOfAll(house.db, campaign, house.clock.now())])
  return { settings, people }
}

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await request.formData()
    const [words, most] = [String(form.get('words') ?? ''), String(form.get('most') ?? '')]
    try {
      const { house, campaign } = await entered(locals, params.slug, 'graphic.manage')
      await changeGraphicSettings(house, campaign.id, { words: words.split('\n'), most: Number(most) })
      return { saved: true }
    } catch (reason) {
      const { status, text } = refused(locals.t, reason)
      return fail(status, { text, words, most })
    }
  },
}
