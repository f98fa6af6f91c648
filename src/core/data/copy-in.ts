import pg from 'pg'

type Stream = NodeJS.WritableStream & { cork(): void; uncork(): void }

const copyData = 0x64
const copyDone = Buffer.from([0x63, 0, 0, 0, 4])

/**
 * One `copy ... from stdin` with all its rows, sent behind each other at once. It does not wait for PostgreSQL to say that it is ready for
 * them, as a stream would: should the statement fail, PostgreSQL passes the rows over.
 */
export class CopyIn extends pg.Query {
  readonly done: Promise<void>

  constructor(sql: string, rows: Buffer) {
    super(sql)
    this.done = new Promise((resolve, reject) => {
      Object.assign(this, { callback: (error: Error | null) => (error ? reject(error) : resolve()) })
    })
    this.submit = (connection) => {
      const { stream } = connection as pg.Connection & { stream: Stream }
      const head = Buffer.allocUnsafe(5)
      head[0] = copyData
      head.writeInt32BE(rows.length + 4, 1)
      stream.cork()
      connection.query(sql)
      stream.write(head)
      stream.write(rows)
      stream.write(copyDone)
      stream.uncork()
    }
  }

  handleCopyInResponse(): void {}
}
