/**
 * A statement's id is made from its campaign and its number, so that folding never has to look one up: a version 8 UUID
 * (RFC 9562) with 74 bits of the campaign's id and 48 bits of the number. New ones land together at the end of the index.
 */
export function statementIdOf(campaignId: string, number: number): string {
  if (campaignId !== last.campaignId) last = { campaignId, prefix: `${campaignId.slice(0, 14)}8${campaignId.slice(15, 18)}-8${campaignId.slice(20, 23)}-` }
  const hex = number.toString(16)
  return last.prefix + zeros.slice(hex.length) + hex
}

/** The same as its sixteen bytes, for rows of a COPY: used again by the next call. */
export function statementIdBytes(campaignId: string, number: number): Uint8Array {
  if (campaignId !== lastBytes.campaignId) lastBytes = { campaignId, bytes: Buffer.from(statementIdOf(campaignId, 0).replaceAll('-', ''), 'hex') }
  lastBytes.bytes.writeUIntBE(number, 10, 6)
  return lastBytes.bytes
}

let lastBytes = { campaignId: '', bytes: Buffer.alloc(16) }

const zeros = '000000000000'
/** Asked for thousands in a row of one campaign. */
let last = { campaignId: '', prefix: '' }

export function numberOf(statementId: string): number {
  return Number.parseInt(statementId.slice(24), 16)
}

/** Numbers of statements that people took out of others lie beyond those of all posts. */
const parts = 2 ** 40

export function numberOfPart(part: number): number {
  return parts + part
}
