import { expect } from 'vitest'
import { pledge, burstOf, secretOf, type Burst } from '#burst/index.ts'
import { campaignBySlug } from '#campaign/index.ts'
import type { House, SetClock } from '#core/index.ts'
import { checkTicket, issueTicket } from '#intake/index.ts'
import type { Network } from '#variant/index.ts'
import { openOffice, type Office } from './office.ts'

const minutes = 60_000

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

/** An office with a coordinator (cora) and a volunteer (vera), who make bursts. */
export async function openBurstOffice(settings: Record<string, unknown> = {}): Promise<Office> {
  const office = await openOffice('water-now', settings)
  await office.person('cora', 'coordinator')
  await office.person('vera', 'volunteer')
  return office
}

/** A burst of two hours that begins in an hour, with eight texts, open for sign-up; `wish`: what is asked for otherwise. */
export async function madeBurst(office: Office, wish: Record<string, unknown> = {}): Promise<Burst> {
  const at = office.clock.now().getTime()
  const { body, status } = await office.here('cora', 'POST', '/bursts', {
    title: 'At six we all ask', zone: 'America/El_Salvador', startsAt: new Date(at + 60 * minutes).toISOString(), endsAt: new Date(at + 180 * minutes).toISOString(), open: true, aimPeople: 2, aimPosts: 100, ...wish,
  })
  expect([status, body.detail]).toEqual([201, undefined])
  await office.here('vera', 'POST', `/banks/${body.burst.bank}/variants`, { variants: sayings.map((text) => ({ language: 'en', text })) })
  return (await burstOf(office.house.db, office.campaign.id, body.burst.id))!
}
