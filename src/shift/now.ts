import type { Reader } from '#core/index.ts'
import { unreadFor, type HandoverNote } from './handover.ts'
import { parts, shiftsBetween, shiftsOf, type Part, type Shift } from './shift.ts'

export interface OnNow {
  part: Part
  people: { id: string; name: string; until: Date; place: string }[]
  missing: number
}

/** Who is on now, by part; parts with no shift at this moment are left out. */
export async function onNow(reader: Reader, campaignId: string, now: Date): Promise<OnNow[]> {
  const running = (await shiftsBetween(reader, campaignId, now, new Date(now.getTime() + 1))).filter((one) => !one.calledOff && one.from <= now)
  return parts.flatMap((part) => {
    const mine = running.filter((one) => one.part === part)
    if (mine.length === 0) return []
    return [{
      part, missing: mine.reduce((sum, one) => sum + one.missing, 0),
      people: mine.flatMap((one) => one.people.filter(({ ended }) => !ended).map(({ id, name }) => ({ id, name, until: one.until, place: one.place }))),
    }]
  })
}

/** In-app: what stands above the pages of somebody with a shift. */
export interface ShiftReminder {
  /** The one that runs, else the next within twelve hours. */
  shift: Pick<Shift, 'id' | 'part' | 'place' | 'from' | 'until' | 'zone'> | undefined
  running: boolean
  unread: Pick<HandoverNote, 'id' | 'part'>[]
}

const remindHours = 12

/** What somebody is reminded of; undefined where nothing is near. */
export async function reminderOf(reader: Reader, campaignId: string, personId: string, now: Date): Promise<ShiftReminder | undefined> {
  const near = (await shiftsOf(reader, campaignId, personId, now)).find((one) => !one.calledOff && one.from.getTime() - now.getTime() <= remindHours * 3_600_000 && !one.people.some((on) => on.id === personId && on.ended))
  const unread = await unreadFor(reader, campaignId, personId, now)
  if (!near && unread.length === 0) return undefined
  return {
    shift: near && { id: near.id, part: near.part, place: near.place, from: near.from, until: near.until, zone: near.zone }, running: near !== undefined && near.from <= now,
    unread: unread.map(({ id, part }) => ({ id, part })),
  }
}
