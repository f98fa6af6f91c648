import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import pg from 'pg'

/** How the processes of one data folder reach its database; kept beside it, readable only by the one who started it. */
export type Connection = {
  password: string
  /** Folder of the Unix socket and of the life line. */
  runDir: string
  /** Only where there are no Unix sockets, or when somebody asked for a port: loopback. */
  port?: number | undefined
  /** Who started the database last. */
  startedBy: number
}

export async function readConnection(path: string): Promise<Connection | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Connection
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

export async function writeConnection(path: string, connection: Connection): Promise<void> {
  const draft = `${path}.${process.pid}`
  await writeFile(draft, JSON.stringify(connection, null, 2) + '\n', { mode: 0o600 })
  await chmod(draft, 0o600)
  await rename(draft, path)
}

/** A URL that pg and everything built on it understands; over the socket where there is one. */
export function connectionUrl({ password, runDir, port }: Connection): string {
  if (port !== undefined || process.platform === 'win32') return `postgresql://clamor:${password}@127.0.0.1:${port}/clamor`
  return `postgresql://clamor:${password}@localhost/clamor?host=${encodeURIComponent(runDir)}`
}

/** yes: it answers. later: it is starting or ending, ask again. Anything else is thrown. */
export async function answers(connection: Connection): Promise<'yes' | 'later'> {
  const client = new pg.Client({ connectionString: connectionUrl(connection), connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return 'yes'
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    // 57P03: starting up or shutting down; the others: nobody listens (yet).
    if (['57P03', '57P01', 'ENOENT', 'ECONNREFUSED', 'ECONNRESET'].includes(code) || /timeout|terminated/.test(String(error))) return 'later'
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}
