import { fail } from '@sveltejs/kit'
import { callSteps, scriptOf, setScript, type CallStep } from '#call/index.ts'
import { campaignIn } from '#campaign/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../../entered.ts'
import { usualScript } from '../script-in.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'campaign.manage')
  const asked = url.searchParams.get('words')
  const language = isLanguage(asked) ? asked : locals.language
  const own = (await scriptOf(house.db, campaign.id))[language] ?? {}
  return { of: language, own: own as Partial<Record<CallStep, string>>, usual: usualScript(language, campaignIn(campaign, language).name), steps: callSteps }
}

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await request.formData()
    const language = String(form.get('language') ?? '')
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'campaign.manage')
      await setScript(house, actor, campaign, isLanguage(language) ? language : locals.language, Object.fromEntries(callSteps.map((step) => [step, String(form.get(step) ?? '')])))
      return { saved: true, text: undefined }
    } catch (reason) {
      const { status, text } = refused(locals.t, reason)
      return fail(status, { saved: false, text })
    }
  },
}
