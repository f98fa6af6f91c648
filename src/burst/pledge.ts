import { noteTakenBack, refuse, notedSince, sqlState, uniqueViolation, type House, type Restored, type Transactor } from '#core/index.ts'
import type { Campaign } from '#campaign/index.ts'
import { idOfTicket, type Ticket } from '#intake/index.ts'
import { checkZone } from '#plan/index.ts'
import { openApart, sealApart } from '#post/index.ts'
import { canMail, canText } from '#talk/index.ts'
import type { Network } from '#variant/index.ts'
import { stateAt, type Burst } from './burst.ts'
import { askWhoseItIs, type Way } from './letter.ts'
import { dropPledges } from './pledged.ts'

export interface NewPledge {
  network: Network
  language: string
  zone: string
  /** For the reminder and nothing else; by one of both. */
  name?: string
  email?: string
  /** As `phoneIn` gives it. */
  phone?: string
}

/** What is sealed with a pledge. */
export interface Contact {
  name?: string
  email?: string
  phone?: string
}

/**
 * Takes a pledge. Its id follows from the form, so that what is sent again, after a crash or a "back", finds the same pledge and the same
 * link. The answer comes after the commit.
 */
export async function pledge(house: House, campaign: Campaign, burst: Burst, ticket: Ticket, wish: NewPledge): Promise<{ id: string; known: boolean }> {
  const now = house.clock.now()
  const state = stateAt(burst, now)
  if (state === 'over') throw refuse('burst-over', 409, 'This is over.', { mend: 'Look at the page of the campaign for what comes next.' })
  if (state === 'stopped') throw refuse('burst-stopped', 409, 'It is stopped for everybody.', { mend: 'Please post nothing now.' })
  if (state === 'planned') throw refuse('burst-not-open', 409, 'Nobody can sign up yet.')
  checkZone(wish.zone)
  const id = idOfTicket(ticket)
  // Once it runs there is nothing to remind of.
  const reached = state === 'open' ? reachedBy(house, wish) : undefined
  const take = (remind: boolean) => house.db.transact((t) => insert(house, t, campaign, burst, id, wish, remind ? reached : undefined, now))
  try {
    return { id, known: !(await take(true)) }
  } catch (error) {
    // The address is signed up already: nobody is told so, and it is not written to a second time.
    if (sqlState(error) !== uniqueViolation) throw error
    return { id, known: !(await take(false)) }
  }
}

/** Where their reminder goes; none without an address, or without a way to send it. */
function reachedBy(house: House, { name, email, phone }: NewPledge): (Contact & { way: Way; address: string }) | undefined {
  if (email && canMail(house)) return { way: 'email', address: email, email, ...(name ? { name } : {}) }
  return phone && canText(house) ? { way: 'sms', address: phone, phone, ...(name ? { name } : {}) } : undefined
}

async function insert(house: House, t: Transactor, campaign: Campaign, burst: Burst, id: string, wish: NewPledge, reached: ReturnType<typeof reachedBy>, now: Date): Promise<boolean> {
  const made = await t.run(
    `insert into burst_pledge (campaign_id, id, burst_id, network, language, zone, mail, mail_key, pledged_at, way) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (campaign_id, id) do nothing`,
    [campaign.id, id, burst.id, wish.network, wish.language, wish.zone, reached ? 'asked' : 'none', reached ? mailKey(house, burst.id, reached.address) : null, now, reached?.way ?? 'email'],
  )
  if (made === 0) return false
  if (reached) {
    const { way, address: _, ...contact } = reached
    const sealed = await sealApart(house, t, campaign.id, id, Buffer.from(JSON.stringify(contact)))
    const outgoing = await askWhoseItIs(house, t, campaign, burst, { id, language: wish.language, way }, contact)
    await t.run('update burst_pledge set sealed = $3, outgoing = $4 where campaign_id = $1 and id = $2', [campaign.id, id, sealed, [outgoing]])
  }
  return true
}

/** Which address it is, without the address. */
export function mailKey(house: House, burstId: string, address: string): Buffer {
  return house.keys.blindIndex(burstId, `burst ${address.trim().toLowerCase()}`)
}

export async function contactOf(house: House, t: Transactor, campaignId: string, id: string, sealed: Buffer): Promise<Contact | undefined> {
  const opened = await openApart(house, t, campaignId, id, sealed)
  return opened && (JSON.parse(opened.toString('utf8')) as Contact)
}

/** They leave: their pledge, what they tapped, their address and its key, and what was still to be mailed. */
export async function leaveBurst(house: House, campaignId: string, id: string): Promise<void> {
  await noteTakenBack(house, { campaignId, kind: 'erased', ids: [id] })
  await house.db.transact((t) => dropPledges(t, { campaignId, postIds: [id] }))
}

/** Another network or language for what is still to come. */
export async function changePledge(house: House, campaignId: string, id: string, change: { network: Network; language: string; zone: string }): Promise<void> {
  checkZone(change.zone)
  await house.db.rows('update burst_pledge set network = $3, language = $4, zone = $5 where campaign_id = $1 and id = $2', [campaignId, id, change.network, change.language, change.zone])
}

/** "Stop for me", and on again. */
export async function pausePledge(house: House, campaignId: string, id: string, stopped: boolean): Promise<void> {
  const now = house.clock.now()
  await noteTakenBack(house, { campaignId, kind: 'pledge-stop', ids: [id], says: { stopped } })
  if (stopped) await house.db.rows('update burst_pledge set stopped_at = coalesce(stopped_at, $3) where campaign_id = $1 and id = $2', [campaignId, id, now])
  else await house.db.rows('update burst_pledge set stopped_at = null where campaign_id = $1 and id = $2', [campaignId, id])
}

/** Step `restored`: who said "stop for me" since the backup. */
export async function pauseAgain(t: Transactor, restored: Restored): Promise<void> {
  const { campaignId, at } = restored
  const stopped = [...notedSince(restored, 'pledge-stop')].filter(([, says]) => says['stopped']).map(([id]) => id)
  await t.run('update burst_pledge set stopped_at = coalesce(stopped_at, $3) where campaign_id = $1 and id = any($2::uuid[])', [campaignId, stopped, at])
}
