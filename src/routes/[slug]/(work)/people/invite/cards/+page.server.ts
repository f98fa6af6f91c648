import { invitationUrl, listInvitations } from '#person/index.ts'
import { qrOf } from '#sheet/index.ts'
import { entered } from '../../../entered.ts'
import type { PageServerLoad } from './$types'

/** Invitations for one person each, to print and cut apart: those of one list, or all that are open. */
export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'person.invite')
  const batch = url.searchParams.get('batch')
  const cards = (await listInvitations(house, actor, campaign)).filter((one) => one.shows && one.usesLeft === 1 && !one.waitsFor && (batch === null || one.batch === batch))
  return {
    cards: cards.map(({ id, label, email, role, expiresAt }) => {
      const link = invitationUrl(house, id)
      return { id, name: label ?? email, role: role!, expiresAt, link, qr: qrOf(link) }
    }),
  }
}
