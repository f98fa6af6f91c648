import { addJob, notify, refuse, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { findPlace } from '#campaign/index.ts'
import { callArrival, callFaults, type CallFault, type CallNotes } from '#channel/index.ts'
import { takeIn } from '#intake/index.ts'
import { allow } from '#person/index.ts'
import { readOwn } from '#post/index.ts'
import { passOnUrgent } from './urgent.ts'

export interface Call {
  notes: CallNotes
  /** Made with the form: the same form sent twice is one call. */
  id: string
  /** The call that this one adds to. */
  replyTo?: string | undefined
  startedAt: Date
  seconds: number
  safe: boolean | undefined
  urgent: boolean
  /** When to call back; undefined when nobody asked for it. */
  callbackAt: Date | undefined
}

export type TakenCall = { postId: string; known: boolean } | { faults: CallFault[] }

/**
 * Keeps a call. What is urgent is passed on as soon as its statement is there (urgent.ts).
 */
export async function takeCall(house: House, actor: Actor | undefined, campaign: CampaignRef, call: Call): Promise<TakenCall> {
  allow(actor, campaign, 'call.take')
  const faults = callFaults(call.notes, { callback: call.callbackAt !== undefined })
  if (faults.length > 0) return { faults }
  const now = house.clock.now()
  const startedAt = call.startedAt > now || now.getTime() - call.startedAt.getTime() > 86_400_000 ? now : call.startedAt
  const notes = call.replyTo ? await asBefore(house, campaign.id, call.notes, call.replyTo) : call.notes
  const position = await findPlace(house.db, campaign.id, notes.place)
  const arrival = callArrival(notes, { externalId: call.id, startedAt, ...(position ? { position: { lat: position.lat, lon: position.lon } } : {}) })
  if (call.replyTo) arrival.replyTo = call.replyTo
  const { results: [stored] } = await takeIn(house, campaign, [arrival])
  if (!stored) throw refuse('call-lost', 500, 'The call was not stored.')
  const { urgent, safe, callbackAt } = call
  const seconds = Math.min(Math.max(Math.round(call.seconds) || 0, 0), 86_400)
  await house.db.transact(async (t) => {
    // What became of a call that was saved already stays as it is.
    const kept = await t.run(
      `insert into call (campaign_id, post_id, person_id, started_at, seconds, safe, urgent, alarm_open, callback, due_at) values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)
       on conflict do nothing`,
      [campaign.id, stored.id, actor.person.id, startedAt, seconds, safe ?? null, urgent, callbackAt ? 'due' : null, callbackAt ?? null],
    )
    if (kept > 0 && callbackAt) await notify(t, campaign.id, { kind: 'callback' })
    if (kept > 0 && urgent) await addJob(t, 'passOnUrgentCalls', { campaignId: campaign.id }, { key: `urgent calls ${campaign.id}`, runAt: new Date(now.getTime() + 2_000) })
  })
  if (urgent) await house.db.transact((t) => passOnUrgent(t, campaign.id, now))
  return { postId: stored.id, known: stored.known }
}

/** Whoever is called back is the same caller: their number and name are those of the call before, without being shown to anybody for it. */
async function asBefore(house: House, campaignId: string, notes: CallNotes, before: string): Promise<CallNotes> {
  if (notes.phone) return notes
  const post = await house.db.row<{ id: string }>(`select id from post where campaign_id = $1 and channel = 'call' and external_id = $2 and withdrawn_at is null`, [campaignId, before])
  const own = post && (await readOwn(house, campaignId, post.id))
  return { ...notes, phone: own?.contact?.phone ?? '', name: notes.name || (own?.byline?.name ?? '') }
}
