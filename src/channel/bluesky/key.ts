const signs = '234567abcdefghijklmnopqrstuvwxyz'

/**
 * The record key of a message: a TID (13 signs for 53 bits of microseconds and 10 bits of a clock's number), made of our own id (a UUID of
 * version 7: 48 bits of milliseconds, then random ones). The same message has the same key at every attempt, so that it is one record
 * however often it is sent.
 */
export function recordKey(id: string): string {
  const hex = BigInt(`0x${id.replaceAll('-', '')}`)
  const milliseconds = hex >> 80n
  const chance = hex & 0xfffffn
  let value = ((milliseconds * 1_000n + (chance >> 10n) % 1_000n) << 10n) | (chance & 0x3ffn)
  let key = ''
  for (let place = 0; place < 13; place += 1) {
    key = signs[Number(value & 31n)]! + key
    value >>= 5n
  }
  return key
}
