import { error, fail, redirect } from '@sveltejs/kit'
import { acceptWayIn, identityOf, lookAtWayIn } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { keepCookies } from '../../cookies.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { kind, name, email } = await lookAtWayIn(locals.house, params.secret).catch((reason: unknown) => {
    const { status, code, text } = refused(locals.t, reason)
    error(status, text, { code })
  })
  return { kind, name, email }
}

export const actions: Actions = {
  default: async (event) => {
    const { house, t } = event.locals
    const form = await event.request.formData()
    const password = String(form.get('password') ?? '')
    let half: boolean
    try {
      const { email } = await acceptWayIn(house, event.params.secret, password)
      const { personId, cookies } = await identityOf(house).signIn({ email, password, address: event.getClientAddress(), userAgent: event.request.headers.get('user-agent') })
      keepCookies(event.cookies, cookies)
      half = personId === undefined
    } catch (reason) {
      const { status, code, text } = refused(t, reason)
      return fail(status, { code, text })
    }
    redirect(303, half ? '/sign-in/code' : '/desk')
  },
}
