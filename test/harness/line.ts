import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** The connection between a device and the house, which can be cut and mended: nothing in the browser knows of it. */
export interface Line {
  /** Where the house is found at this end. */
  url: string
  cut(): void
  /** What is asked arrives, and no answer comes back. */
  swallow(): void
  mend(): void
  close(): Promise<void>
}

/** Lays a line to the house at `url`. */
export async function layLine(url: string): Promise<Line> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  let whole = true
  let swallowing = false
  const server = createServer((near) => {
    if (!whole) return void near.destroy()
    const far = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname)
    for (const [one, other] of [[near, far], [far, near]] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => (sockets.delete(one), other.destroy()))
    }
    near.pipe(far)
    far.on('data', (bytes: Buffer) => (swallowing ? near.destroy() : near.write(bytes)))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const cutAll = () => sockets.forEach((socket) => socket.destroy())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      whole = false
      cutAll()
    },
    swallow() {
      swallowing = true
    },
    mend() {
      whole = true
      swallowing = false
    },
    async close() {
      cutAll()
      await new Promise((closed) => server.close(closed))
    },
  }
}
