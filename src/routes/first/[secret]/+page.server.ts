import { error, fail, redirect } from '@sveltejs/kit'
import { acceptFirst, identityOf, lookAtFirst } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { keepCookies } from '../../cookies.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const look = await lookAtFirst(locals.house, params.secret).catch((reason: unknown) => {
    const { status, code, text } = refused(locals.t, reason)
    error(status, text, { code })
  })
  return { organisation: look.organisation ?? null }
}

export const actions: Actions = {
  default: async (event) => {
    const { house, t, language } = event.locals
    const form = await event.request.formData()
    const typed = { name: String(form.get('name') ?? ''), email: String(form.get('email') ?? ''), organisation: String(form.get('organisation') ?? '') }
    const password = String(form.get('password') ?? '')
    try {
      const { email } = await acceptFirst(house, event.params.secret, { ...typed, password, languages: [language] })
      keepCookies(event.cookies, (await identityOf(house).signIn({ email, password, address: event.getClientAddress(), userAgent: event.request.headers.get('user-agent') })).cookies)
    } catch (reason) {
      const { status, code, text } = refused(t, reason)
      return fail(status, { ...typed, code, text })
    }
    redirect(303, '/')
  },
}
