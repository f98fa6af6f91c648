import { json } from '@sveltejs/kit'
import { isUuid } from '#core/index.ts'
import { batchOf } from '../away/copies.ts'
import { entered } from '../../entered.ts'
import type { RequestHandler } from './$types'

/** What whoever asks holds, so that it can be worked on without a connection. No sign of life: a page that is open is nobody at work. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.work')
  const have = new Map((url.searchParams.get('have') ?? '').split(',').slice(0, 100).flatMap((one): [string, number][] => {
    const [id = '', version] = one.split(':')
    return isUuid(id) ? [[id, Number(version)]] : []
  }))
  return json(await batchOf(house, campaign, actor, have), { headers: { 'cache-control': 'private, no-store' } })
}
