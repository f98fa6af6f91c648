import { fail, redirect } from '@sveltejs/kit'
import { planOf } from '#plan/index.ts'
import { addPublication } from '#publication/index.ts'
import { languages } from '#ui/languages.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../../entered.ts'
import { zones } from '../../zones.ts'
import { waysOf, wishIn } from '../ways.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'publication.write')
  return { ways: await waysOf(house, campaign.id), zones, zone: (await planOf(house.db, campaign.id)).zone, speaks: [...new Set([...campaign.languages, ...languages])] }
}

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await request.formData()
    let id: string
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'publication.write')
      id = (await addPublication(house, actor, campaign, wishIn(form))).id
    } catch (error) {
      const { status, code, text } = refused(locals.t, error)
      return fail(status, { code, text, typed: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) })
    }
    redirect(303, `/${params.slug}/publications/${id}`)
  },
}
