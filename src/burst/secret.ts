import { createHmac, timingSafeEqual } from 'node:crypto'
import type { House } from '#core/index.ts'

const idBytes = 16
const macBytes = 16

/**
 * What stands in a participant's own link (`page`) or in the mails to them (`mail`): names their pledge and can be made by nobody else, also
 * not by whoever reads the database. Two kinds, so that whoever is sent a mail by somebody's mistake learns nothing of their page.
 */
export function secretOf(house: Pick<House, 'keys'>, kind: 'page' | 'mail', burstId: string, pledgeId: string): string {
  const id = Buffer.from(pledgeId.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, macOf(house, kind, burstId, id)]).toString('base64url')
}

/** The pledge whose secret this is; undefined when somebody made it up. */
export function pledgeOfSecret(house: Pick<House, 'keys'>, kind: 'page' | 'mail', burstId: string, secret: string): string | undefined {
  const bytes = Buffer.from(secret.slice(0, 100), 'base64url')
  if (bytes.length !== idBytes + macBytes) return undefined
  const id = bytes.subarray(0, idBytes)
  return timingSafeEqual(macOf(house, kind, burstId, id), bytes.subarray(idBytes)) ? uuidOf(id) : undefined
}

/** The id of a pledge: that of the form with which it was made (16 bytes that begin with their time), as a UUID of version 7. */
export function pledgeIdOf(ticketId: string): string {
  const bytes = Buffer.from(ticketId, 'base64url')
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return uuidOf(bytes)
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function macOf(house: Pick<House, 'keys'>, kind: string, burstId: string, id: Buffer): Buffer {
  return createHmac('sha256', house.keys.derive(`burst ${kind}`)).update(burstId).update('\0').update(id).digest().subarray(0, macBytes)
}
