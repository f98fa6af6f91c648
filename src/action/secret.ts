import { createHmac, timingSafeEqual } from 'node:crypto'
import type { House } from '#core/index.ts'

const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')
const uuidOf = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** What stands in somebody's own link: names their signature or turn, and can be made by nobody who only reads the database. */
export function secretOf(house: Pick<House, 'keys'>, actionId: string, id: string): string {
  return Buffer.concat([bytesOf(id), macOf(house, actionId, bytesOf(id))]).toString('base64url')
}

/** The id in a secret; undefined when somebody made it up. */
export function idOfSecret(house: Pick<House, 'keys'>, actionId: string, secret: string): string | undefined {
  const bytes = Buffer.from(secret.slice(0, 100), 'base64url')
  if (bytes.length !== 32) return undefined
  return timingSafeEqual(macOf(house, actionId, bytes.subarray(0, 16)), bytes.subarray(16)) ? uuidOf(bytes.subarray(0, 16)) : undefined
}

/** The id of what was made by a form: that of the form, so that what is sent twice is one. */
export function idOf(ticketId: string): string {
  const bytes = Buffer.from(ticketId, 'base64url')
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return uuidOf(bytes)
}

function macOf(house: Pick<House, 'keys'>, actionId: string, id: Buffer): Buffer {
  return createHmac('sha256', house.keys.derive('action')).update(actionId).update('\0').update(id).digest().subarray(0, 16)
}
