/** With which key a domain's letters are signed (RFC 6376): what its name service says about a selector. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { Ask } from './ask.ts'

export type DkimResult = 'good' | 'weak' | 'revoked' | 'unreadable' | 'other-key' | 'none'

export interface Dkim {
  result: DkimResult
  selector: string | null
  record: string | null
}

/** Whoever set up none of their own has one of these: what providers and servers call theirs. */
const usual = ['default', 'mail', 'dkim', 'selector1', 'selector2', 'google', 's1', 's2', 'k1', 'fm1', 'smtp', 'key1']

/** `own`: the selector and key of the house, where it signs itself. */
export async function checkDkim(ask: Ask, domain: string, own?: { selector: string; publicKey: string }): Promise<Dkim> {
  if (own) {
    const [record] = await recordsAt(ask, domain, own.selector)
    if (!record) return { result: 'none', selector: own.selector, record: null }
    const result = judge(record)
    return { result: result === 'good' && tagsOf(record).get('p') !== own.publicKey ? 'other-key' : result, selector: own.selector, record }
  }
  const found = (await Promise.all(usual.map(async (selector) => (await recordsAt(ask, domain, selector)).map((record) => ({ result: judge(record), selector, record }))))).flat()
  return found.find((one) => one.result === 'good') ?? found[0] ?? { result: 'none', selector: null, record: null }
}

/** A key of the house's own, and the record that says so to the world. */
export function newDkimKey(): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  return { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64') }
}

export function dkimRecord(publicKey: string): string {
  return `v=DKIM1; k=rsa; p=${publicKey}`
}

async function recordsAt(ask: Ask, domain: string, selector: string): Promise<string[]> {
  return (await ask.txt(`${selector}._domainkey.${domain}`)).filter((text) => /(^|;)\s*p\s*=/i.test(text))
}

function judge(record: string): DkimResult {
  const tags = tagsOf(record)
  const key = tags.get('p') ?? ''
  if (key === '') return 'revoked'
  if (tags.get('k') === 'ed25519') return Buffer.from(key, 'base64').length === 32 ? 'good' : 'unreadable'
  try {
    const bits = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }).asymmetricKeyDetails?.modulusLength ?? 0
    return bits >= 1_024 ? 'good' : 'weak'
  } catch {
    return 'unreadable'
  }
}

/** `a=b; c=d`, as DKIM and DMARC write. */
export function tagsOf(record: string): Map<string, string> {
  return new Map(record.split(';').flatMap((part) => {
    const [name, ...value] = part.split('=')
    return name && value.length > 0 ? [[name.trim().toLowerCase(), value.join('=').replace(/\s+/g, '')] as const] : []
  }))
}
