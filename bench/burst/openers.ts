/** A process with people in it who open their pages, each at a moment of their own within a span: node openers.ts, told what to do in one message. */
import { Agent, get } from 'node:http'

export interface Opening {
  urls: string[]
  /** All of them are opened within so many milliseconds, at moments drawn by a fixed seed. */
  within: number
  /** What has to stand in each page. */
  holds: string
}

export interface Opened {
  served: number
  failed: Record<string, number>
  /** Milliseconds of each answer, from asking to its last byte. */
  times: number[]
  bytes: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 2_000 })

process.once('message', (opening: Opening) => void open(opening).then((opened) => process.send!(opened, () => process.exit(0))))

async function open({ urls, within, holds }: Opening): Promise<Opened> {
  const opened: Opened = { served: 0, failed: {}, times: [], bytes: 0 }
  let state = 42
  const draw = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  const began = performance.now()
  await Promise.all(urls.map(async (url) => {
    // The moment is everybody's own and does not wait for others: a slow server gets more at once, as it would.
    const at = draw() * within
    await new Promise((now) => setTimeout(now, at - (performance.now() - began)))
    const asked = performance.now()
    const { status, text } = await read(url).catch((error: NodeJS.ErrnoException) => ({ status: error.code ?? 'failed', text: '' }))
    opened.times.push(performance.now() - asked)
    opened.bytes += Buffer.byteLength(text)
    if (status === 200 && text.includes(holds)) opened.served += 1
    else opened.failed[status] = (opened.failed[status] ?? 0) + 1
  }))
  return opened
}

function read(url: string): Promise<{ status: number | string; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = get(url, { agent, headers: { accept: 'text/html', 'accept-language': 'en' } }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => (text += part))
      answer.on('error', reject)
      answer.on('end', () => resolve({ status: answer.statusCode!, text }))
    })
    asked.on('error', reject)
  })
}

// Whoever started it is gone.
process.on('disconnect', () => process.exit(0))
