import { pledge, burstOf, secretOf, type Burst } from '#burst/index.ts'
import { campaignBySlug } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import { checkTicket, issueTicket } from '#intake/index.ts'
import type { Network } from '#variant/index.ts'
import type { SetClock } from '#core/index.ts'

/** Eight wordings of one saying, none like another, each under #WaterNow. */
export const sayings = [
  'My mother carries forty litres up the hill. Minister, tell us the day the tanker stops at her door. #WaterNow',
  'Three Thursdays, three promises. On which date does the water come? #WaterNow',
  'A date is not much to ask after nine days without a tap. #WaterNow',
  'Who signs the route of the truck, and why does nobody read it to us? #WaterNow',
  'We keep the receipts of every bottle. Ask me what a month of thirst costs. #WaterNow',
  'The school sends the children home at ten because the toilets are dry. #WaterNow',
  'Open the valve book. It belongs to those who pay for it. #WaterNow',
  'My neighbour is eighty and still waits at the corner with two buckets. #WaterNow',
]

/** Somebody signs up as the form does; returns the id of the pledge and the secret of their page. */
export async function signUp(house: House, clock: SetClock, slug: string, burst: Pick<Burst, 'id'>, wish: { network?: Network; language?: string; zone?: string; email?: string; phone?: string; name?: string } = {}): Promise<{ id: string; secret: string }> {
  const campaign = (await campaignBySlug(house.db, slug))!
  const ticket = issueTicket(house, campaign.id)
  clock.pass(4_000)
  const now = (await burstOf(house.db, campaign.id, burst.id))!
  const { id } = await pledge(house, campaign, now, checkTicket(house, campaign.id, ticket), { network: 'mastodon', language: 'en', zone: 'UTC', ...wish })
  return { id, secret: secretOf(house, 'page', burst.id, id) }
}
