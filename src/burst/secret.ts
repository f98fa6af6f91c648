import { idOfOwnSecret, ownSecret, type House } from '#core/index.ts'

/**
 * What stands in a participant's own link (`page`) or in the mails to them (`mail`). Two kinds, so that whoever is sent a mail by somebody's
 * mistake learns nothing of their page.
 */
export function secretOf(house: Pick<House, 'keys'>, kind: 'page' | 'mail', burstId: string, pledgeId: string): string {
  return ownSecret(house, `burst ${kind}`, burstId, pledgeId)
}

/** The pledge whose secret this is; undefined when somebody made it up. */
export function pledgeOfSecret(house: Pick<House, 'keys'>, kind: 'page' | 'mail', burstId: string, secret: string): string | undefined {
  return idOfOwnSecret(house, `burst ${kind}`, burstId, secret)
}
