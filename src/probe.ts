import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { House } from '#core/index.ts'

/** What a server says of a request that came to it, to somebody who holds the same key. */
export interface Seen {
  /** Whether it works on the database of whoever asks. */
  same: boolean
  /** Whom it takes for the sender, and by which protocol. */
  address: string
  protocol: string
  /** What stood in X-Forwarded-For. */
  forwarded: string[]
  host: string
  at: string
}

export const probeHeader = 'x-clamor-probe'

/**
 * Asks through the front door whether the server there is this one: `work` sends the word it is given along as a header, and while it does, a
 * lock is held in the database whose number only the word tells. A server that sees the lock is on this very database; a copy of it that moved
 * house, with the same key, is not. Nothing is stored, and a word that somebody overhears is worth nothing a moment later.
 */
export async function withProbe<T>(house: House, work: (word: string) => Promise<T>): Promise<T> {
  const numbers = [randomInt(1, 2 ** 31 - 1), randomInt(1, 2 ** 31 - 1)]
  return house.db.transact(async (t) => {
    await t.rows('select pg_advisory_xact_lock($1::int, $2::int)', numbers)
    return work(`${numbers.join('.')}.${macOf(house, numbers).toString('base64url')}`)
  })
}

/** Answers a probe; false when the request is none, or of somebody without the key. */
export async function answerProbe(house: House, addressHeader: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const [, first, second, mac] = /^(\d{1,10})\.(\d{1,10})\.([\w-]{1,60})$/.exec(String(request.headers[probeHeader] ?? '')) ?? []
  if (mac === undefined) return false
  const numbers = [Number(first), Number(second)]
  const [right, given] = [macOf(house, numbers), Buffer.from(mac, 'base64url')]
  if (given.length !== right.length || !timingSafeEqual(given, right)) return false
  const held = await house.db.row(
    `select from pg_locks where locktype = 'advisory' and granted and objsubid = 2 and classid = $1::bigint::oid and objid = $2::bigint::oid
       and database = (select oid from pg_database where datname = current_database())`, numbers)
  const { headers } = request
  const seen: Seen = {
    same: held !== undefined, address: String(headers[addressHeader]), protocol: String(headers['x-forwarded-proto']),
    forwarded: String(headers['x-forwarded-for'] ?? '').split(',').map((part) => part.trim()).filter(Boolean),
    host: headers.host ?? '', at: new Date().toISOString(),
  }
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(seen))
  return true
}

function macOf(house: House, numbers: number[]): Buffer {
  return createHmac('sha256', house.keys.derive('probe')).update(numbers.join('.')).digest().subarray(0, 16)
}
