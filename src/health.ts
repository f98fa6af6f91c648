import type { IncomingMessage, ServerResponse } from 'node:http'
import type { House } from '#core/index.ts'
import { actorOf } from '#person/index.ts'
import { answerProbe } from './probe.ts'

/** /healthz: the process answers; to "clamor doctor" it says how its question came. /readyz: the database answers too. /metrics: figures, from loopback or with a token. */
export async function health(house: House, path: string, addressHeader: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (path === '/healthz') return (await answerProbe(house, addressHeader, request, response)) ? undefined : answer(response, 200, 'ok\n')
    if (path === '/readyz') {
      await house.db.row('select 1')
      return answer(response, 200, 'ready\n')
    }
    if (!(await maySee(house, request))) return answer(response, 403, 'Figures are for loopback or a token.\n')
    answer(response, 200, await metrics(house), 'text/plain; version=0.0.4')
  } catch {
    answer(response, 503, 'the database does not answer\n')
  }
}

async function maySee(house: House, request: IncomingMessage): Promise<boolean> {
  const bearer = request.headers.authorization?.match(/^Bearer\s+(\S+)$/i)?.[1]
  if (bearer) return (await actorOf(house, { bearer })) !== undefined
  const address = request.socket.remoteAddress ?? ''
  const proxied = house.config.proxies > 0 || request.headers['x-forwarded-for'] !== undefined
  return !proxied && (address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1')
}

async function metrics(house: House): Promise<string> {
  const { rss, heapUsed } = process.memoryUsage()
  const jobs = await house.db.row<{ waiting: number; failed: number }>(
    `select count(*) filter (where attempts = 0)::int as waiting, count(*) filter (where attempts > 0)::int as failed from graphile_worker.jobs`)
  const figures: [string, string, number][] = [
    ['clamor_memory_bytes', 'Resident memory of this process', rss],
    ['clamor_heap_bytes', 'Heap in use', heapUsed],
    ['clamor_uptime_seconds', 'Since this process began', Math.round(process.uptime())],
    ['clamor_database_connections', 'Connections of the pool', house.db.pool.totalCount],
    ['clamor_database_waiting', 'Requests waiting for a connection', house.db.pool.waitingCount],
    ['clamor_jobs_waiting', 'Jobs not yet tried', jobs!.waiting],
    ['clamor_jobs_failing', 'Jobs that failed and are tried again', jobs!.failed],
  ]
  return figures.map(([name, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`).join('')
}

function answer(response: ServerResponse, status: number, body: string, type = 'text/plain'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}
