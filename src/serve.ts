import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { existsSync } from 'node:fs'
import { getRequestListener } from '@hono/node-server'
import { isPulse, pulse } from '#burst/index.ts'
import { copyPrefix } from '#campaign/index.ts'
import { prepareForPages, refuse, startJobs, type House } from '#core/index.ts'
import { foldLeftovers } from '#statement/index.ts'
import { apiOf } from './api.ts'
import { health } from './health.ts'
import { linger } from './linger.ts'
import { follow, isShortLink } from '#link/index.ts'
import { setRunning } from './running.ts'

export interface Serving {
  url: string
  port: number
  stop(): Promise<void>
}

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** Serves pages and API, and works off jobs, until stopped. `role`: `web` and `worker` split the two over processes. */
export async function serve(house: House, options: { role?: 'all' | 'web' | 'worker' } = {}): Promise<Serving> {
  const role = options.role ?? 'all'
  setRunning(house)
  const jobs = role === 'web' ? undefined : await startJobs(house, house.flow.jobs)
  // What a process that ended left open is folded now, not with the next sweep.
  if (jobs) void foldLeftovers(house).catch((error: Error) => house.log.error({ error: error.stack }, 'folding what was left failed; it is tried again'))
  if (role === 'worker') {
    return { url: house.origin, port: 0, stop: async () => jobs?.stop() }
  }
  const pages = await loadPages(house)
  const api = getRequestListener(apiOf(house, (request) => request.headers.get(addressHeader) ?? 'unknown').fetch)
  const server = createServer((request, response) => {
    settleAddress(house, request)
    linger(request)
    const path = request.url!.split('?', 1)[0]!
    if (path === '/api' || path.startsWith('/api/')) return void api(request, response)
    if (path === '/healthz' || path === '/readyz' || path === '/metrics') return void health(house, path, addressHeader, request, response)
    // Of the copy of a rehearsal nothing is public: its pages are asked by the hook, and these two never are.
    const copy = path.startsWith(`/${copyPrefix}`)
    if (!copy && isPulse(path)) return void pulse(house, path, request, response)
    const draw = () => pages(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found')
    })
    if (copy || !isShortLink(path)) return draw()
    follow(house, request, response).then((led) => led || draw(), (error: Error) => {
      house.log.error({ error: error.stack }, 'a short link could not be followed')
      draw()
    })
  })
  // Uploads of large files take their time, but a client that only opens connections is let go.
  server.headersTimeout = 20_000
  server.requestTimeout = 600_000
  const port = await listen(server, house).catch(async (error: unknown) => {
    // Jobs that go on would keep the database, and this process, open behind the refusal.
    await jobs?.stop()
    setRunning(undefined)
    throw error
  })
  if (!house.config.origin) house.origin = `http://localhost:${port}`
  house.log.info({ port }, 'serving')
  return {
    url: house.origin,
    port,
    async stop() {
      await endServer(server)
      // Work under way is committed or not at all; nobody should wait for it at Ctrl-C.
      await Promise.race([jobs?.stop(), new Promise((done) => setTimeout(done, 1_000))])
      setRunning(undefined)
    },
  }
}

async function loadPages(house: House): Promise<Handler> {
  const file = fileURLToPath(new URL('../build/handler.js', import.meta.url))
  if (!existsSync(file)) throw refuse('pages-not-built', 500, 'The pages are not built.', { mend: 'Start Clamor with "npm start", which builds them.' })
  prepareForPages(house.config)
  const { handler } = (await import(pathToFileURL(file).href)) as { handler: Handler }
  return handler
}

export const addressHeader = 'x-clamor-address'

/**
 * Sets who asks and by which protocol from what is known here: a client's own claim counts only behind configured proxies,
 * and then only the entry that the outermost of them wrote.
 */
function settleAddress(house: House, request: IncomingMessage): void {
  const { proxies } = house.config
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',').map((part) => part.trim()).filter(Boolean)
  const address = (proxies > 0 ? forwarded.at(-proxies) : undefined) ?? request.socket.remoteAddress ?? 'unknown'
  const told = String(request.headers['x-forwarded-proto'] ?? '').split(',').map((part) => part.trim()).filter(Boolean)
  const protocol = (proxies > 0 ? told.at(-1) : undefined) ?? 'http'
  request.headers[addressHeader] = address
  request.headers['x-forwarded-proto'] = protocol === 'https' ? 'https' : 'http'
}

function listen(server: Server, house: House): Promise<number> {
  const { port, host } = house.config
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') return reject(refuse('port-taken', 500, `Port ${port} is taken by another program.`, { mend: 'Stop it, or choose another port with --port or PORT.' }))
      if (error.code === 'EACCES') return reject(refuse('port-forbidden', 500, `This user may not listen on port ${port}.`, { mend: 'Choose a port above 1023 with --port or PORT.' }))
      reject(refuse('cannot-listen', 500, `Cannot listen on ${host}:${port} (${error.code}).`, { mend: 'Check HOST and PORT.' }))
    })
    server.listen(port, host, () => resolve((server.address() as { port: number }).port))
  })
}

/** Open event streams would keep the server for ever: they are closed, and their screens come back by themselves. */
async function endServer(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()))
  server.closeIdleConnections()
  const patience = setTimeout(() => server.closeAllConnections(), 500)
  await closed
  clearTimeout(patience)
}
