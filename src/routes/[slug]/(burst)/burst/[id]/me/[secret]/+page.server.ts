import { redirect, type RequestEvent } from '@sveltejs/kit'
import { leaveBurst, networkName, networksFor, noteOpened, openStop, ownPage, pausePledge, reminderMinutes, shownText } from '#burst/index.ts'
import { lengthOf, type Network } from '#variant/index.ts'
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
  const stop = openStop(burst, now)
  const [first] = texts
  const named = (network: Network) => networkName(event.locals.t, network)
  const name = named(pledge.network)
  const shown = (text: string) => shownText(burst, text, now)
  const length = (one: (typeof texts)[number]) => ({ ...lengthOf(one.variant, pledge.network), network: name })
  const said = event.url.searchParams.get('said')
  return {
    ...page, home, people, total: texts.length, mine: pledge.stoppedAt !== null, mail: pledge.mail, way: pledge.way, secret: burst.secretHashtag && now < burst.startsAt,
    changed: event.url.searchParams.has('changed'),
    said: said && event.locals.t.has(`errors.code.${said}`) ? event.locals.t(`errors.code.${said as 'burst-over'}`) : null,
    remindAt: say.date(new Date(burst.startsAt.getTime() - reminderMinutes * 60_000), 'clock'),
    first: first ? { number: first.number, clock: say.date(first.dueAt, 'clock'), text: shown(first.variant.text), language: first.variant.language, length: length(first) } : null,
    current: current && {
      number: current.number, since: say.date(current.dueAt, 'clock'), text: composedFor(current.variant), language: current.variant.language, length: length(current),
      networks: networksFor(current.variant, pledge.network).map((network) => ({ network, name: named(network) })),
    },
    next: nextAt ? say.date(nextAt, 'clock') : null, resting: own.resting,
    done: texts.flatMap(({ number, variant, tap }) => (tap ? [{ number, text: variant.text, language: variant.language, clock: say.date(tap.at, 'clock'), network: named(tap.network), proof: tap.proof }] : [])),
    away: texts.filter((one) => one.tap === null).length,
    stop: stop ? { clock: say.date(stop.from, 'clock'), reason: stop.reason } : null,
    soFar: page.state === 'stopped' || page.state === 'over' ? await soFar(house, campaign.id, burst) : null,
    /** When something on this page changes by itself, and over how long pages may be spread that all wait for the same. */
    due: dueAt(), spread: now < burst.startsAt ? 20_000 : 1_000, seen: `${page.state} ${burst.version} ${burst.stops.length}`,
  }

  function dueAt(): number | null {
    if (page.state === 'open' || page.state === 'planned') return page.startsAt
    if (page.state === 'stopped') return stop?.to?.getTime() ?? null
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
} satisfies Record<string, (event: RequestEvent<any>) => Promise<unknown>>
