import type { House } from '#core/index.ts'
import { variantsOf, type Variant } from './bank.ts'
import { lengthOn, type Length } from './count.ts'
import type { Network } from './network.ts'
import { composed } from './share.ts'

/** Texts by bank and version: ten thousand people who open their page read them once, not ten thousand times. */
const kept = new Map<string, { version: number; variants: Promise<Variant[]> }>()
const mostKept = 200

/** The texts of a bank at this version (read in the same request), from memory where it is the one that is kept there. */
export async function variantsAt(house: House, campaignId: string, bank: { id: string; version: number }): Promise<Variant[]> {
  const key = `${house.db.url} ${campaignId} ${bank.id}`
  const there = kept.get(key)
  if (there?.version === bank.version) return there.variants
  const variants = variantsOf(house.db, campaignId, bank.id)
  kept.delete(key)
  kept.set(key, { version: bank.version, variants })
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
  variants.catch(() => kept.delete(key))
  return variants
}

/** Those that somebody who posts in this language on this network may be given: in use, meant for it, and short enough. */
export function fitting(variants: readonly Variant[], language: string, network: Network): Variant[] {
  return variants.filter((one) => one.outAt === null && one.language === language && fitsOn(one, network))
}

/** Whether a text is meant for a network and short enough for it. */
export function fitsOn(variant: Variant, network: Network): boolean {
  return (variant.networks.length === 0 || variant.networks.includes(network)) && lengthOf(variant, network).fits
}

const measured = new WeakMap<Variant, Map<Network, Length>>()

/** How long a text is on a network, with its link; measured once for each text that is kept: twitter-text takes a third of a millisecond. */
export function lengthOf(variant: Variant, network: Network): Length {
  let by = measured.get(variant)
  if (!by) measured.set(variant, (by = new Map()))
  let length = by.get(network)
  if (!length) by.set(network, (length = lengthOn(network, composed(network, variant))))
  return length
}
