import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { changePledge, commonZones, leaveBurst, networkName, zoneChoices } from '#burst/index.ts'
import { refuse } from '#core/index.ts'
import { isNetwork, oneTap, variantsAt } from '#variant/index.ts'
import { refused } from '#ui/refused.ts'
import { foundPledge, told } from '../../../found.ts'
import type { Actions, PageServerLoad } from './$types'

/** Another network, language or time zone for what is still to come, or leaving. A page of its own: that of the texts renews itself. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store' })
  const { house, campaign, burst, pledge, home } = await foundPledge(event)
  const { say: _, ...page } = told(event, campaign, burst, pledge.zone)
  const there = (await variantsAt(house, campaign.id, burst.bank)).filter((one) => one.outAt === null).map((one) => one.language)
  return {
    ...page, home, network: pledge.network, language: pledge.language, zone: pledge.zone, languages: [...new Set([pledge.language, ...there])],
    networks: oneTap.map((network) => ({ value: network, label: networkName(event.locals.t, network) })), zones: zoneChoices(commonZones, pledge.zone, burst.startsAt),
  }
}

export const actions: Actions = {
  change: async (event) => {
    const { house, campaign, burst, pledge, home } = await foundPledge(event)
    const form = await event.request.formData()
    const [network, language, zone] = ['network', 'language', 'zone'].map((name) => String(form.get(name) ?? '').slice(0, 60)) as [string, string, string]
    try {
      const languages = (await variantsAt(house, campaign.id, burst.bank)).map((one) => one.language)
      if (!isNetwork(network) || ![pledge.language, ...languages].includes(language)) throw refuse('invalid', 422, event.locals.t('burst.join.wrong'))
      await changePledge(house, campaign.id, pledge.id, { network, language, zone })
    } catch (reason) {
      const { status, text } = refused(event.locals.t, reason)
      return fail(status, { wrong: text })
    }
    redirect(303, `${home}?changed`)
  },
  leave: async (event) => {
    const { house, campaign, burst, pledge } = await foundPledge(event)
    await leaveBurst(house, campaign.id, pledge.id)
    redirect(303, `/${campaign.slug}/burst/${burst.id}?left`)
  },
} satisfies Record<string, (event: RequestEvent<any>) => Promise<unknown>>
