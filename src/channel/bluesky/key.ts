const signs = '234567abcdefghijklmnopqrstuvwxyz'

/**
 * The record key of a message: a TID (13 signs for 53 bits of microseconds and 10 bits of a clock's number), made of our own id (a UUID of
 * version 7: 48 bits of milliseconds, 12 that count up in one millisecond, then random ones). The same message has the same key at every
 * attempt, so that it is one record however often it is sent. Messages of one process never share one: what counts up makes the
 * microseconds, five to each, and the first part of the clock's number; chance alone has too few bits for a thousand at once.
 */
export function recordKey(id: string): string {
  const hex = BigInt(`0x${id.replaceAll('-', '')}`)
  const milliseconds = hex >> 80n
  const place = (hex >> 64n) & 0xfffn
  const chance = hex & 0xfffffn
  let value = ((milliseconds * 1_000n + place / 5n) << 10n) | ((place % 5n) * 204n + (chance % 204n))
  let key = ''
  for (let sign = 0; sign < 13; sign += 1) {
    key = signs[Number(value & 31n)]! + key
    value >>= 5n
  }
  return key
}
