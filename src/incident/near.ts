import type { House } from '#core/index.ts'
import { lockFree, setSignal } from '#statement/index.ts'
import { kilometresTo, ongoingIncidents } from './ongoing.ts'

/** So near that what is said there may be about the same. */
const nearKm = 10
const mostAtOnce = 2_000

/**
 * Brings forward what waits and is said to be close to an incident that goes on; once a minute, so that neither folding nor the deed that
 * makes an incident wait for it. What has come forward stays so when the incident is over.
 */
export async function bringNearForward(house: House): Promise<void> {
  const campaigns = await house.db.rows<{ id: string }>('select id from campaign')
  for (const { id } of campaigns) await bringForwardIn(house, id)
}

async function bringForwardIn(house: House, campaignId: string): Promise<void> {
  const ongoing = (await ongoingIncidents(house.db, campaignId)).filter((one) => one.lat !== null && one.lon !== null)
  if (ongoing.length === 0) return
  const waiting = await house.db.rows<{ id: string; lat: number; lon: number }>(
    `select s.id, coalesce(s.lat, s.said_lat) as lat, coalesce(s.lon, s.said_lon) as lon from statement s
     where s.campaign_id = $1 and s.state = 'waiting' and coalesce(s.lat, s.said_lat) is not null and coalesce(s.lon, s.said_lon) is not null and not s.signals @> '{near}'`,
    [campaignId],
  )
  const near = waiting.filter((one) => kilometresTo(one, ongoing)! <= nearKm).map((one) => one.id).slice(0, mostAtOnce)
  if (near.length === 0) return
  await house.db.transact(async (t) => setSignal(t, campaignId, (await lockFree(t, campaignId, near)).map((one) => one.id), 'near'))
}
