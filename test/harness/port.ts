import { createServer } from 'node:net'

/**
 * A port of this machine on which nobody listens. It lies below those that systems give to connections (Linux from 32768 on, gVisor from
 * 16000), so that no connection takes it between now and its use.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 6_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((found) => {
    const probe = createServer().once('error', () => found(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => found(true)))
  })
}
