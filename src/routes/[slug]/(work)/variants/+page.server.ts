import { fail, redirect } from '@sveltejs/kit'
import { may } from '#person/index.ts'
import { banksOf, makeBank, type Bank } from '#variant/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'campaign.read')
  return { banks: await banksOf(house.db, campaign.id), edits: may(actor, campaign, 'variant.edit') }
}

export const actions: Actions = {
  make: async ({ locals, params, request }) => {
    const form = await request.formData()
    const [name, hashtags] = [String(form.get('name') ?? ''), String(form.get('hashtags') ?? '')]
    let bank: Bank
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'variant.edit')
      bank = await makeBank(house, actor, campaign, { name, hashtags: hashtags.split(/[\s,،]+/).filter(Boolean) })
    } catch (reason) {
      const { status, text } = refused(locals.t, reason)
      return fail(status, { text, name, hashtags })
    }
    redirect(303, `/${params.slug}/variants/${bank.id}`)
  },
}
