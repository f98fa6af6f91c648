import { createHmac, timingSafeEqual } from 'node:crypto'
import type { House } from './house.ts'

const idBytes = 16
const macBytes = 16

/**
 * What stands in somebody's own link: names a row of theirs by its id (a UUID) and can be made by nobody else, also not by whoever reads the database.
 * `purpose`: a secret of one purpose opens nothing of another. `of`: what the row belongs to.
 */
export function ownSecret(house: Pick<House, 'keys'>, purpose: string, of: string, id: string): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  return Buffer.concat([bytes, macOf(house, purpose, of, bytes)]).toString('base64url')
}

/** The id in such a secret; undefined when somebody made it up. */
export function idOfOwnSecret(house: Pick<House, 'keys'>, purpose: string, of: string, secret: string): string | undefined {
  const bytes = Buffer.from(secret.slice(0, 100), 'base64url')
  if (bytes.length !== idBytes + macBytes) return undefined
  const id = bytes.subarray(0, idBytes)
  return timingSafeEqual(macOf(house, purpose, of, id), bytes.subarray(idBytes)) ? uuidOf(id) : undefined
}

/** 16 bytes as the text of a UUID. */
export function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function macOf(house: Pick<House, 'keys'>, purpose: string, of: string, id: Buffer): Buffer {
  return createHmac('sha256', house.keys.derive(purpose)).update(of).update('\0').update(id).digest().subarray(0, macBytes)
}
