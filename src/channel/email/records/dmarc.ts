/** What receivers are to do with letters that prove nothing (RFC 7489). */
import type { Ask } from './ask.ts'
import { tagsOf } from './dkim.ts'

export type DmarcResult = 'good' | 'watching' | 'none' | 'wrong'

export interface Dmarc {
  result: DmarcResult
  record: string | null
  /** Where it stands, or should. */
  name: string
  wanted: string | null
}

export async function checkDmarc(ask: Ask, domain: string): Promise<Dmarc> {
  const name = `_dmarc.${domain}`
  for (const at of [domain, ...parentsOf(domain)]) {
    const records = (await ask.txt(`_dmarc.${at}`)).filter((text) => /^v\s*=\s*DMARC1\s*(;|$)/i.test(text))
    if (records.length === 0) continue
    const tags = tagsOf(records[0]!)
    const policy = (at === domain ? tags.get('p') : (tags.get('sp') ?? tags.get('p')))?.toLowerCase()
    const wrong = records.length > 1 || !['none', 'quarantine', 'reject'].includes(policy ?? '')
    return { result: wrong ? 'wrong' : policy === 'none' ? 'watching' : 'good', record: records.join('  |  '), name: `_dmarc.${at}`, wanted: wrong ? 'v=DMARC1; p=none' : null }
  }
  return { result: 'none', record: null, name, wanted: 'v=DMARC1; p=none' }
}

/** What a subdomain does not say is said by the domain above, down to two words. */
function parentsOf(domain: string): string[] {
  const words = domain.split('.')
  return words.slice(1, -1).map((_, at) => words.slice(at + 1).join('.'))
}
