import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  body: Buffer
  /** The whole address as it was asked for. */
  url: string
}

export interface Reply {
  status: number
  headers?: Record<string, string>
  json?: unknown
  text?: string
}

/**
 * What goes wrong with the next requests that match: an answer instead of the work (`says`), the line cut before the work or after it, an
 * error of the server in front after the work was done (`fails-after`), or no answer at all although it was done (`hangs-after`).
 */
export interface Fault {
  on: RegExp
  times?: number
  how: 'cut-before' | 'cut-after' | 'fails-after' | 'hangs-after' | { says: Reply }
}

export interface Peer {
  url: string
  asked: Asked[]
  faults: Fault[]
  /** Resolves with the next request that matches, once its work is done. */
  next: (on: RegExp) => Promise<Asked>
  close: () => Promise<void>
}

/** A server of others, as far as the tests need one. */
export async function openPeer(work: (asked: Asked) => Reply | Promise<Reply>): Promise<Peer> {
  const waiting: { on: RegExp; tell: (asked: Asked) => void }[] = []
  const peer: Peer = {
    url: '', asked: [], faults: [],
    next: (on) => new Promise((tell) => waiting.push({ on, tell })),
    close: () => new Promise((ended) => (server.closeAllConnections(), server.close(() => ended()))),
  }
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  peer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return peer

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url!, peer.url)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const asked: Asked = { method: request.method!, path: url.pathname, query: url.searchParams, headers, body: Buffer.concat(chunks), url: url.href }
    peer.asked.push(asked)
    const fault = takeFault(`${asked.method} ${asked.path}`)
    if (fault === 'cut-before') return void request.socket.destroy()
    if (typeof fault === 'object') return answer(response, fault.says)
    const reply = await work(asked)
    const line = `${asked.method} ${asked.path}`
    for (const one of waiting.filter(({ on }) => on.test(line))) one.tell(asked)
    if (fault === 'cut-after') return void request.socket.destroy()
    if (fault === 'hangs-after') return
    answer(response, fault === 'fails-after' ? { status: 503, text: '<html>Service unavailable</html>' } : reply)
  }

  function takeFault(line: string): Fault['how'] | undefined {
    const fault = peer.faults.find((one) => one.on.test(line) && (one.times ?? 1) > 0)
    if (fault) fault.times = (fault.times ?? 1) - 1
    return fault?.how
  }
}

function answer(response: ServerResponse, { status, headers = {}, json, text }: Reply): void {
  response.writeHead(status, { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers })
  response.end(json === undefined ? (text ?? '') : JSON.stringify(json))
}

/** The parts of a form with files, byte for byte. */
export function partsOf(asked: Asked): { name: string; type?: string | undefined; bytes: Buffer }[] {
  const boundary = /boundary=(\S+)/.exec(asked.headers['content-type'] ?? '')?.[1]
  if (!boundary) return []
  const [parts, mark]: [ReturnType<typeof partsOf>, Buffer] = [[], Buffer.from(`--${boundary}`)]
  for (let at = asked.body.indexOf(mark); at >= 0; ) {
    const next = asked.body.indexOf(mark, at + mark.length)
    if (next < 0) break
    const part = asked.body.subarray(at + mark.length + 2, next - 2)
    const end = part.indexOf('\r\n\r\n')
    const head = part.subarray(0, end).toString()
    parts.push({ name: /name="([^"]*)"/.exec(head)![1]!, type: /content-type: (\S+)/i.exec(head)?.[1], bytes: part.subarray(end + 4) })
    at = next
  }
  return parts
}
