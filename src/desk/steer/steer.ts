import { refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { undoSeconds } from '../deed.ts'
import { noStatement } from '../lease.ts'
import { proposedThis } from '../second/person.ts'
import { untell } from '../second/told.ts'
import { announce, endAnnouncement } from './announce.ts'
import { handBack, handOver, lockWork, recipient, type Moved } from './hand-over.ts'
import { beginPause, endPause } from './pause.ts'

/** What a coordinator did; can be taken back for ten seconds. */
export interface Steering {
  id: string
  /** Statements that it moved. */
  moved: number
}

/** Gives one statement to somebody else, whoever has it or whether it waits. */
export async function reassign(house: House, actor: Actor | undefined, campaign: CampaignRef, statementId: string, toId: string): Promise<Steering> {
  allow(actor, campaign, 'desk.steer')
  return house.db.transact(async (t) => {
    const to = await recipient(t, campaign, toId)
    const [one] = await lockWork(t, campaign.id, [statementId])
    if (!one) throw noStatement()
    if (!['waiting', 'held', 'review'].includes(one.state)) {
      throw refuse('not-waiting', 409, `Nobody can have this statement now (it is ${one.state}).`, { mend: 'Reload it to see what became of it.' })
    }
    if (one.proposer === to.id) throw proposedThis(to.name)
    if (one.holder === to.id) throw refuse('has-it', 409, `${to.name} has this statement already.`)
    const id = uuid7(house.clock.now())
    const moved = await handOver(house, t, campaign.id, actor.person.id, [one], to, id)
    return record(house, t, campaign.id, actor, 'reassign', { id, subject: statementId, done: { moved, to: to.id } })
  })
}

/** Puts one statement back to where it waits, whoever has it. */
export async function putBackForAll(house: House, actor: Actor | undefined, campaign: CampaignRef, statementId: string): Promise<Steering> {
  allow(actor, campaign, 'desk.steer')
  return house.db.transact(async (t) => {
    const [one] = await lockWork(t, campaign.id, [statementId])
    if (!one) throw noStatement()
    if (one.holder === null) throw refuse('holds-nothing', 409, 'Nobody has this statement any more.')
    const id = uuid7(house.clock.now())
    const moved = await handOver(house, t, campaign.id, actor.person.id, [one], undefined, id)
    return record(house, t, campaign.id, actor, 'reassign', { id, subject: statementId, done: { moved, to: null } })
  })
}

/** Takes all that somebody holds: to another person, or back to where it waits. */
export async function drain(house: House, actor: Actor | undefined, campaign: CampaignRef, personId: string, toId?: string): Promise<Steering> {
  allow(actor, campaign, 'desk.steer')
  return house.db.transact(async (t) => {
    const to = toId === undefined ? undefined : await recipient(t, campaign, toId)
    if (toId === personId) throw refuse('same-person', 422, 'They have it already.', { mend: 'Choose somebody else, or the queue.' })
    const held = await t.rows<{ id: string }>(`select statement_id as id from claim where campaign_id = $1 and person_id = $2`, [campaign.id, personId])
    const locked = await lockWork(t, campaign.id, held.map((row) => row.id))
    const id = uuid7(house.clock.now())
    const moved = await handOver(house, t, campaign.id, actor.person.id, locked.filter((one) => one.holder === personId), to, id)
    if (moved.length === 0) throw refuse('holds-nothing', 409, 'They hold nothing any more.')
    return record(house, t, campaign.id, actor, 'drain', { id, subject: personId, done: { moved, to: to?.id ?? null } })
  })
}

/** Nobody gets anything new until `resumeDesk`; what is held can be finished. */
export async function pauseDesk(house: House, actor: Actor | undefined, campaign: CampaignRef, reason: string): Promise<Steering> {
  allow(actor, campaign, 'desk.steer')
  return house.db.transact(async (t) => {
    const pause = await beginPause(house, t, campaign.id, actor.person.id, reason)
    return record(house, t, campaign.id, actor, 'pause', { id: uuid7(house.clock.now()), done: { pause } })
  })
}

export async function resumeDesk(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<boolean> {
  allow(actor, campaign, 'desk.steer')
  return house.db.transact((t) => endPause(t, campaign.id, actor.person.id, house.clock.now()))
}

/** Shows a note to everybody at work. */
export async function announceToAll(house: House, actor: Actor | undefined, campaign: CampaignRef, text: string): Promise<Steering> {
  allow(actor, campaign, 'desk.steer')
  return house.db.transact(async (t) => {
    const announcement = await announce(house, t, campaign.id, actor.person.id, text)
    return record(house, t, campaign.id, actor, 'announce', { id: uuid7(house.clock.now()), done: { announcement } })
  })
}

export async function takeDownAnnouncement(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'desk.steer')
  await house.db.transact((t) => endAnnouncement(t, campaign.id, actor.person.id, id, house.clock.now()))
}

type Kind = 'reassign' | 'drain' | 'pause' | 'announce'

interface Done {
  moved?: Moved[]
  to?: string | null
  pause?: string
  announcement?: string
}

async function record(house: House, t: Transactor, campaignId: string, actor: Actor, kind: Kind, { id, subject, done }: { id: string; subject?: string; done: Done }): Promise<Steering> {
  const at = house.clock.now()
  await t.run(`insert into steering (campaign_id, id, person_id, kind, done, at) values ($1, $2, $3, $4, $5, $6)`, [
    campaignId, id, actor.person.id, kind, JSON.stringify(done), at,
  ])
  if (done.moved) {
    await audit(t, { campaignId, at, personId: actor.person.id, kind: `desk.${kind}`, subject, detail: { statements: done.moved.length, to: done.to ?? null } })
  }
  return { id, moved: done.moved?.length ?? 0 }
}

/** Takes back what somebody steered in the last ten seconds, as far as nobody has moved on from it. */
export async function undoSteering(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<{ moved: number }> {
  allow(actor, campaign, 'desk.steer')
  return house.db.transact(async (t) => {
    const now = house.clock.now()
    const row = await t.row<{ personId: string; kind: Kind; done: Done; at: Date; takenBackAt: Date | null }>(
      `select person_id as "personId", kind, done, at, taken_back_at as "takenBackAt" from steering where campaign_id = $1 and id = $2 for update`, [campaign.id, id])
    if (!row || row.personId !== actor.person.id) throw refuse('not-found', 404, 'You did nothing of this kind.')
    if (row.takenBackAt) throw refuse('already-taken-back', 409, 'This was already taken back.')
    if (now.getTime() - row.at.getTime() > undoSeconds * 1_000) throw refuse('too-late', 409, `It can be taken back for ${undoSeconds} seconds.`)
    await t.run(`update steering set taken_back_at = $3 where campaign_id = $1 and id = $2`, [campaign.id, id, now])
    await audit(t, { campaignId: campaign.id, at: now, personId: actor.person.id, kind: 'desk.undone', subject: id, detail: { of: row.kind } })
    if (row.done.pause) await endPause(t, campaign.id, actor.person.id, now)
    if (row.done.announcement) await endAnnouncement(t, campaign.id, actor.person.id, row.done.announcement, now)
    const moved = row.done.moved ? await handBack(house, t, campaign.id, row.done.moved) : 0
    await untell(t, campaign.id, id)
    return { moved }
  })
}

/** What somebody steered in the last ten seconds, the latest one. */
export async function steeredLately(reader: Reader, campaignId: string, personId: string, now: Date): Promise<{ id: string; kind: Kind; moved: number; at: Date } | undefined> {
  return reader.row(
    `select id, kind, coalesce(jsonb_array_length(done -> 'moved'), 0) as moved, at from steering
     where campaign_id = $1 and person_id = $2 and at > $3 and taken_back_at is null order by at desc limit 1`,
    [campaignId, personId, new Date(now.getTime() - undoSeconds * 1_000)],
  )
}
