import { alike, sign } from '#statement/fold/index.ts'
import { namedIn } from '#post/index.ts'
import { lengthOn } from './count.ts'
import { networkRules, oneTap, type Network } from './network.ts'
import { composed } from './share.ts'

/** What is judged of a variant. */
export interface Judged {
  id: string
  language: string
  /** Those it is meant for; empty: every one. */
  networks: readonly Network[]
  text: string
  link: string | null
}

export type Warning =
  | { kind: 'too-long'; network: Network; used: number; most: number }
  /** An SMS in several parts is paid for several times. */
  | { kind: 'parts'; network: 'sms'; parts: number }
  /** How much of their wording they share, from 0 to 1, by the measure by which posts are folded. */
  | { kind: 'too-alike'; with: string; share: number }
  | { kind: 'hashtag-missing' }

/**
 * From here on networks may take two texts for the same one, and people certainly do: half of what folding compares is in both. Folding
 * itself needs 0.8 before it says that two people say the same thing; a bank of texts has to stay well below.
 */
const tooAlike = 0.5

/** What is wrong with the texts of a bank, by variant; those without a fault are left out. */
export function lint(variants: readonly Judged[], hashtags: readonly string[]): Map<string, Warning[]> {
  const wrong = new Map<string, Warning[]>()
  const warn = (id: string, warning: Warning) => void wrong.set(id, [...(wrong.get(id) ?? []), warning])
  for (const variant of variants) {
    for (const warning of lengthWarnings(variant)) warn(variant.id, warning)
    if (lacksHashtag(variant.text, hashtags)) warn(variant.id, { kind: 'hashtag-missing' })
  }
  const signed = variants.map((variant) => sign(withoutTags(variant.text, hashtags)))
  for (let i = 0; i < variants.length; i += 1) {
    for (let j = i + 1; j < variants.length; j += 1) {
      const { together, likeness } = alike(signed[i]!, signed[j]!)
      if (!together && likeness < tooAlike) continue
      warn(variants[i]!.id, { kind: 'too-alike', with: variants[j]!.id, share: likeness })
      warn(variants[j]!.id, { kind: 'too-alike', with: variants[i]!.id, share: likeness })
    }
  }
  return wrong
}

/** Only of the networks it is meant for; meant for every one, of those that open with the text ready written. */
function lengthWarnings({ networks, text, link }: Judged): Warning[] {
  return (networks.length > 0 ? networks : oneTap).flatMap((network): Warning[] => {
    const { used, most, fits, parts } = lengthOn(network, composed(network, { text, link }))
    // Meant for every network, it is not given to those for which it is too long to be an SMS at all: that is no fault of the text.
    if (network === 'sms') return networks.includes('sms') && parts! > 1 ? [{ kind: 'parts', network, parts: parts! }] : []
    return fits ? [] : [{ kind: 'too-long', network, used, most: most ?? networkRules[network].bytes! }]
  })
}

function lacksHashtag(text: string, hashtags: readonly string[]): boolean {
  const there = new Set(namedIn(text).hashtags.map(folded))
  return hashtags.length > 0 && !hashtags.some((tag) => there.has(folded(tag)))
}

/** Every text has them: what they share by that says nothing about them. */
function withoutTags(text: string, hashtags: readonly string[]): string {
  const own = new Set(hashtags.map(folded))
  return text.replaceAll(/[#＃]([\p{L}\p{M}\p{N}_]+)/gu, (whole, tag: string) => (own.has(folded(tag)) ? ' ' : whole))
}

const folded = (tag: string) => tag.normalize('NFKC').toLowerCase()

/** The text with the hashtags covered, for those who may not know them yet. */
export function coverTags(text: string, hashtags: readonly string[]): string {
  const own = new Set(hashtags.map(folded))
  return text.replaceAll(/[#＃]([\p{L}\p{M}\p{N}_]+)/gu, (whole, tag: string) => (own.has(folded(tag)) ? '#…' : whole))
}
