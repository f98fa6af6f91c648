import { beginSecondFactor, begunOf, confirmSecondFactor, endSecondFactor, newRecoveryCodes, secondFactorOf } from '#person/index.ts'
import { qrOf } from '#sheet/index.ts'
import { refused } from '#ui/refused.ts'
import { keepCookies } from '../../cookies.ts'
import { own } from '../act.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  await parent()
  return { factor: await secondFactorOf(locals.house, locals.actor!), wanted: url.searchParams.has('for') }
}

const shown = (begun: { uri: string; secret: string }) => ({ ...begun, groups: begun.secret.match(/.{1,4}/g)!.join(' '), qr: qrOf(begun.uri) })

export const actions: Actions = {
  begin: (event) => own(event, async ({ house, actor, word, asker }) => ({ begun: shown(await beginSecondFactor(house, actor, word('password'), asker)) })),
  confirm: (event) => own(event, async ({ house, actor, word, asker }) => {
    try {
      const { cookies, codes } = await confirmSecondFactor(house, actor, word('code'), asker)
      keepCookies(event.cookies, cookies)
      return { codes }
    } catch (error) {
      // A wrong code does not begin everything anew: the page shows the same secret once more.
      const { code, text } = refused(event.locals.t, error)
      if (code !== 'code-wrong') throw error
      return { wrong: text, begun: shown(begunOf(word('uri'))) }
    }
  }),
  codes: (event) => own(event, async ({ house, actor, word, asker }) => ({ codes: await newRecoveryCodes(house, actor, word('password'), asker) })),
  end: (event) => own(event, async ({ house, actor, word }) => void (await endSecondFactor(house, actor, word('password')))),
}
