import { createServer } from 'node:http'
import { startPostgres } from '#core/postgres/index.ts'

/**
 * A small server, for tests of the launcher: `launcher-serve.ts DIR` starts PostgreSQL and listens, prints one line when
 * it is ready, and ends well when it is told to; with `deaf` it never listens to that.
 */
const [dataDir, deaf] = process.argv.slice(2)
const postgres = await startPostgres({ dataDir: dataDir!, profile: 'small', serving: true })
const server = createServer((_, response) => response.end('here'))
server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify({ pid: process.pid, postgres: postgres.pid })}\n`))

let times = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, async () => {
    times++
    if (deaf) return
    if (times > 1) process.stdout.write('told twice\n')
    server.close()
    await postgres.stop()
    await new Promise((resolve) => setTimeout(resolve, 300))
    process.exit(0)
  })
}
