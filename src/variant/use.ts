import type { House } from '#core/index.ts'
import { variantsOf, type Variant } from './bank.ts'
import { lengthOn } from './count.ts'
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
  return variants.filter(
    (one) => one.outAt === null && one.language === language && (one.networks.length === 0 || one.networks.includes(network)) && fits(one, network),
  )
}

const measured = new WeakMap<Variant, Map<Network, boolean>>()

function fits(variant: Variant, network: Network): boolean {
  let by = measured.get(variant)
  if (!by) measured.set(variant, (by = new Map()))
  const known = by.get(network)
  if (known !== undefined) return known
  const found = lengthOn(network, composed(network, variant)).fits
  by.set(network, found)
  return found
}
