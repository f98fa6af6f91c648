import { fail, redirect } from '@sveltejs/kit'
import { identityOf } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { keepCookies } from '../cookies.ts'
import type { Actions, PageServerLoad } from './$types'

/** Only a path of this site: a link must not lead a freshly signed-in person elsewhere. */
const ownPath = (next: string | null) => (next && /^\/(?![/\\])/.test(next) ? next : '/desk')

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.actor) redirect(303, ownPath(url.searchParams.get('next')))
  return { out: url.searchParams.has('out') }
}

export const actions: Actions = {
  default: async (event) => {
    const { house, t } = event.locals
    const form = await event.request.formData()
    const email = String(form.get('email') ?? '')
    try {
      const { cookies } = await identityOf(house).signIn({ email, password: String(form.get('password') ?? ''), address: event.getClientAddress() })
      keepCookies(event.cookies, cookies)
    } catch (error) {
      const { status, text } = refused(t, error)
      return fail(status, { email, text })
    }
    redirect(303, ownPath(event.url.searchParams.get('next')))
  },
}
