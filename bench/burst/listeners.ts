/** A process with open pages in it that listen for STOP: node listeners.ts, told where and how many in one message. */
import { Agent, get } from 'node:http'

export interface Listening {
  url: string
  pages: number
}

/** `open`: all of them are open. `heard`: how many heard STOP, and the moments at which they did, in milliseconds since 1970. */
export type Heard = { open: number; failed: number } | { heard: number; moments: number[] }

const agent = new Agent({ keepAlive: false, maxSockets: Infinity })

process.once('message', ({ url, pages }: Listening) => void listen(url, pages))

async function listen(url: string, pages: number): Promise<void> {
  const moments: number[] = []
  let failed = 0
  // A hundred at a time: it is not connecting that is measured here.
  for (let at = 0; at < pages; at += 100) {
    await Promise.all(Array.from({ length: Math.min(100, pages - at) }, () =>
      new Promise<void>((ready) => {
        const asked = get(url, { agent }, (stream) => {
          if (stream.statusCode !== 200) failed += 1
          stream.setEncoding('utf8')
          stream.on('data', (part: string) => part.includes('"state":"stopped"') && moments.push(performance.timeOrigin + performance.now()))
          stream.on('error', () => {})
          ready()
        })
        asked.on('error', () => {
          failed += 1
          ready()
        })
      })))
  }
  process.send!({ open: pages - failed, failed } satisfies Heard)
  process.once('message', () => process.send!({ heard: moments.length, moments } satisfies Heard, () => process.exit(0)))
}

// Whoever started it is gone.
process.on('disconnect', () => process.exit(0))
