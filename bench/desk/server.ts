/** A server process of its own: node server.ts URL MINUTES. It says its port; MINUTES: by how much its clock is ahead. */
import { tmpdir } from 'node:os'
import { openLog, readConfig } from '#core/index.ts'
import { houseOn } from '../../src/open.ts'
import { serve } from '../../src/serve.ts'

/** What a server takes: seconds of processor so far, megabytes in use by objects (after a collection) and altogether. */
export interface Use {
  seconds: number
  heap: number
  rss: number
}

const [url, minutes] = process.argv.slice(2) as [string, string]
const ahead = Number(minutes) * 60_000
const config = readConfig({ log: 'error', port: 0, host: '127.0.0.1' }, {})
const house = await houseOn(url, Buffer.alloc(32, 7), { config, log: openLog('error'), dataDir: tmpdir(), clock: { now: () => new Date(Date.now() + ahead) } })
const { port } = await serve(house, { role: 'web' })
process.send!({ port })
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  process.send!({ seconds: (user + system) / 1e6, heap: Math.round(heapUsed / 1e5) / 10, rss: Math.round(rss / 1e6) } satisfies Use)
})
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0))
