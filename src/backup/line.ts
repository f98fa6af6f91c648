import type { Socket } from 'node:net'
import pg from 'pg'

/**
 * Lends a connection of its own to work that takes as long as it takes: the pool is for those who wait. Values are written the same way
 * whatever the server's settings are.
 */
export async function onLine<T>(url: string, name: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: name })
  client.on('error', () => {})
  await client.connect()
  try {
    for (const [setting, value] of Object.entries(settings)) await client.query(`set ${setting} = '${value}'`)
    const done = await work(client)
    await client.end()
    return done
  } catch (error) {
    // Not ended politely: a COPY that nobody reads any more would wait for ever. The server rolls back.
    ;(client as unknown as { connection: { stream: Socket } }).connection.stream.destroy()
    throw error
  }
}

const settings = {
  datestyle: 'ISO, YMD', intervalstyle: 'postgres', timezone: 'UTC', extra_float_digits: '1', bytea_output: 'hex', client_encoding: 'UTF8',
  statement_timeout: '0', lock_timeout: '0', idle_in_transaction_session_timeout: '0',
}
