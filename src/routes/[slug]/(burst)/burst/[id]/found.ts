import { error, type RequestEvent } from '@sveltejs/kit'
import { burstIn, burstOf, cityOf, pledgeOf, pledgeOfSecret, stateAt, type Burst, type Pledge } from '#burst/index.ts'
import { campaignBySlug, campaignIn, type Campaign } from '#campaign/index.ts'
import { isUuid, type House } from '#core/index.ts'
import { translate } from '#ui/words.ts'

type Event = Pick<RequestEvent, 'locals' | 'params'>

export interface Found {
  house: House
  campaign: Campaign
  burst: Burst
}

/** The burst of the address. One that is only planned is nobody's business yet, but its address may be known: its page says nothing but that. */
export async function foundBurst({ locals: { house }, params }: Event): Promise<Found> {
  const campaign = (await campaignBySlug(house.db, params['slug']!)) ?? error(404)
  const burst = isUuid(params['id']) ? await burstOf(house.db, campaign.id, params['id']) : undefined
  return { house, campaign, burst: burst ?? error(404) }
}

/** A participant by the secret of their link. */
export async function foundPledge(event: Event): Promise<Found & { pledge: Pledge; home: string }> {
  const found = await foundBurst(event)
  const { house, campaign, burst } = found
  const id = pledgeOfSecret(house, 'page', burst.id, event.params['secret']!)
  const pledge = id && (await pledgeOf(house.db, campaign.id, burst.id, id))
  if (!pledge) error(404)
  return { ...found, pledge, home: `/${campaign.slug}/burst/${burst.id}/me/${event.params['secret']}` }
}

/** What every page of a burst says of it, its hours in the zone of whoever reads. */
export function told({ locals }: Event, campaign: Campaign, burst: Burst, zone: string) {
  const say = translate(locals.language, { zone })
  const now = locals.house.clock.now()
  return {
    now: now.getTime(), startsAt: burst.startsAt.getTime(), endsAt: burst.endsAt.getTime(), state: stateAt(burst, now), say,
    campaign: { slug: campaign.slug, name: campaignIn(campaign, locals.language).name },
    burst: {
      id: burst.id, ...burstIn(burst, locals.language), city: cityOf(zone), day: `${say.date(burst.startsAt, 'weekday')} ${say.date(burst.startsAt, 'day')}`,
      from: say.date(burst.startsAt, 'clock'), to: say.date(burst.endsAt, 'clock'),
    },
  }
}
