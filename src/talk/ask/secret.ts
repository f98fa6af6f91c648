import { createHmac, timingSafeEqual } from 'node:crypto'
import type { House } from '#core/index.ts'

const idBytes = 16
const macBytes = 12

/** What stands in the link of a mail: names one question, can be made by nobody else, and gives nothing but answering it. */
export function secretOf(house: Pick<House, 'keys'>, campaignId: string, askId: string): string {
  const id = Buffer.from(askId.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, macOf(house, campaignId, id)]).toString('base64url')
}

/** The id of the question whose secret this is; undefined when somebody made it up. */
export function askOfSecret(house: Pick<House, 'keys'>, campaignId: string, secret: string): string | undefined {
  const bytes = Buffer.from(secret.slice(0, 80), 'base64url')
  if (bytes.length !== idBytes + macBytes) return undefined
  const id = bytes.subarray(0, idBytes)
  if (!timingSafeEqual(macOf(house, campaignId, id), bytes.subarray(idBytes))) return undefined
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function macOf(house: Pick<House, 'keys'>, campaignId: string, id: Buffer): Buffer {
  return createHmac('sha256', house.keys.derive('ask')).update(campaignId).update('\0').update(id).digest().subarray(0, macBytes)
}
