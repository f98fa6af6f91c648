import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { ownPage, proveTap, tap } from '#burst/index.ts'
import { refused } from '#ui/refused.ts'
import { foundPledge, told } from '../../../../found.ts'
import type { Actions, PageServerLoad } from './$types'

/** One text of a participant: to copy by hand, and to say that it was posted. It does not renew itself: somebody types here. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store' })
  const { house, campaign, burst, pledge, home } = await foundPledge(event)
  const { say: _, ...page } = told(event, campaign, burst, pledge.zone)
  const own = await ownPage(house, campaign.id, burst, pledge)
  const text = own.texts.find((one) => String(one.number) === event.params.number)
  const now = house.clock.now()
  // Not shown before its time, and none that was not opened once it is stopped or over.
  if (!text || (text.tap === null && (text.dueAt > now || own.state !== 'running'))) error(404)
  const { variant, number, tap } = text
  return { ...page, home, number, text: variant.link ? `${variant.text} ${variant.link}` : variant.text, language: variant.language, proof: tap?.proof ?? null, tapped: tap !== null }
}

export const actions: Actions = {
  default: async (event) => {
    const { house, campaign, burst, pledge, home } = await foundPledge(event)
    const link = String((await event.request.formData()).get('link') ?? '').slice(0, 2_000)
    const number = Number(event.params['number']) || 0
    try {
      // Copied by hand: it counts as opened, within the same bounds, when they say that they posted it.
      if (!pledge.taps.some((one) => one.number === number)) await tap(house, campaign.id, burst.id, pledge.id, number, pledge.network)
      await proveTap(house, campaign.id, burst.id, pledge.id, number, link)
    } catch (reason) {
      const { status, text } = refused(event.locals.t, reason)
      return fail(status, { wrong: text, link })
    }
    redirect(303, home)
  },
} satisfies Record<string, (event: RequestEvent<any>) => Promise<unknown>>
