import { refuse, type House } from '#core/index.ts'
import { addressOf, authorIdOf } from '#post/index.ts'

/** By what somebody is known again: the one address that they wrote from. */
export interface Address {
  kind: 'email' | 'phone' | 'handle'
  value: string
  /** Of a handle. */
  network?: string
}

/** An address as it was typed; refuses what cannot be one. */
export function readAddress(typed: { kind: string; value: string; network?: string }): Address {
  const value = typed.value.replaceAll('\0', '').trim().slice(0, 300)
  if (typed.kind === 'email' && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(value)) return { kind: 'email', value: value.toLowerCase() }
  if (typed.kind === 'phone' && /^\+?[\p{Nd}\s()./-]{7,30}$/u.test(value)) return { kind: 'phone', value }
  const network = (typed.network ?? '').trim().toLowerCase()
  if (typed.kind === 'handle' && /^@?[^\s@]+(@[^\s@]+)?$/.test(value) && /^[a-z0-9.-]{1,100}$/.test(network)) return { kind: 'handle', value, network }
  throw refuse('address-wrong', 422, 'This is not a whole address.', { mend: 'Look at each letter.' })
}

/** The author of an address in a campaign: its blind index, the same by which their posts were kept. */
export function authorOf(house: Pick<House, 'keys'>, campaignId: string, { kind, value, network }: Address): string {
  return authorIdOf(house, campaignId, addressOf({ channel: network ?? 'form', contact: { [kind]: value } })!)
}
