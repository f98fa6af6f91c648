import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { changePledge, commonZones, leaveBurst, networksFor, noteOpened, openStop, ownPage, pausePledge, reminderMinutes, shownText, zoneChoices } from '#burst/index.ts'
import { isNetwork, lengthOn, composed, networkRules, oneTap, variantsAt } from '#variant/index.ts'
import { refused } from '#ui/refused.ts'
import { foundPledge, told } from '../../found.ts'
import { peopleIn } from '../../people.ts'
import { soFar } from './so-far.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'same-origin' })
  const { house, campaign, burst, pledge, home } = await foundPledge(event)
  const { say, ...page } = told(event, campaign, burst, pledge.zone)
  const now = house.clock.now()
  const [own, people] = await Promise.all([ownPage(house, campaign.id, burst, pledge), peopleIn(house, campaign.id, burst.id), noteOpened(house, campaign.id, pledge, burst)])
  const { texts, current, nextAt } = own
  const stop = openStop(burst)
  const [first] = texts
  const name = networkRules[pledge.network].name
  const shown = (text: string) => shownText(burst, text, now)
  const length = (one: (typeof texts)[number]) => ({ ...lengthOn(pledge.network, composed(pledge.network, one.variant)), network: name })
  const said = event.url.searchParams.get('said')
  return {
    ...page, home, people, total: texts.length, mine: pledge.stoppedAt !== null, mail: pledge.mail, secret: burst.secretHashtag && now < burst.startsAt,
    said: said && event.locals.t.has(`errors.code.${said}`) ? event.locals.t(`errors.code.${said as 'burst-over'}`) : null,
    remindAt: say.date(new Date(burst.startsAt.getTime() - reminderMinutes * 60_000), 'clock'),
    first: first ? { number: first.number, clock: say.date(first.dueAt, 'clock'), text: shown(first.variant.text), language: first.variant.language, length: length(first) } : null,
    current: current && {
      number: current.number, since: say.date(current.dueAt, 'clock'), text: composedFor(current.variant), language: current.variant.language, length: length(current),
      networks: networksFor(current.variant, pledge.network).map((network) => ({ network, name: networkRules[network].name })),
    },
    next: nextAt ? say.date(nextAt, 'clock') : null, resting: own.resting,
    done: texts.flatMap(({ number, variant, tap }) => (tap ? [{ number, text: variant.text, language: variant.language, clock: say.date(tap.at, 'clock'), network: networkRules[tap.network].name, proof: tap.proof }] : [])),
    away: texts.filter((one) => one.tap === null).length,
    stop: stop ? { clock: say.date(stop.from, 'clock'), reason: stop.reason } : null,
    soFar: page.state === 'stopped' || page.state === 'over' ? await soFar(house, campaign.id, burst) : null,
    /** When something on this page changes by itself, and over how long pages may be spread that all wait for the same. */
    due: dueAt(), spread: now < burst.startsAt ? 20_000 : 1_000, seen: `${page.state} ${burst.version} ${burst.stops.length}`,
    networks: oneTap.map((network) => ({ value: network, label: networkRules[network].name })), network: pledge.network, language: pledge.language, zone: pledge.zone,
    languages: [...new Set([pledge.language, ...(await variantsAt(house, campaign.id, burst.bank)).filter((one) => one.outAt === null).map((one) => one.language)])],
    zones: zoneChoices(commonZones, pledge.zone, burst.startsAt),
  }

  function dueAt(): number | null {
    if (page.state === 'open' || page.state === 'planned') return page.startsAt
    if (page.state !== 'running') return null
    return Math.min(nextAt?.getTime() ?? Infinity, page.endsAt)
  }
}

/** With its link, as it will stand there. */
function composedFor({ text, link }: { text: string; link: string | null }): string {
  return link ? `${text} ${link}` : text
}

export const actions: Actions = {
  pause: async (event) => {
    const { house, campaign, pledge, home } = await foundPledge(event)
    await pausePledge(house, campaign.id, pledge.id, (await event.request.formData()).get('stop') === 'yes')
    redirect(303, home)
  },
  leave: async (event) => {
    const { house, campaign, burst, pledge } = await foundPledge(event)
    await leaveBurst(house, campaign.id, pledge.id)
    redirect(303, `/${campaign.slug}/burst/${burst.id}?left`)
  },
  change: async (event) => {
    const { house, campaign, pledge } = await foundPledge(event)
    const form = await event.request.formData()
    const [network, language, zone] = ['network', 'language', 'zone'].map((name) => String(form.get(name) ?? '').slice(0, 60)) as [string, string, string]
    if (!isNetwork(network) || !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) error(422)
    try {
      await changePledge(house, campaign.id, pledge.id, { network, language, zone })
      return { changed: true }
    } catch (reason) {
      const { status, text } = refused(event.locals.t, reason)
      return fail(status, { wrong: text })
    }
  },
} satisfies Record<string, (event: RequestEvent<any>) => Promise<unknown>>
