import { request as plainRequest } from 'node:http'
import { request as sealedRequest } from 'node:https'
import type { TLSSocket } from 'node:tls'

export interface Certificate {
  from: Date
  until: Date
  issuer: string
  /** Why a browser would not believe it; undefined where it would. */
  fault: string | undefined
}

export interface Reached {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
  certificate: Certificate | undefined
}

/** Asks an address of our own. A certificate that nobody believes is looked at all the same, to say what is wrong with it. */
export function ask(url: URL, headers: Record<string, string>, seconds = 10): Promise<Reached> {
  const sealed = url.protocol === 'https:'
  return new Promise((got, failed) => {
    let certificate: Certificate | undefined
    const request = (sealed ? sealedRequest : plainRequest)(url, { headers, agent: false, timeout: seconds * 1_000, ...(sealed ? { rejectUnauthorized: false } : {}) })
    request.on('socket', (socket) => socket.once('secureConnect', () => (certificate = certificateOf(socket as TLSSocket))))
    request.on('timeout', () => request.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })))
    request.on('error', failed)
    request.on('response', (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (body = (body + chunk).slice(0, 10_000)))
      response.on('end', () => got({ status: response.statusCode!, headers: response.headers, body, certificate }))
      response.on('error', failed)
    })
    request.end()
  })
}

function certificateOf(socket: TLSSocket): Certificate {
  const { valid_from: from, valid_to: until, issuer } = socket.getPeerCertificate()
  return { from: new Date(from), until: new Date(until), issuer: String(issuer?.O ?? issuer?.CN ?? 'nobody'), fault: socket.authorized ? undefined : String(socket.authorizationError) }
}
