/** Which servers may send for a domain (RFC 7208), judged for the addresses of the one that is set up. */
import { BlockList, isIP, isIPv4 } from 'node:net'
import type { Ask } from './ask.ts'

export type SpfResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'permerror'

export interface Spf {
  result: SpfResult
  /** The record that stands there now. */
  record: string | null
  /** What to set instead; null: it is well as it is. */
  wanted: string | null
}

/** More look-ups than this and the whole record counts as wrong (RFC 7208, 4.6.4). */
const mostLookups = 10
const results: Record<string, SpfResult> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' }

/** Providers of mail whose servers stand in a record of their own: the addresses change, the record does not. */
const providers: [RegExp, string][] = [
  [/(^|\.)(google|gmail|googlemail)\.com$/, '_spf.google.com'], [/(^|\.)(outlook|office365|office)\.com$/, 'spf.protection.outlook.com'], [/(^|\.)mailgun\.org$/, 'mailgun.org'],
  [/(^|\.)sendgrid\.net$/, 'sendgrid.net'], [/(^|\.)postmarkapp\.com$/, 'spf.mtasv.net'], [/(^|\.)amazonaws\.com$/, 'amazonses.com'], [/(^|\.)fastmail\.com$/, 'spf.messagingengine.com'],
  [/(^|\.)gandi\.net$/, '_mailcust.gandi.net'], [/(^|\.)ovh\.net$/, 'mx.ovh.com'],
]

/** `host`: the mail server as it is set up; every address it has must pass, or nobody knows by which of them a letter leaves. */
export async function checkSpf(ask: Ask, domain: string, host: string): Promise<Spf> {
  const records = await recordsOf(ask, domain)
  const addresses = isIP(host) ? [host] : await ask.addresses(host)
  const judged = await Promise.all(addresses.map((address) => resultFor(ask, domain, address, { left: mostLookups })))
  const result = records.length === 0 ? 'none' : records.length > 1 ? 'permerror' : (judged.find((one) => one !== 'pass') ?? (addresses.length > 0 ? 'pass' : 'neutral'))
  return { result, record: records.length > 0 ? records.join('  |  ') : null, wanted: result === 'pass' ? null : wantedFor(records, host) }
}

/** The sender's record with our server in it: in front of the end, where everything else is refused. */
function wantedFor(records: string[], host: string): string {
  const include = providers.find(([pattern]) => pattern.test(host))?.[1]
  const ours = include ? `include:${include}` : isIP(host) ? `ip${isIPv4(host) ? 4 : 6}:${host}` : `a:${host}`
  const terms = [...new Set(records.flatMap((record) => record.split(/\s+/).slice(1)))].filter((term) => term !== ours)
  const end = terms.filter((term) => /^[-~?+]?all$/i.test(term)).at(-1) ?? '~all'
  return ['v=spf1', ...terms.filter((term) => !/^[-~?+]?all$/i.test(term)), ours, end === '+all' || end === 'all' ? '~all' : end].join(' ')
}

async function recordsOf(ask: Ask, domain: string): Promise<string[]> {
  return (await ask.txt(domain)).filter((text) => /^v=spf1(\s|$)/i.test(text))
}

async function resultFor(ask: Ask, domain: string, address: string, budget: { left: number }): Promise<SpfResult> {
  const records = await recordsOf(ask, domain)
  if (records.length !== 1) return records.length === 0 ? 'none' : 'permerror'
  const terms = records[0]!.split(/\s+/).slice(1).filter(Boolean)
  for (const term of terms.filter((one) => !/^(redirect|exp)=/i.test(one))) {
    const [, sign = '+', name = '', argument] = /^([-+~?]?)([a-z0-9]+)(?:[:/](.*))?$/i.exec(term) ?? []
    const matched = await matches(ask, domain, address, budget, name.toLowerCase(), argument, term)
    if (matched === 'permerror') return 'permerror'
    if (matched) return results[sign || '+']!
  }
  const redirect = terms.find((one) => /^redirect=/i.test(one))?.slice('redirect='.length)
  if (!redirect) return 'neutral'
  if (budget.left-- <= 0) return 'permerror'
  const redirected = await resultFor(ask, redirect, address, budget)
  return redirected === 'none' ? 'permerror' : redirected
}

async function matches(ask: Ask, domain: string, address: string, budget: { left: number }, name: string, argument: string | undefined, term: string): Promise<boolean | 'permerror'> {
  if (name === 'all') return true
  if (name === 'ip4' || name === 'ip6') return within(address, argument ?? '')
  // What is made up anew for each letter cannot be judged from here, and is almost never how one's own server is named.
  if (argument?.includes('%{')) return false
  if (!['a', 'mx', 'include', 'exists', 'ptr'].includes(name)) return 'permerror'
  if (budget.left-- <= 0) return 'permerror'
  if (name === 'ptr') return false
  const [target = '', prefix4, prefix6] = term.includes(':') ? (argument ?? '').split(/\/{1,2}/) : ['', ...(term.split(/\/{1,2}/).slice(1))]
  const at = target || domain
  if (name === 'include') {
    const inside = await resultFor(ask, at, address, budget)
    return inside === 'none' || inside === 'permerror' ? 'permerror' : inside === 'pass'
  }
  if (name === 'exists') return (await ask.addresses(at)).some(isIPv4)
  const hosts = name === 'mx' ? (await ask.mx(at)).slice(0, 10) : [at]
  const found = (await Promise.all(hosts.map((host) => ask.addresses(host)))).flat()
  return found.some((one) => within(address, `${one}/${isIPv4(one) ? (prefix4 ?? 32) : (prefix6 ?? 128)}`))
}

function within(address: string, range: string): boolean {
  const [net = '', prefix] = range.split('/')
  if (isIP(net) === 0 || isIP(net) !== isIP(address)) return false
  const family = isIPv4(net) ? 'ipv4' : 'ipv6'
  const bits = prefix === undefined ? (family === 'ipv4' ? 32 : 128) : Number(prefix)
  if (!Number.isInteger(bits) || bits < 0 || bits > (family === 'ipv4' ? 32 : 128)) return false
  const list = new BlockList()
  list.addSubnet(net, bits, family)
  return list.check(address, family)
}
