import { pino, type Logger } from 'pino'

export type Log = Logger

/**
 * Structured log to stderr (stdout belongs to what a command answers). Fields that could hold a person's words, address or
 * token are dropped wherever they occur, so that a careless `log.info({ post })` exposes nobody.
 */
export function openLog(level: string): Log {
  return pino(
    {
      level,
      base: undefined,
      redact: {
        paths: ['text', 'email', 'phone', 'handle', 'contact', 'original', 'password', 'token', 'cookie', 'authorization'].flatMap(
          (field) => [field, `*.${field}`, `*.*.${field}`],
        ),
        remove: true,
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
