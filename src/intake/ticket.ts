import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { refuse, uuidOf, type House } from '#core/index.ts'

/**
 * A ticket is in every form that we give out. It keeps out what posts without ever having asked for the form, and what is faster
 * than a person; and since it comes back with every attempt, it makes sending idempotent: one form, one post, one receipt code.
 */
export interface Ticket {
  /** Names this very form. */
  id: string
  issuedAt: Date
}

export const ticketSeconds = { least: 3, most: 24 * 3_600 }

const timeBytes = 6
const idBytes = 16
const macBytes = 12

export function issueTicket(house: Pick<House, 'keys' | 'clock'>, campaignId: string): string {
  const id = randomBytes(idBytes)
  id.writeUIntBE(house.clock.now().getTime(), 0, timeBytes)
  return Buffer.concat([id, macOf(house, campaignId, id)]).toString('base64url')
}

/** The ticket that we issued for this campaign; undefined when somebody made it up. */
export function readTicket(house: Pick<House, 'keys'>, campaignId: string, text: string): Ticket | undefined {
  const bytes = Buffer.from(text.slice(0, 100), 'base64url')
  if (bytes.length !== idBytes + macBytes) return undefined
  const id = bytes.subarray(0, idBytes)
  if (!timingSafeEqual(macOf(house, campaignId, id), bytes.subarray(idBytes))) return undefined
  return { id: id.toString('base64url'), issuedAt: new Date(id.readUIntBE(0, timeBytes)) }
}

/** The same, or a refusal that says what to do; whoever is refused has lost nothing and gets the form again. */
export function checkTicket(house: Pick<House, 'keys' | 'clock'>, campaignId: string, text: string): Ticket {
  const ticket = readTicket(house, campaignId, text)
  const age = ticket ? (house.clock.now().getTime() - ticket.issuedAt.getTime()) / 1_000 : Infinity
  if (!ticket || age > ticketSeconds.most) throw refuse('ticket-late', 422, 'This form was open for more than a day.', { mend: 'Send it once more; what you wrote is kept.' })
  if (age < ticketSeconds.least) throw refuse('ticket-early', 422, 'That was faster than a person writes.', { mend: 'Wait three seconds, then send it.' })
  return ticket
}

/** The id of what a form makes: its ticket's 16 bytes, which begin with their time, as a UUID of version 7. Sent twice it is one. */
export function idOfTicket({ id }: Pick<Ticket, 'id'>): string {
  const bytes = Buffer.from(id, 'base64url')
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return uuidOf(bytes)
}

function macOf(house: Pick<House, 'keys'>, campaignId: string, id: Buffer): Buffer {
  return createHmac('sha256', house.keys.derive('ticket')).update(campaignId).update('\0').update(id).digest().subarray(0, macBytes)
}
