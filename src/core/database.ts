import pg from 'pg'
import { CopyIn } from './copy-in.ts'

/** Reads. What may write is visible in the type: only a Transactor does. */
export interface Reader {
  rows<T = Record<string, any>>(sql: string, parameters?: unknown[]): Promise<T[]>
  row<T = Record<string, any>>(sql: string, parameters?: unknown[]): Promise<T | undefined>
}

/** Exists only inside a transaction; everything it writes is committed together or not at all. */
export interface Transactor extends Reader {
  readonly writes: true
  /** Number of rows a statement changed. */
  run(sql: string, parameters?: unknown[]): Promise<number>
  /** Rows for a `copy ... from stdin`. */
  copy(sql: string, rows: Buffer): Promise<void>
  /**
   * Several statements without a round trip for each: what `work` starts is sent at once and done in its order. Resolves when all are done,
   * and rejects with what the first of them failed of.
   */
  burst(work: (send: (statement: Promise<unknown>) => void) => void): Promise<void>
  /**
   * Runs when all else in the transaction is done: for a lock that many want, and that is to be held for the commit only. `first`: before
   * those of the others, so that two such locks are taken in one order everywhere.
   */
  beforeCommit(work: () => Promise<void>, place?: 'first'): void
}

// bigint stays text: ids never go through a JavaScript number. Counts are read as `count(*)::int`.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') => {
    if (oid === 20) return (value: string) => value
    if (oid === 1114) return (value: string) => new Date(`${value}Z`)
    return pg.types.getTypeParser(oid, format as 'text')
  }) as pg.CustomTypesConfig['getTypeParser'],
}

/** What watches the statements of the test suite (no statement on a growing table without its campaign). */
export interface Watcher {
  (sql: string): void
}

export class Database implements Reader {
  readonly pool: pg.Pool
  readonly url: string
  #watch: Watcher | undefined
  #ending = false

  constructor(url: string, options: { connections?: number; name?: string; watch?: Watcher; onError?: (error: Error) => void } = {}) {
    this.url = url
    this.#watch = options.watch
    this.pool = new pg.Pool({
      connectionString: url,
      max: options.connections ?? 10,
      application_name: options.name ?? 'clamor',
      types,
    })
    // Connections that close because we close are no loss.
    const noticed = (error: Error) => this.#ending || options.onError?.(error)
    this.pool.on('error', noticed)
    // Also while a client is out of the pool: a connection that dies then would otherwise end the process.
    this.pool.on('connect', (client) => client.on('error', noticed))
  }

  async rows<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    this.#watch?.(sql)
    return (await this.pool.query(sql, parameters)).rows as T[]
  }

  async row<T>(sql: string, parameters: unknown[] = []): Promise<T | undefined> {
    return (await this.rows<T>(sql, parameters))[0]
  }

  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  async transact<T>(work: (t: Transactor) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    let broken: Error | undefined
    // A connection that dies between two statements would otherwise end the process.
    const noticed = (error: Error) => (broken = error)
    client.on('error', noticed)
    try {
      await client.query('begin')
      const last: (() => Promise<void>)[] = []
      const result = await work(this.#transactor(client, last))
      for (const one of last) await one()
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((failed: Error) => (broken = failed))
      throw error
    } finally {
      client.off('error', noticed)
      client.release(broken)
    }
  }

  /** One statement whose commit waits for no disk: for what counts only together with something that is committed after it. One round trip. */
  async unsynced<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    this.#watch?.(sql)
    const client = await this.pool.connect()
    let broken: Error | undefined
    const noticed = (error: Error) => (broken = error)
    client.on('error', noticed)
    try {
      let rows: T[] = []
      await burst(client, (send) => {
        send(client.query('begin; set local synchronous_commit = off'))
        send(client.query(sql, parameters).then((result) => (rows = result.rows as T[])))
        // Of a transaction that has failed it is the end as well.
        send(client.query('commit'))
      })
      return rows
    } finally {
      client.off('error', noticed)
      client.release(broken)
    }
  }

  /** Runs `work` on a connection of its own if there is one at once, and not at all otherwise: for what helps and may make nobody wait. */
  async aside(work: (reader: Reader) => Promise<void>): Promise<void> {
    const { idleCount, totalCount, options } = this.pool
    if (idleCount === 0 && totalCount >= options.max) return
    const client = await this.pool.connect()
    const rows = async <T>(sql: string, parameters: unknown[] = []) => {
      this.#watch?.(sql)
      return (await client.query(sql, parameters)).rows as T[]
    }
    let broken: Error | undefined
    const noticed = (error: Error) => (broken = error)
    client.on('error', noticed)
    try {
      await work({ rows, row: async <T>(sql: string, parameters?: unknown[]) => (await rows<T>(sql, parameters))[0] })
    } finally {
      client.off('error', noticed)
      client.release(broken)
    }
  }

  #transactor(client: pg.PoolClient, last: (() => Promise<void>)[]): Transactor {
    const query = (sql: string, parameters: unknown[] = []) => {
      this.#watch?.(sql)
      return client.query(sql, parameters)
    }
    return {
      writes: true,
      rows: async <T>(sql: string, parameters?: unknown[]) => (await query(sql, parameters)).rows as T[],
      row: async <T>(sql: string, parameters?: unknown[]) => (await query(sql, parameters)).rows[0] as T | undefined,
      run: async (sql, parameters) => (await query(sql, parameters)).rowCount ?? 0,
      copy: (sql, rows) => {
        this.#watch?.(sql)
        return client.query(new CopyIn(sql, rows)).done
      },
      burst: (work) => burst(client, work),
      beforeCommit: (work, place) => void (place === 'first' ? last.unshift(work) : last.push(work)),
    }
  }

  async end(): Promise<void> {
    this.#ending = true
    await this.pool.end()
  }
}

async function burst(client: pg.PoolClient, work: (send: (statement: Promise<unknown>) => void) => void): Promise<void> {
  // Not in the types yet; otherwise a client sends a statement when the one before is done.
  const sending = client as pg.PoolClient & { pipeline: boolean }
  const sent: Promise<unknown>[] = []
  sending.pipeline = true
  try {
    work((statement) => void sent.push(statement))
  } catch (error) {
    sent.push(Promise.reject(error as Error))
  }
  const ended = await Promise.allSettled(sent)
  sending.pipeline = false
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

/** SQLSTATE of a database error; the only thing to branch on, names of constraints are missing from errors of other nodes. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.length === 5 ? error.code : undefined
}

export const uniqueViolation = '23505'
