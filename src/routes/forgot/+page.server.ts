import { fail } from '@sveltejs/kit'
import { askForReset } from '#person/index.ts'
import { canMail } from '#talk/index.ts'
import { refused } from '#ui/refused.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => ({ canMail: canMail(locals.house) })

export const actions: Actions = {
  default: async (event) => {
    const { house, t, language } = event.locals
    const email = String((await event.request.formData()).get('email') ?? '')
    try {
      await askForReset(house, { email, address: event.getClientAddress(), language })
    } catch (error) {
      const { status, text } = refused(t, error)
      return fail(status, { email, text })
    }
    return { email, asked: true }
  },
}
