import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { linger } from './linger.ts'

let server: Server
afterEach(() => server.close())

const size = 24_000_000

/** Sends a head, and the body while it is not refused; what came back until the connection ended. */
async function send(wait: number | undefined, body: number): Promise<{ answer: string; failed: string | undefined }> {
  server = createServer((request, response) => {
    linger(request, wait)
    response.writeHead(413, { 'content-length': '9' }).end('too large')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let failed: string | undefined
  let answer = ''
  client.on('error', (error: NodeJS.ErrnoException) => (failed = error.code))
  const closed = new Promise<void>((done) => client.once('close', () => done()))
  client.write(`POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${size}\r\n\r\n`)
  await new Promise<void>((done) => client.write(Buffer.alloc(body, 32), () => done()))
  // As simple clients do: only who has sent everything begins to read.
  client.on('data', (chunk: Buffer) => (answer += chunk.toString()))
  await closed
  return { answer, failed }
}

test('whoever is refused in the middle of a large body can send it to its end and reads why', async () => {
  const { answer, failed } = await send(undefined, size)
  expect(failed).toBeUndefined()
  expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*too large$/)
})

test('a body that never ends is not waited for', async () => {
  expect((await send(50, 100_000)).answer).toContain('413')
})
