/** Resolves on Ctrl-C, on SIGTERM, and when the launcher that started this process is gone. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
    if (process.connected) process.once('disconnect', () => resolve())
  })
}
