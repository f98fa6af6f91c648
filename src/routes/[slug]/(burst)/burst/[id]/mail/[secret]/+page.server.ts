import { error, type RequestEvent } from '@sveltejs/kit'
import { confirmMail, endMail, mailStateOf, pledgeOfSecret } from '#burst/index.ts'
import { foundBurst, told } from '../../found.ts'
import type { Actions, PageServerLoad } from './$types'

/** The page of the links in our mails. Looking at it does nothing: mail programs look at links too. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store' })
  const { house, campaign, burst, id } = await foundMail(event)
  const { say: _, ...page } = told(event, campaign, burst, burst.zone)
  return { ...page, mail: (await mailStateOf(house, campaign.id, id)) ?? error(404) }
}

export const actions: Actions = {
  yes: async (event) => {
    const { house, campaign, id } = await foundMail(event)
    await confirmMail(house, campaign.id, id)
  },
  no: async (event) => {
    const { house, campaign, id } = await foundMail(event)
    await endMail(house, campaign.id, id)
  },
} satisfies Record<string, (event: RequestEvent<any>) => Promise<unknown>>

async function foundMail(event: RequestEvent<any>) {
  const found = await foundBurst(event)
  return { ...found, id: pledgeOfSecret(found.house, 'mail', found.burst.id, event.params['secret']!) ?? error(404) }
}
