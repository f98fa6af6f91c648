import { idOfOwnSecret, ownSecret, type House } from '#core/index.ts'

/** What stands in the own link of somebody who signed or writes. */
export function secretOf(house: Pick<House, 'keys'>, actionId: string, id: string): string {
  return ownSecret(house, 'action', actionId, id)
}

/** The id of their signature or turn; undefined when somebody made the secret up. */
export function idOfSecret(house: Pick<House, 'keys'>, actionId: string, secret: string): string | undefined {
  return idOfOwnSecret(house, 'action', actionId, secret)
}
