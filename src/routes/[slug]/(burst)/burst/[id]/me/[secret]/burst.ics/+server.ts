import { burstIn, calendarOf } from '#burst/index.ts'
import { foundPledge } from '../../../found.ts'
import type { RequestHandler } from './$types'

/** An entry for the participant's calendar, with a reminder of its own. */
export const GET: RequestHandler = async (event) => {
  const { house, burst, home } = await foundPledge(event)
  const { language, t } = event.locals
  const body = calendarOf({
    uid: `${burst.id}@${new URL(house.origin).hostname}`, version: burst.version, title: burstIn(burst, language).title, text: t('burst.ics.text'), url: `${house.origin}${home}`,
    startsAt: burst.startsAt, endsAt: burst.endsAt, madeAt: house.clock.now(),
  })
  return new Response(body, { headers: { 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': 'attachment; filename="burst.ics"', 'cache-control': 'private, no-store' } })
}
