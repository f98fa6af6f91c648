import { BlockList, isIP } from 'node:net'

/**
 * Addresses that nobody on the internet answers at, or that mean this machine, its neighbours or its provider (IANA's registries of
 * special-purpose addresses, RFC 6890 and later). What is fetched for somebody else must never get there.
 */
const special4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24',
  '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
]
/** Within 2000::/3, outside of which nothing is given to anybody. */
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']

const forbidden4 = listOf(special4, 'ipv4')
const forbidden6 = listOf(special6, 'ipv6')
const global6 = listOf(['2000::/3'], 'ipv6')

function listOf(ranges: string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [net, prefix] = range.split('/')
    list.addSubnet(net!, Number(prefix), family)
  }
  return list
}

/**
 * Whether an address is one of the public internet. IPv6 that carries an IPv4 address (mapped, and NAT64's translated) is judged by that one;
 * other ways of carrying one (6to4, Teredo) are refused: no server that we want to reach has only those.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !forbidden4.check(address, 'ipv4')
  // A zone ("fe80::1%eth0") only ever belongs to an address of the link.
  if (family !== 6 || address.includes('%')) return false
  const words = wordsOf(address)
  const carried = carriedIn(words)
  if (carried) return !forbidden4.check(carried, 'ipv4')
  return global6.check(address, 'ipv6') && !forbidden6.check(address, 'ipv6')
}

function carriedIn(words: number[]): string | undefined {
  const zeros = (from: number, to: number) => words.slice(from, to).every((word) => word === 0)
  const mapped = zeros(0, 5) && words[5] === 0xffff
  const translated = words[0] === 0x64 && words[1] === 0xff9b && zeros(2, 6)
  if (!mapped && !translated) return undefined
  return [words[6]! >> 8, words[6]! & 255, words[7]! >> 8, words[7]! & 255].join('.')
}

/** The eight words of an IPv6 address that `isIP` has found good. */
function wordsOf(address: string): number[] {
  const tail = address.match(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/)
  const plain = tail ? address.slice(0, tail.index) + [Number(tail[1]) * 256 + Number(tail[2]), Number(tail[3]) * 256 + Number(tail[4])].map((word) => word.toString(16)).join(':') : address
  const [head, rest] = plain.split('::')
  const parse = (part: string | undefined) => (part ? part.split(':').map((word) => Number.parseInt(word, 16)) : [])
  const [before, after] = [parse(head), parse(rest)]
  return rest === undefined ? before : [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}
