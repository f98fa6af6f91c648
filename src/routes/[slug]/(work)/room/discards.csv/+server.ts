import { discardsCsv, discardsOf } from '#room/index.ts'
import { entered } from '../../entered.ts'
import { beganAt, periodOf } from '../period.ts'
import type { RequestHandler } from './$types'

/** The table of discards, safe to open in a spreadsheet. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { house, campaign } = await entered(locals, params.slug, 'room.read')
  const since = beganAt(periodOf(url), house.clock.now(), locals.t.zone)
  const body = discardsCsv(await discardsOf(house.db, campaign.id, { since }, locals.t.zone))
  return new Response(body, {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'private, no-store', 'content-disposition': `attachment; filename="${campaign.slug}-discards.csv"` },
  })
}
