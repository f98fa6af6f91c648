import { lookup } from 'node:dns/promises'
import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as sealedRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './address.ts'

/** What is wanted of a server of others. */
export interface Wish {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** Of the whole, from asking for the address to the last byte. */
  seconds?: number
  /** Of the answer. */
  mostBytes?: number
  /** How many redirects are followed; only of a GET, and none where nothing is said. */
  redirects?: number
}

export interface Answer {
  status: number
  headers: Record<string, string>
  body: Buffer
  /** Where it came from, after redirects. */
  url: string
}

export type Fetch = (url: string, wish?: Wish) => Promise<Answer>

export type Unreached = 'not-a-link' | 'forbidden-address' | 'no-such-host' | 'no-connection' | 'too-slow' | 'too-large' | 'too-many-redirects' | 'broken-off'

/** Why there is no answer, and whether the request may have been read all the same: then nobody knows what became of it. */
export class NoAnswer extends Error {
  readonly kind: Unreached
  readonly mayHaveArrived: boolean

  constructor(kind: Unreached, detail: string, mayHaveArrived = false) {
    super(detail)
    this.name = 'NoAnswer'
    this.kind = kind
    this.mayHaveArrived = mayHaveArrived
  }
}

export function isNoAnswer(error: unknown): error is NoAnswer {
  return error instanceof Error && error.name === 'NoAnswer'
}

interface Address {
  address: string
  family: number
}

/** Who knows the addresses of a name, and which of them are public; tests give their own. */
export interface World {
  resolve: (host: string) => Promise<Address[]>
  isPublic: (address: string) => boolean
}

const world: World = { resolve: (host) => lookup(host, { all: true, order: 'verbatim' }), isPublic: isPublicAddress }

/**
 * The one way out of the house to an address that somebody else chose. It speaks only https, to public addresses only: the name is resolved
 * once, every address it has must be public, and the connection is made to one of those and to no other (a name that means something else a
 * moment later changes nothing). The same again for each redirect. Time and size are bounded, nothing is unpacked, no proxy is asked.
 * `open`: origins that the operator configured, an own server or one of a test; they alone may be private or without TLS.
 */
export function safeFetch(open: readonly string[] = [], { resolve, isPublic }: World = world): Fetch {
  const origins = new Set(open.map((address) => new URL(address).origin))
  return async (url, wish = {}) => {
    const { seconds = 20, redirects = 0, method = 'GET' } = wish
    const until = Date.now() + seconds * 1_000
    let headers = wish.headers ?? {}
    let at = parsed(url)
    for (let followed = 0; ; followed += 1) {
      const answer = await ask(at, { ...wish, headers }, origins.has(at.origin) ? undefined : await addressesOf(at, until), until)
      const next = [301, 302, 303, 307, 308].includes(answer.status) && method === 'GET' ? answer.headers['location'] : undefined
      if (next === undefined || redirects === 0) return answer
      if (followed >= redirects) throw new NoAnswer('too-many-redirects', `${at.host} leads on more than ${redirects} times.`)
      const to = parsed(next, at)
      // What proves who we are is for the server it was meant for.
      if (to.origin !== at.origin) headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !['authorization', 'cookie'].includes(name.toLowerCase())))
      at = to
    }
  }

  async function addressesOf(url: URL, until: number): Promise<Address[]> {
    if (url.protocol !== 'https:') throw new NoAnswer('forbidden-address', `${url.host} is reached without encryption.`)
    // The parser has made one form of decimal, octal, hexadecimal and shortened addresses.
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await inTime(resolve(host), until, `nobody says where ${host} is`).catch((error: unknown) => {
      throw isNoAnswer(error) ? error : new NoAnswer('no-such-host', `Nobody knows where ${host} is.`)
    })
    if (found.length === 0) throw new NoAnswer('no-such-host', `${host} has no address.`)
    // All of them: a name with one good and one bad address is a trap.
    if (!found.every(({ address }) => isPublic(address))) throw new NoAnswer('forbidden-address', `${host} is not on the public internet.`)
    return found
  }
}

function parsed(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw new NoAnswer('not-a-link', 'This is not an address of a server.')
  const url = new URL(text, base)
  if (!['https:', 'http:'].includes(url.protocol)) throw new NoAnswer('not-a-link', `${url.protocol} is not fetched.`)
  if (url.username || url.password) throw new NoAnswer('not-a-link', 'An address with a password in it is not fetched.')
  return url
}

async function inTime<T>(work: Promise<T>, until: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer('too-slow', `Too slow: ${what}.`)), Math.max(0, until - Date.now()))
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function ask(url: URL, wish: Wish, addresses: Address[] | undefined, until: number): Promise<Answer> {
  const { method = 'GET', headers = {}, body, mostBytes = 1_000_000 } = wish
  const options: RequestOptions & { autoSelectFamily?: boolean } = {
    method, agent: false,
    headers: { accept: '*/*', 'user-agent': 'Clamor', ...headers, 'accept-encoding': 'identity', ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
    ...(addresses ? { lookup: pinned(addresses) } : {}),
  }
  return new Promise<Answer>((got, failed) => {
    let connected = false
    const request = (url.protocol === 'https:' ? sealedRequest : plainRequest)(url, options)
    const end = (kind: Unreached, detail: string) => {
      clearTimeout(timer)
      // Before there is a line nothing was said; afterwards who knows how much of it was read.
      failed(new NoAnswer(kind, detail, connected))
      request.destroy()
    }
    const timer = setTimeout(() => end('too-slow', `${url.host} did not answer in time.`), Math.max(0, until - Date.now()))
    request.on('socket', (socket) => socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (connected = true)))
    request.on('error', (error: NodeJS.ErrnoException) => end(connected ? 'broken-off' : 'no-connection', `${url.host}: ${error.code ?? error.message}.`))
    request.on('response', (response) => {
      void readAll(response, mostBytes).then(
        (bytes) => {
          clearTimeout(timer)
          got({ status: response.statusCode!, headers: headersOf(response), body: bytes, url: url.href })
        },
        (error: Error) => end(error instanceof RangeError ? 'too-large' : 'broken-off', `${url.host}: ${error.message}.`),
      )
    })
    request.end(body)
  })
}

/** Connects to what was checked, whatever the name means by now. */
function pinned(addresses: Address[]): LookupFunction {
  return (_host, { all }, found) => {
    if (all) found(null, addresses)
    else found(null, addresses[0]!.address, addresses[0]!.family)
  }
}

async function readAll(response: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) throw new RangeError(`more than ${mostBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function headersOf(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]))
}
