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
