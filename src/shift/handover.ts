import { refuse, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { claimsHeld, giveOn } from '#desk/index.ts'
import { allow } from '#person/index.ts'
import { lockShift, told, type Part, type Shift } from './shift.ts'

export const longestNote = 2_000
/** A note is for whoever is on at the same part within a day of it. */
const noteHours = 24

export interface HandoverNote {
  id: string
  part: Part
  place: string
  by: { id: string; name: string }
  text: string
  at: Date
  /** Who ticked it. */
  readBy: string[]
}

const select = `select n.id, s.part, s.place, json_build_object('id', p.id, 'name', p.name) as by, n.text, n.at,
    coalesce((select json_agg(q.name order by r.at) from shift_note_read r join person q on q.id = r.person_id where r.campaign_id = $1 and r.note_id = n.id), '[]') as "readBy"
  from shift_note n join shift s on s.campaign_id = n.campaign_id and s.id = n.shift_id join person p on p.id = n.person_id
  where n.campaign_id = $1`

/** Notes of the last days, the newest first. */
export async function notesSince(reader: Reader, campaignId: string, since: Date): Promise<HandoverNote[]> {
  return reader.rows<HandoverNote>(`${select} and n.at > $2 order by n.at desc, n.id desc limit 100`, [campaignId, since])
}

/** Notes that somebody has still to read: of others, at the part of a shift of theirs that runs or begins within the hour, from a day before it on. */
export async function unreadFor(reader: Reader, campaignId: string, personId: string, now: Date): Promise<HandoverNote[]> {
  return reader.rows<HandoverNote>(
    `${select} and n.person_id <> $2 and n.at > $3
       and not exists (select from shift_note_read r where r.campaign_id = $1 and r.note_id = n.id and r.person_id = $2)
       and exists (select from shift_person w join shift m on m.campaign_id = w.campaign_id and m.id = w.shift_id
         where w.campaign_id = $1 and w.person_id = $2 and m.called_off_at is null and m.part = s.part and m.from_at <= $4 and m.until_at > $5)
     order by n.at, n.id limit 20`,
    [campaignId, personId, new Date(now.getTime() - noteHours * 3_600_000), new Date(now.getTime() + 3_600_000), now])
}

/** Ticks a note as read. */
export async function readNote(house: House, actor: Actor | undefined, campaign: CampaignRef, noteId: string): Promise<void> {
  allow(actor, campaign, 'shift.work')
  await house.db.transact(async (t) => {
    if (!(await t.row('select 1 from shift_note where campaign_id = $1 and id = $2', [campaign.id, noteId]))) throw refuse('not-found', 404, 'There is no such note.')
    await t.run('insert into shift_note_read (campaign_id, note_id, person_id, at) values ($1, $2, $3, $4) on conflict do nothing', [campaign.id, noteId, actor.person.id, house.clock.now()])
    await told(t, campaign.id)
  })
}

/** What becomes of the statements that one still has: they stay, wait for everybody again, or go to somebody. */
export type Leftover = 'keep' | 'back' | { to: string }

/**
 * Ends one's part in a shift: what the next ones should know, and what becomes of what one still has, in one go. Ends nobody's duty before its
 * time: an alarm may still ring.
 */
export async function finishShift(house: House, actor: Actor | undefined, campaign: CampaignRef, shiftId: string, wish: { text: string; leftover: Leftover }): Promise<{ shift: Shift; moved: number }> {
  allow(actor, campaign, 'shift.work')
  const text = wish.text.trim()
  if (text.length > longestNote) throw refuse('too-long', 422, `A note has at most ${longestNote} characters.`)
  const now = house.clock.now()
  return house.db.transact(async (t) => {
    const before = await lockShift(t, campaign.id, shiftId)
    if (!before.people.some((one) => one.id === actor.person.id)) throw refuse('not-found', 404, 'You are not on this shift.')
    if (before.from > now) throw refuse('shift-early', 409, 'This shift has not begun.')
    if (text) await t.run('insert into shift_note (campaign_id, id, shift_id, person_id, text, at) values ($1, $2, $3, $4, $5, $6)', [campaign.id, uuid7(now), shiftId, actor.person.id, text, now])
    await t.run('update shift_person set ended_at = coalesce(ended_at, $4) where campaign_id = $1 and shift_id = $2 and person_id = $3', [campaign.id, shiftId, actor.person.id, now])
    const moved = wish.leftover === 'keep' ? 0 : await giveOn(house, t, campaign, actor, wish.leftover === 'back' ? undefined : wish.leftover.to)
    await told(t, campaign.id)
    return { shift: await lockShift(t, campaign.id, shiftId), moved }
  })
}

/** How many statements somebody has. */
export async function leftoverOf(reader: Reader, campaignId: string, personId: string, now: Date): Promise<number> {
  return claimsHeld(reader, campaignId, personId, now)
}

/** Job: notes go after a month; who worked when stays as long as the campaign. */
export async function forgetNotes(house: House): Promise<void> {
  const before = new Date(house.clock.now().getTime() - 30 * 86_400_000)
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) await house.db.rows('delete from shift_note where campaign_id = $1 and at < $2', [id, before])
}
