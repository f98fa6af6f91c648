import pg from 'pg'

/** The key of every test house; child processes of a test are given it as CLAMOR_KEY. */
export const testSecret = Buffer.alloc(32, 7)

export function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

export async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/**
 * Takes a database of a test away, once its last connection has closed. Not `with (force)`: that fails while autovacuum is at work in it
 * (42501), since its process is not ours to end. One that will not go is left: the whole server is thrown away after the run.
 */
export async function dropDatabase(url: string, name: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const failed = await onServer(url, `drop database if exists ${name}`).then(() => undefined, (error: { code?: string }) => error)
    if (!failed) return
    if (failed.code !== '55006') throw failed
    await new Promise((again) => setTimeout(again, 100))
  }
}
