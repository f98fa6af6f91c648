import { addJob, notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'

/**
 * What leaves although everything is held: somebody may be in danger, or waits for the answer of this minute. All else waits, so that a
 * purpose nobody thought of is held.
 */
export const goesAnyway = ['alarm', 'invitation', 'privacy', 'receipt', 'referral', 'way-in']

export interface Hold {
  id: string
  /** `restored`: a backup was restored, and nobody has looked yet at what may have left since it was made. */
  kind: 'stop' | 'embargo' | 'restored'
  until: Date | null
  reason: string
  setBy: string | null
  setAt: Date
}

/** The holds that are in force, the oldest first. */
export async function holdsOf(reader: Reader, campaignId: string, now: Date): Promise<Hold[]> {
  return reader.rows(
    `select h.id, h.kind, h.until, h.reason, p.name as "setBy", h.set_at as "setAt" from hold h left join person p on p.id = h.set_by
     where h.campaign_id = $1 and h.lifted_at is null and (h.until is null or h.until > $2) order by h.set_at, h.id`,
    [campaignId, now],
  )
}

/** Whether nothing but what must may leave this campaign now. */
export async function holdsNow(reader: Reader, campaignId: string, now: Date): Promise<boolean> {
  return (await reader.row('select 1 from hold where campaign_id = $1 and lifted_at is null and (until is null or until > $2) limit 1', [campaignId, now])) !== undefined
}

/** Holds everything back at once. Without `until` it is a STOP, which a person lifts. Answers with how many messages were on their way already. */
export async function setHold(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: { until?: Date | undefined; reason?: string | undefined }): Promise<{ hold: Hold; onTheirWay: number }> {
  allow(actor, campaign, 'outbox.hold')
  const at = house.clock.now()
  if (wish.until && wish.until <= at) throw refuse('hold-past', 422, 'This time is over.', { mend: 'Give a time to come, or none for a STOP.' })
  const id = uuid7(at)
  const kind = wish.until ? ('embargo' as const) : ('stop' as const)
  return house.db.transact(async (t) => {
    // Whatever is taken out of the outbox from now on sees this hold; what was taken before is counted below.
    await t.row('select 1 from campaign where id = $1 for update', [campaign.id])
    await t.run('insert into hold (campaign_id, id, kind, until, reason, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7)', [
      campaign.id, id, kind, wish.until ?? null, (wish.reason ?? '').replaceAll('\0', '').trim().slice(0, 500), actor.person.id, at,
    ])
    const { going } = (await t.row<{ going: number }>(`select count(*)::int as going from outgoing where campaign_id = $1 and state = 'sending' and purpose <> all($2)`, [campaign.id, goesAnyway]))!
    if (wish.until) await addJob(t, 'sendMessages', { campaignId: campaign.id }, { key: `held ${campaign.id} ${id}`, runAt: wish.until })
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: `outbox.${kind}`, subject: id })
    await notify(t, campaign.id, { kind: 'hold' })
    return { hold: (await holdsOf(t, campaign.id, at)).find((one) => one.id === id)!, onTheirWay: going }
  })
}

/** Lifts one; what was due meanwhile goes as soon as none is left. */
export async function liftHold(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'outbox.hold')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const lifted = await t.run('update hold set lifted_at = $3, lifted_by = $4 where campaign_id = $1 and id = $2 and lifted_at is null and (until is null or until > $3)', [campaign.id, id, at, actor.person.id])
    if (lifted === 0) throw refuse('not-found', 404, 'There is no such hold any more.')
    await addJob(t, 'sendMessages', { campaignId: campaign.id }, { key: `send ${campaign.id}` })
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'outbox.lifted', subject: id })
    await notify(t, campaign.id, { kind: 'hold' })
  })
}
