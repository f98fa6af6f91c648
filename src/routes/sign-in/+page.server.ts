import { fail, redirect } from '@sveltejs/kit'
import { identityOf } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { keepCookies } from '../cookies.ts'
import { ownPath } from './own-path.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) => {
  const next = ownPath(url.searchParams.get('next'))
  if (locals.actor) redirect(303, next)
  return { out: url.searchParams.has('out'), next }
}

export const actions: Actions = {
  default: async (event) => {
    const { house, t } = event.locals
    const form = await event.request.formData()
    const email = String(form.get('email') ?? '')
    const next = event.url.searchParams.get('next')
    let half: boolean
    try {
      const { personId, cookies } = await identityOf(house).signIn({
        email, password: String(form.get('password') ?? ''), address: event.getClientAddress(), userAgent: event.request.headers.get('user-agent'),
      })
      keepCookies(event.cookies, cookies)
      half = personId === undefined
    } catch (error) {
      const { status, text } = refused(t, error)
      return fail(status, { email, text })
    }
    redirect(303, half ? `/sign-in/code${next ? `?next=${encodeURIComponent(ownPath(next))}` : ''}` : ownPath(next))
  },
}
