import { foldName } from '#campaign/index.ts'
import type { GroupRow } from '#desk/index.ts'
import type { Member } from '#person/index.ts'

export const states = ['works', 'waits', 'notReady', 'frozen', 'unseen', 'returned'] as const

/** Who is looked for; empty: everybody. */
export interface Wanted {
  q: string
  role: string
  /** Ids. */
  organisation: string
  group: string
  state: (typeof states)[number] | ''
}

const twoWeeks = 14 * 86_400_000

export function within(member: Member, wanted: Wanted, { groups, now, returned }: { groups: GroupRow[]; now: Date; returned: ReadonlyMap<string, unknown> }): boolean {
  if (wanted.q && !foldName(`${member.name} ${member.email}`).includes(foldName(wanted.q))) return false
  if (wanted.role && member.role !== wanted.role) return false
  if (wanted.organisation && member.organisation.id !== wanted.organisation) return false
  if (wanted.group && !groups.some((group) => group.id === wanted.group && group.members.some(({ id }) => id === member.id))) return false
  if (wanted.state === 'returned') return returned.has(member.email)
  return !wanted.state || isIn(member, wanted.state, now)
}

function isIn(member: Member, state: Exclude<(typeof states)[number], 'returned'>, now: Date): boolean {
  if (state === 'frozen') return member.frozen
  if (state === 'waits') return member.waitsFor !== null && !member.frozen
  if (state === 'notReady') return !member.ready && member.waitsFor === null && !member.frozen
  if (state === 'unseen') return !member.frozen && (member.seenOn === null || Date.parse(member.seenOn) < now.getTime() - twoWeeks)
  return member.ready && !member.frozen
}
