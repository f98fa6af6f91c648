import { redirect } from '@sveltejs/kit'
import { identityOf } from '#person/index.ts'
import { keepCookies } from '../cookies.ts'
import { giveBackHeld } from './give-back.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => {
  if (!locals.actor) redirect(303, '/sign-in')
}

export const actions: Actions = {
  default: async ({ locals, request, cookies }) => {
    if (locals.actor) await giveBackHeld(locals.house, locals.actor)
    keepCookies(cookies, (await identityOf(locals.house).signOut(request.headers.get('cookie'))).cookies)
    redirect(303, '/sign-in')
  },
}
