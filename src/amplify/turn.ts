import { createHash } from 'node:crypto'

interface Spread {
  id: string
  from: Date
  spreadMinutes: number
  putOnBy: string
}

/**
 * When a post is a member's to repeat. It follows from who they are and which post it is, so that nothing has to be kept and every screen says
 * the same: all together are spread evenly, and nobody is always the first. Whoever put it on has it at once.
 */
export function dueFor({ id, from, spreadMinutes, putOnBy }: Spread, personId: string): Date {
  if (personId === putOnBy) return from
  const share = createHash('sha256').update(`amplify ${personId} ${id}`).digest().readUInt32BE() / 2 ** 32
  return new Date(from.getTime() + Math.floor(share * spreadMinutes * 60) * 1_000)
}
