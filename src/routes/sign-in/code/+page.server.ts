import { fail, redirect } from '@sveltejs/kit'
import { identityOf } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { keepCookies } from '../../cookies.ts'
import { ownPath } from '../own-path.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.actor) redirect(303, ownPath(url.searchParams.get('next')))
}

export const actions: Actions = {
  default: async (event) => {
    const { house, t } = event.locals
    const form = await event.request.formData()
    const { headers } = event.request
    let recovered: boolean
    try {
      const entered = await identityOf(house).enterCode({
        code: String(form.get('code') ?? ''), address: event.getClientAddress(), cookie: headers.get('cookie'), userAgent: headers.get('user-agent'),
      })
      keepCookies(event.cookies, entered.cookies)
      recovered = entered.recovered
    } catch (error) {
      const { status, code, text } = refused(t, error)
      return fail(status, { code, text })
    }
    // Whoever used a recovery code sees how many are left.
    redirect(303, recovered ? '/account?recovered' : ownPath(event.url.searchParams.get('next')))
  },
}
