import { isRefusal } from '#core/index.ts'
import { startPostgres, temporaryDataDir } from '#core/postgres/index.ts'

/**
 * A process that holds an embedded PostgreSQL, for tests that kill it: `launcher-hold.ts DIR [serving] [throwAway]`.
 * Prints one line of JSON; "stop" on its standard input ends it well.
 */
const [folder, ...options] = process.argv.slice(2)
const dataDir = folder === 'temporary' ? await temporaryDataDir() : folder!
try {
  const postgres = await startPostgres({
    dataDir,
    profile: 'small',
    serving: options.includes('serving'),
    throwAway: options.includes('throwAway'),
  })
  print({ url: postgres.url, pid: postgres.pid, joined: postgres.joined, dataDir })
  void postgres.ended.then((ended) => print({ ended }))
  await new Promise<void>((resolve) => process.stdin.on('data', () => resolve()))
  const began = Date.now()
  await postgres.stop()
  print({ stopped: Date.now() - began })
  process.exit(0)
} catch (error) {
  print({ refused: isRefusal(error) ? { code: error.code, line: error.line } : String(error) })
  process.exit(1)
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}
