import { createHmac } from 'node:crypto'
import type { House } from '#core/index.ts'

/** Crockford's: no letter looks like another or like a digit; what is misread (O, I, L) is read as what it looks like. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const signs = 10

/** 50 bits in two groups, "7K2QM-9XH4T": short enough for a telephone, too many to try under a limit. */
export function receiptCode(house: Pick<House, 'keys'>, campaignId: string, ticketId: string, attempt = 0): string {
  let bits = mac(house, campaignId, `code\0${ticketId}\0${attempt}`).readBigUInt64BE() >> 14n
  let code = ''
  for (let place = 0; place < signs; place++, bits >>= 5n) code = alphabet[Number(bits & 31n)]! + code
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

/** The code that somebody means, however they typed it; undefined when it cannot be one. */
export function readReceiptCode(typed: string): string | undefined {
  const code = typed.slice(0, 60).normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '').replaceAll('O', '0').replace(/[IL]/g, '1').replaceAll('U', 'V')
  return code.length === signs && [...code].every((sign) => alphabet.includes(sign)) ? `${code.slice(0, 5)}-${code.slice(5)}` : undefined
}

/**
 * External id of the post of a code, or of the nth thing added to it. Keyed: whoever reads the database cannot tell the code, so
 * cannot take the post back in its author's name.
 */
export function externalIdOf(house: Pick<House, 'keys'>, campaignId: string, code: string, added = 0): string {
  return mac(house, campaignId, `post\0${code}\0${added}`).subarray(0, 16).toString('hex')
}

/** Whether a post of the form has a receipt code, by its external id: only those that our own form took in. */
export function hasReceipt(externalId: string): boolean {
  return /^[0-9a-f]{32}$/.test(externalId)
}

function mac(house: Pick<House, 'keys'>, campaignId: string, text: string): Buffer {
  return createHmac('sha256', house.keys.derive('receipt')).update(campaignId).update('\0').update(text).digest()
}
