import { notify, prepared, refuse, uuid7, type House, type Reader, type Transactor } from '#core/index.ts'
import { audit } from '#person/index.ts'

/** Nobody takes anything new; what is held can be finished. */
export interface Pause {
  id: string
  by: string
  reason: string
  at: Date
}

export async function pauseOf(reader: Reader, campaignId: string): Promise<Pause | undefined> {
  return reader.row(
    prepared(`select u.id, p.name as by, u.reason, u.at from pause u join person p on p.id = u.person_id where u.campaign_id = $1 and u.ended_at is null`),
    [campaignId],
  )
}

export async function refuseWhenPaused(reader: Reader, campaignId: string): Promise<void> {
  const pause = await pauseOf(reader, campaignId)
  if (pause) {
    throw refuse('paused', 409, `${pause.by} has paused the desk: ${pause.reason}`, { mend: 'What you hold can be finished.', extra: { by: pause.by, reason: pause.reason, since: pause.at } })
  }
}

/** Begins a pause. One that runs gets the new reason. */
export async function beginPause(house: House, t: Transactor, campaignId: string, personId: string, reason: string): Promise<string> {
  const at = house.clock.now()
  const said = reason.trim()
  if (said.length < 3 || said.length > 300) throw refuse('reason-missing', 422, 'Say why, in 3 to 300 characters: everybody at work reads it.')
  await endPause(t, campaignId, personId, at)
  const id = uuid7(at)
  await t.run(`insert into pause (campaign_id, id, person_id, reason, at) values ($1, $2, $3, $4, $5)`, [campaignId, id, personId, said, at])
  await audit(t, { campaignId, at, personId, kind: 'desk.paused', subject: id })
  await notify(t, campaignId, { kind: 'paused' })
  return id
}

/** Ends the pause that runs. False when none did. */
export async function endPause(t: Transactor, campaignId: string, personId: string, at: Date): Promise<boolean> {
  const ended = await t.row<{ id: string }>(
    `update pause set ended_at = $2, ended_by = $3 where campaign_id = $1 and ended_at is null returning id`, [campaignId, at, personId])
  if (!ended) return false
  await audit(t, { campaignId, at, personId, kind: 'desk.resumed', subject: ended.id })
  await notify(t, campaignId, { kind: 'resumed' })
  return true
}
