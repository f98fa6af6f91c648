import { error } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { isRefusal } from '#core/index.ts'
import { limit, networkOf } from '#person/index.ts'
import { linkStands, openMinutes } from '#privacy/index.ts'
import type { PageServerLoad } from './$types'

const tries = { max: 60, seconds: 600 }

/** Looking does not use the link up: programs that check mails follow every link. The button does. */
export const load: PageServerLoad = async ({ locals, params, setHeaders, getClientAddress }) => {
  setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' })
  const { house } = locals
  const campaign = (await campaignBySlug(house.db, params.slug)) ?? error(404)
  try {
    await limit(house, 'privacy link', networkOf(getClientAddress()), tries)
  } catch (reason) {
    if (!isRefusal(reason)) throw reason
    error(reason.status, reason.message, { code: reason.code })
  }
  if (!(await linkStands(house, campaign.id, params.secret))) error(404, 'This link was opened already, or its time is over.', { code: 'privacy-link-over' })
  return { secret: params.secret, openMinutes }
}
