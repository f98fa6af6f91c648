import pg from 'pg'
import { CopyIn } from './copy-in.ts'

/**
 * A statement that is asked so often that each connection keeps it, parsed and in time planned. For what is found by key only: a plan that is
 * to fit every value may be a bad one for a search.
 */
export interface Prepared {
  readonly name: string
  readonly text: string
}

export type Sql = string | Prepared

const known = new Map<string, Prepared>()

/** The text must be the same each time: it is kept for as long as the process lives. */
export function prepared(text: string): Prepared {
  let one = known.get(text)
  if (!one) known.set(text, (one = { name: `c${known.size}`, text }))
  return one
}

const textOf = (sql: Sql) => (typeof sql === 'string' ? sql : sql.text)
/** What pg is to be given; it writes into what it gets. */
const queryOf = (sql: Sql, parameters: unknown[]) => (typeof sql === 'string' ? { text: sql, values: parameters } : { ...sql, values: parameters })

/** Reads. What may write is visible in the type: only a Transactor does. */
export interface Reader {
  rows<T = Record<string, any>>(sql: Sql, parameters?: unknown[]): Promise<T[]>
  row<T = Record<string, any>>(sql: Sql, parameters?: unknown[]): Promise<T | undefined>
}

/** What each of several questions is answered with. */
type Answers<T> = { [K in keyof T]: Promise<T[K]> }

/** A statement that goes out with the commit. */
export interface Last {
  sql: Sql
  parameters: unknown[]
}

/** Exists only inside a transaction; everything it writes is committed together or not at all. */
export interface Transactor extends Reader {
  readonly writes: true
  /** Number of rows a statement changed. */
  run(sql: Sql, parameters?: unknown[]): Promise<number>
  /** What `work` asks is sent at once, without a round trip for each, and done in its order. */
  together<const T extends readonly unknown[]>(work: () => Answers<T>): Promise<T>
  /** Rows for a `copy ... from stdin`. */
  copy(sql: string, rows: Buffer): Promise<void>
  /**
   * Several statements without a round trip for each: what `work` starts is sent at once and done in its order. Resolves when all are done,
   * and rejects with what the first of them failed of.
   */
  burst(work: (send: (statement: Promise<unknown>) => void) => void): Promise<void>
  /**
   * What is sent with the commit, when all else in the transaction is done: for a lock that many want, and that must not be held while anybody
   * waits for an answer. `first`: before those of the others, so that two such locks are taken in one order everywhere.
   */
  beforeCommit(last: () => Last[], place?: 'first'): void
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

  async rows<T>(sql: Sql, parameters: unknown[] = []): Promise<T[]> {
    this.#watch?.(textOf(sql))
    return (await this.pool.query(queryOf(sql, parameters))).rows as T[]
  }

  async row<T>(sql: Sql, parameters: unknown[] = []): Promise<T | undefined> {
    return (await this.rows<T>(sql, parameters))[0]
  }

  /** What `work` asks is sent at once over one connection and answered in its order: one round trip for all of it. */
  async together<const T extends readonly unknown[]>(work: (reader: Reader) => Answers<T>): Promise<T> {
    return this.#borrow((client) => together(client, () => work(this.#reader(client))))
  }

  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  async transact<T>(work: (t: Transactor) => Promise<T>): Promise<T> {
    return this.#borrow(async (client, spoilt) => {
      const last: (() => Last[])[] = []
      try {
        // It goes out with the first statement. Should it fail, the connection is gone, and so is all that follows.
        const [begun, done] = inOnePiece(client, () => [client.query('begin'), work(this.#transactor(client, last))] as const)
        begun.catch(() => {})
        const result = await done
        await begun
        await this.#commit(client, last.flatMap((one) => one()))
        return result
      } catch (error) {
        await client.query('rollback').catch(spoilt)
        throw error
      }
    })
  }

  async #commit(client: pg.PoolClient, last: Last[]): Promise<void> {
    const results = await together(client, () => [...last.map(({ sql, parameters }) => this.#query(client, sql, parameters)), client.query('commit')])
    // An error that somebody caught inside has undone everything all the same.
    if (results.at(-1)!.command !== 'COMMIT') throw new Error('a statement of this transaction had failed: nothing of it was kept')
  }

  /** One statement whose commit waits for no disk: for what counts only together with something that is committed after it. One round trip. */
  async unsynced<T>(sql: Sql, parameters: unknown[] = []): Promise<T[]> {
    return this.#borrow(async (client) => {
      const [, result] = await together(client, () => [
        client.query('begin; set local synchronous_commit = off'),
        this.#query(client, sql, parameters),
        // Of a transaction that has failed it is the end as well.
        client.query('commit'),
      ])
      return result.rows as T[]
    })
  }

  /** Runs `work` on a connection of its own if there is one at once, and not at all otherwise: for what helps and may make nobody wait. */
  async aside<T>(work: (reader: Reader) => Promise<T>): Promise<T | undefined> {
    const { idleCount, totalCount, options } = this.pool
    if (idleCount === 0 && totalCount >= options.max) return undefined
    return this.#borrow((client) => work(this.#reader(client)))
  }

  /** Lends a connection to `work`, which may send statements behind each other; `spoilt`: it must not be lent again. */
  async #borrow<T>(work: (client: pg.PoolClient, spoilt: (error: Error) => void) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    let broken: Error | undefined
    const spoilt = (error: Error) => void (broken = error)
    // A connection that dies between two statements would otherwise end the process.
    client.on('error', spoilt)
    // Not in the types yet: otherwise a client sends a statement when the one before is done.
    const line = client as pg.PoolClient & { pipeline: boolean }
    line.pipeline = true
    try {
      return await work(client, spoilt)
    } finally {
      line.pipeline = false
      client.off('error', spoilt)
      client.release(broken)
    }
  }

  #query(client: pg.PoolClient, sql: Sql, parameters: unknown[] = []): Promise<pg.QueryResult> {
    this.#watch?.(textOf(sql))
    return client.query(queryOf(sql, parameters))
  }

  #reader(client: pg.PoolClient): Reader {
    return {
      rows: async <T>(sql: Sql, parameters?: unknown[]) => (await this.#query(client, sql, parameters)).rows as T[],
      row: async <T>(sql: Sql, parameters?: unknown[]) => (await this.#query(client, sql, parameters)).rows[0] as T | undefined,
    }
  }

  #transactor(client: pg.PoolClient, last: (() => Last[])[]): Transactor {
    return {
      ...this.#reader(client),
      writes: true,
      run: async (sql, parameters) => (await this.#query(client, sql, parameters)).rowCount ?? 0,
      copy: (sql, rows) => {
        this.#watch?.(sql)
        return client.query(new CopyIn(sql, rows)).done
      },
      together: (work) => together(client, work),
      burst: async (work) => {
        const sent: Promise<unknown>[] = []
        await together(client, () => {
          try {
            work((statement) => void sent.push(statement))
          } catch (error) {
            sent.push(Promise.reject(error as Error))
          }
          return sent
        })
      },
      beforeCommit: (one, place) => void (place === 'first' ? last.unshift(one) : last.push(one)),
    }
  }

  async end(): Promise<void> {
    this.#ending = true
    await this.pool.end()
  }
}

/** Waits for all that `work` sends, and fails of what failed first: nothing is left on the line for the next statement to meet. */
async function together<const T extends readonly unknown[]>(client: pg.PoolClient, work: () => Answers<T>): Promise<T> {
  const ended = await Promise.allSettled(inOnePiece(client, () => [...work()] as Promise<unknown>[]))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  return ended.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as T
}

/** What `work` sends without waiting goes over the line in one piece; not in the types of pg. */
function inOnePiece<T>(client: pg.PoolClient, work: () => T): T {
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
  stream.cork()
  try {
    return work()
  } finally {
    stream.uncork()
  }
}

/** SQLSTATE of a database error; the only thing to branch on, names of constraints are missing from errors of other nodes. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.length === 5 ? error.code : undefined
}

export const uniqueViolation = '23505'
