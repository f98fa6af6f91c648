import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { commonZones, keptDays, networkName, pledge, secretOf, zoneChoices } from '#burst/index.ts'
import { checkTicket, issueTicket, readTicket } from '#intake/index.ts'
import { limit, networkOf } from '#person/index.ts'
import { phoneIn } from '#channel/sms/index.ts'
import { canMail, canText } from '#talk/index.ts'
import { isNetwork, oneTap, variantsAt } from '#variant/index.ts'
import { refused } from '#ui/refused.ts'
import { foundBurst, told, type Found } from './found.ts'
import { peopleIn } from './people.ts'
import type { Actions, PageServerLoad } from './$types'

/** Of one connection, which may be that of a hall full of people who all sign up in the same quarter of an hour. */
const fromOneConnection = { max: 400, seconds: 900 }

export const load: PageServerLoad = async (event) => {
  // Each form is for one person: no cache between may hand it to a second.
  event.setHeaders({ 'cache-control': 'private, no-cache' })
  const { house, campaign, burst } = await foundBurst(event)
  const { say: _, ...page } = told(event, campaign, burst, burst.zone)
  const hidden = page.state === 'planned'
  return {
    ...page, ...(hidden ? { burst: { ...page.burst, title: '', lead: '' } } : {}),
    people: hidden ? 0 : await peopleIn(house, campaign.id, burst.id), each: burst.each, days: keptDays.pledge,
    ticket: issueTicket(house, campaign.id), canMail: canMail(house) && page.state === 'open', canText: canText(house) && page.state === 'open',
    networks: oneTap.map((network) => ({ value: network, label: networkName(event.locals.t, network) })), languages: await languagesOf({ house, campaign, burst }),
    zones: zoneChoices(commonZones, burst.zone, burst.startsAt), zone: burst.zone, left: event.url.searchParams.has('left'),
  }
}

/** Languages in which there are texts; those of the campaign as long as there are none. */
async function languagesOf({ house, campaign, burst }: Found): Promise<string[]> {
  const there = [...new Set((await variantsAt(house, campaign.id, burst.bank)).filter((one) => one.outAt === null).map((one) => one.language))]
  // In the campaign's order, its own language first.
  const place = (language: string) => (campaign.languages.includes(language) ? campaign.languages.indexOf(language) : campaign.languages.length)
  return there.length > 0 ? there.sort((a, b) => place(a) - place(b)) : campaign.languages
}

export const actions: Actions = {
  default: async (event) => {
    const { locals, request } = event
    const { house, t } = locals
    const found = await foundBurst(event)
    const { campaign, burst } = found
    const form = await request.formData()
    const typed = Object.fromEntries(['network', 'language', 'zone', 'name', 'email', 'phone', 'write', 'ticket'].map((name) => [name, String(form.get(name) ?? '').trim().slice(0, 320)])) as Record<string, string>
    const again = (status: number, errors: Record<string, string>) =>
      fail(status, { typed, errors, ticket: readTicket(house, campaign.id, typed['ticket']!) && errors['code'] !== 'ticket-late' ? typed['ticket'] : undefined })
    if (form.get('website')) return again(422, { form: t('tell.trapped') })
    const { network, language, zone, name, email } = typed
    const phone = typed['phone'] ? phoneIn(typed['phone']) : undefined
    if (!isNetwork(network) || !(await languagesOf(found)).includes(language!)) return again(422, { form: t('burst.join.wrong') })
    if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return again(422, { email: t('burst.join.badEmail') })
    if (typed['phone'] && !phone) return again(422, { phone: t('burst.join.badPhone') })
    if (email && phone) return again(422, { phone: t('burst.join.oneWay') })
    if ((email || phone) && typed['write'] !== 'yes') return again(422, { [email ? 'email' : 'phone']: t('burst.join.noConsent') })
    let id: string
    try {
      const ticket = checkTicket(house, campaign.id, typed['ticket']!)
      await limit(house, 'pledge', `${campaign.id} ${networkOf(event.getClientAddress())}`, fromOneConnection)
      if (email) await limit(house, 'pledge mail', `${campaign.id} ${networkOf(event.getClientAddress())}`, { max: 60, seconds: 900 })
      // An SMS costs money, and a stranger's number is quickly typed.
      if (phone) await limit(house, 'pledge sms', `${campaign.id} ${networkOf(event.getClientAddress())}`, { max: 20, seconds: 3_600 })
      id = (await pledge(house, campaign, burst, ticket, { network, language: language!, zone: zone || burst.zone, ...(name ? { name: name.slice(0, 100) } : {}), ...(email ? { email } : {}), ...(phone ? { phone } : {}) })).id
    } catch (reason) {
      const { status, code, text } = refused(t, reason)
      return again(status, { form: text, code })
    }
    // Their own page, by an address of its own: a "back" or a second press finds the same one.
    redirect(303, `/${campaign.slug}/burst/${burst.id}/me/${secretOf(house, 'page', burst.id, id)}`)
  },
} satisfies Record<string, (event: RequestEvent<any>) => Promise<unknown>>
