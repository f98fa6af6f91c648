import { error, fail, redirect } from '@sveltejs/kit'
import { campaignById } from '#campaign/index.ts'
import { acceptInvitation, identityOf, lookAtInvitation } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { keepCookies } from '../../cookies.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const invitation = await lookAtInvitation(locals.house, params.secret).catch((reason: unknown) => {
    const { status, code, text } = refused(locals.t, reason)
    error(status, text, { code })
  })
  const { kind, organisation, campaign, role, email, name, point, waitsFor } = invitation
  return { kind, place: campaign?.name ?? organisation, organisation, role, point: point ?? null, waitsFor, email: email ?? null, name: name ?? null, me: kind === 'invitation' ? (locals.actor?.person.name ?? null) : null }
}

export const actions: Actions = {
  default: async (event) => {
    const { house, t, language } = event.locals
    const form = await event.request.formData()
    const typed = { name: String(form.get('name') ?? ''), email: String(form.get('email') ?? '') }
    const password = String(form.get('password') ?? '')
    let campaign: string | undefined
    const asMyself = form.get('as') === 'me' && event.locals.actor
    try {
      const given = asMyself ? { actor: event.locals.actor } : { ...typed, password, languages: [language] }
      const { email, campaignId } = await acceptInvitation(house, event.params.secret, given)
      campaign = campaignId && (await campaignById(house.db, campaignId))?.slug
      if (!asMyself) keepCookies(event.cookies, (await identityOf(house).signIn({ email, password, address: event.getClientAddress(), userAgent: event.request.headers.get('user-agent') })).cookies)
    } catch (reason) {
      const { status, code, text } = refused(t, reason)
      return fail(status, { ...typed, code, text })
    }
    redirect(303, campaign ? `/${campaign}/desk` : '/desk')
  },
}
