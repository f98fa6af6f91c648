import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './data/index.ts'
import type { Keys } from './data/index.ts'
import type { Live } from './live.ts'
import type { Log } from './log.ts'
import type { Flow } from './slice.ts'

/** What the program has at hand; given as the first argument to whatever needs more than a transaction. */
export interface House {
  readonly config: Config
  readonly db: Database
  readonly keys: Keys
  readonly live: Live
  readonly clock: Clock
  readonly log: Log
  /** Folder for media and files; the database may be elsewhere. */
  readonly dataDir: string
  /** Address that people type, without a slash at the end; on a port chosen by the system it is known once the server listens. */
  origin: string
  readonly flow: Flow
}
