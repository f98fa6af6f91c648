import { error, fail } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { isRefusal } from '#core/index.ts'
import { limit, networkOf } from '#person/index.ts'
import { answerByLink, askedBySecret } from '#talk/index.ts'
import { refused } from '#ui/refused.ts'
import type { Actions, PageServerLoad } from './$types'

const tries = { max: 60, seconds: 600 }

/** The question of a mail, for whoever has its link. */
export const load: PageServerLoad = async ({ locals, params, setHeaders, getClientAddress }) => {
  setHeaders({ 'cache-control': 'private, no-store' })
  const { house } = locals
  const campaign = (await campaignBySlug(house.db, params.slug)) ?? error(404)
  try {
    await limit(house, 'answer', networkOf(getClientAddress()), tries)
    return { asked: await askedBySecret(house, campaign, params.secret) }
  } catch (reason) {
    if (!isRefusal(reason)) throw reason
    error(reason.status, reason.message, { code: reason.code, mend: reason.mend })
  }
}

export const actions: Actions = {
  default: async ({ locals, params, request, getClientAddress }) => {
    const { house, t } = locals
    const campaign = (await campaignBySlug(house.db, params.slug)) ?? error(404)
    const text = String((await request.formData()).get('text') ?? '')
    try {
      await limit(house, 'answer', networkOf(getClientAddress()), tries)
      await answerByLink(house, campaign, params.secret, text)
      return { done: t('talk.answerThanks') }
    } catch (reason) {
      const { status, text: wrong } = refused(t, reason)
      return fail(status, { wrong, text })
    }
  },
}
