import { refuse } from '#core/index.ts'

/**
 * Resolves on Ctrl-C, on SIGTERM, and when the launcher that started this process is gone. Refuses when the database ends by itself:
 * `ended` says why.
 */
export function untilStopped(ended: Promise<string>): Promise<void> {
  return new Promise((resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
    void ended.then((why) => reject(refuse('database-ended', 500, why, { mend: 'Start Clamor again; what was accepted is kept.' })))
  })
}
